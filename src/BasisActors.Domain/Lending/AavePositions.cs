using BasisActors.Domain.Ledger;

namespace BasisActors.Domain.Lending;

/// <summary>The position keys of Aave v3.</summary>
public static class AavePositions
{
    public const string Venue = "aave_v3";

    /// <summary>The only debt of any mode: WETH.</summary>
    public static readonly PositionKey Debt = new(Venue, PositionType.DebtToken, "debtWETH");

    /// <summary>The supply of a token.</summary>
    public static PositionKey Supply(string token) => new(Venue, PositionType.AToken, "a" + token);
}

using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;

namespace BasisActors.Domain.Staking;

/// <summary>The tokens that ether.fi pays to holders of eETH beside the growth of its rate (domain reference §5.10).</summary>
public static class RewardTokens
{
    private const string Protocol = "etherfi";

    private static readonly string[] Known = ["EIGEN", "ETHFI"];

    public static IReadOnlyList<string> All => Known;

    /// <summary>Where a reward arrives.</summary>
    public static PositionKey Wallet(string token) => PositionKey.Token("wallet", token);

    /// <summary>True for a wallet's balance of a reward token.</summary>
    public static bool Holds(PositionKey key) => key.Venue == "wallet" && key.Type == PositionType.BaseToken && Known.Contains(key.Symbol);

    /// <summary>One of the series that tell of a token's payouts.</summary>
    public static SeriesKey Series(SeriesKind kind, string token) => new(kind, Protocol, token);

    /// <summary>All that a run needs to receive and to value rewards: none of it has to be known when the run begins.</summary>
    public static IEnumerable<SeriesKey> Needed => Known.SelectMany(token => new[]
    {
        Series(SeriesKind.Reward, token), Series(SeriesKind.RewardFirstDay, token), Series(SeriesKind.RewardLastDay, token), ReferenceSeries.RewardPool(token)!.Value,
    });
}

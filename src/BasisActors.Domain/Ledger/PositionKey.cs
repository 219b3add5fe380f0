using BasisActors.Domain.Errors;
using BasisActors.Domain.Staking;

namespace BasisActors.Domain.Ledger;

/// <summary>What a position is; decides its asset class and how its quantity is counted.</summary>
public enum PositionType
{
    /// <summary>Plain token, in token units.</summary>
    BaseToken,

    /// <summary>Aave supply; quantity is the scaled balance.</summary>
    AToken,

    /// <summary>Aave variable debt; quantity is the scaled balance, positive.</summary>
    DebtToken,

    /// <summary>Liquid staking token, in token units.</summary>
    Lst,

    /// <summary>Linear perpetual; quantity is signed base units, negative for a short.</summary>
    Perp,

    /// <summary>Claim in a withdrawal queue, in tokens that will be paid out; earns nothing while it waits.</summary>
    Claim,

    /// <summary>Tokens between two of our accounts, sent and not yet arrived.</summary>
    Transit,
}

/// <summary><c>venue:position_type:symbol</c>, for example <c>binance:Perp:BTCUSDT</c> or <c>aave_v3:aToken:aUSDT</c>.</summary>
public readonly record struct PositionKey(string Venue, PositionType Type, string Symbol) : IComparable<PositionKey>
{
    private static readonly string[] TypeNames = ["BaseToken", "aToken", "debtToken", "LST", "Perp", "Claim", "Transit"];

    public static IReadOnlyList<string> AllowedTypes => TypeNames;

    public static bool TryParse(string text, out PositionKey key)
    {
        key = default;
        var parts = text.Split(':');
        if (parts.Length != 3 || parts[0].Length == 0 || parts[2].Length == 0)
            return false;
        var type = Array.IndexOf(TypeNames, parts[1]);
        if (type < 0)
            return false;
        key = new PositionKey(parts[0], (PositionType)type, parts[2]);
        return true;
    }

    /// <summary>A token held at a venue: an LST as such, anything else as a base token.</summary>
    public static PositionKey Token(string venue, string symbol) =>
        new(venue, LiquidStakingToken.Find(symbol) is null ? PositionType.BaseToken : PositionType.Lst, symbol);

    /// <summary>All of a token that is under way between the wallet and exchanges.</summary>
    public static PositionKey InTransit(string symbol) => new("wallet", PositionType.Transit, symbol);

    /// <exception cref="BasisException">POS-004 when the text is not a position key.</exception>
    public static PositionKey Parse(string text) => TryParse(text, out var key)
        ? key
        : throw new BasisException("POS-004", $"'{text}' is not a position key; it must be venue:type:symbol with type {string.Join(", ", TypeNames)}.");

    /// <summary>True for what lies on the chain: the wallet, lending, staked tokens and claims. Exchange accounts and tokens under way do not.</summary>
    public bool IsOnChain => Type is PositionType.AToken or PositionType.DebtToken or PositionType.Lst or PositionType.Claim || (Type == PositionType.BaseToken && Venue == "wallet");

    public int CompareTo(PositionKey other) => string.CompareOrdinal(ToString(), other.ToString());

    public override string ToString() => $"{Venue}:{TypeNames[(int)Type]}:{Symbol}";
}

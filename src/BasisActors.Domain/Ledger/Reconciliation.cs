namespace BasisActors.Domain.Ledger;

/// <summary>When two numbers that should be equal are equal enough (domain reference §11.3).</summary>
public static class Reconciliation
{
    /// <summary>Relative tolerance between what was expected and what happened: 1 %.</summary>
    public const decimal RelativeTolerance = 0.01m;

    /// <summary>Absolute floor between ledger and venue, in units of the token: rounding of the last kept decimals, nothing more.</summary>
    public const decimal AbsoluteFloor = 0.00000001m;

    /// <summary>A difference above this many tolerances halts.</summary>
    private const decimal Far = 2;

    /// <summary>True when ledger and venue hold the same.</summary>
    public static bool Agrees(decimal ledger, decimal venue) => Math.Abs(ledger - venue) <= AbsoluteFloor;

    /// <summary>
    /// How far a venue's cash may be from what we work out of a trade, by rounding alone. Exchanges keep amounts to eight decimals: each fill is rounded once, and
    /// the average price of a position at each trade that added to it, of which ten are allowed for.
    /// </summary>
    /// <param name="fills">Executions of the trade; 0 counts as 1.</param>
    /// <param name="quantity">Base units traded.</param>
    /// <returns>USDT.</returns>
    public static decimal OfTrade(int fills, decimal quantity) => AbsoluteFloor * (Math.Max(1, fills) + 10 * quantity);

    /// <summary>True when an actual delta is within tolerance of the expected one.</summary>
    public static bool IsAsExpected(decimal expected, decimal actual) =>
        Math.Abs(expected - actual) <= Math.Max(RelativeTolerance * Math.Abs(expected), AbsoluteFloor);

    /// <summary>Judges a difference between ledger and venue in a live run: tolerance is max(relative × what the ledger has, the token's floor).</summary>
    /// <param name="position">The position.</param>
    /// <param name="ledger">What the ledger has.</param>
    /// <param name="difference">Venue less ledger.</param>
    /// <param name="relative">Fraction of what the ledger has.</param>
    public static DifferenceGrade Grade(PositionKey position, decimal ledger, decimal difference, decimal relative)
    {
        var tolerance = Math.Max(relative * Math.Abs(ledger), Floor(position));
        return Math.Abs(difference) switch
        {
            0 => DifferenceGrade.None,
            var size when size <= tolerance => DifferenceGrade.Within,
            var size when size <= Far * tolerance => DifferenceGrade.Above,
            _ => DifferenceGrade.FarAbove,
        };
    }

    /// <summary>Absolute floor of the tolerance, in units of the token: about one dollar of the coins that are traded here.</summary>
    public static decimal Floor(PositionKey position) => (position.Type == PositionType.Perp ? ChartOfAccounts.Base(position.Symbol) : position.Symbol) switch
    {
        "USDT" or "USDC" => 1m,
        "BTC" => 0.00001m,
        "ETH" or "WETH" or "weETH" or "wstETH" => 0.0003m,
        _ => AbsoluteFloor,
    };
}

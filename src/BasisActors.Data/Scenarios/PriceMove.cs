using BasisActors.Domain.Market;

namespace BasisActors.Data.Scenarios;

/// <summary>
/// All coins fall or rise together against money: spot, perpetuals, pools quoted in a stablecoin, and the lending oracle's USD prices. What is quoted in another
/// coin stays, since both sides move.
/// </summary>
/// <param name="At">Begin.</param>
/// <param name="Size">Fraction: −0.40 ends 40 % lower, 0.80 ends 80 % higher.</param>
/// <param name="Hours">The move is linear over these; 0 is at once.</param>
/// <param name="RecoveryHours">Linear way back, directly after the move; 0 stays.</param>
public sealed record PriceMove(DateTimeOffset At, decimal Size, int Hours, int RecoveryHours) : MarketScenario(At)
{
    private static readonly string[] Money = ["USDT", "USDC", "DAI"];

    private protected override SeriesColumn Change(SeriesColumn column, MarketTable table, ScenarioGrid grid) =>
        IsPriceInMoney(column.Key) ? Scaling.Of(column, grid, seconds => 1 + Size * Part(grid.HoursSince(seconds))) : column;

    private static bool IsPriceInMoney(SeriesKey key) => key.Kind switch
    {
        SeriesKind.OraclePrice => !Money.Contains(key.Symbol),
        SeriesKind.Spot or SeriesKind.Perp => Array.Find(Money, m => key.Symbol.EndsWith(m, StringComparison.Ordinal)) is { } quote && !Money.Contains(key.Symbol[..^quote.Length]),
        _ => false,
    };

    /// <summary>How much of the move is there, 0 to 1.</summary>
    private decimal Part(decimal hours)
    {
        if (hours < 0)
            return 0;
        if (hours < Hours)
            return hours / Hours;
        return RecoveryHours == 0 ? 1 : Math.Max(0, 1 - (hours - Hours) / RecoveryHours);
    }
}

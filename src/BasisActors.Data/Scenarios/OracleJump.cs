using BasisActors.Domain.Market;

namespace BasisActors.Data.Scenarios;

/// <summary>
/// Liquid staking tokens are worth less by the lending oracle at once, as after a slashing: their rate to ETH, and with it their oracle price in USD.
/// Their market on the DEX is unchanged; add <see cref="LstDepeg"/> to move it too.
/// </summary>
/// <param name="At">When.</param>
/// <param name="Size">Fraction lost.</param>
/// <param name="RecoveryHours">After these the oracle is right again; 0 stays.</param>
public sealed record OracleJump(DateTimeOffset At, decimal Size, int RecoveryHours) : MarketScenario(At)
{
    private protected override SeriesColumn Change(SeriesColumn column, MarketTable table, ScenarioGrid grid)
    {
        var lasts = RecoveryHours == 0 ? new Window(grid.Begin, long.MaxValue) : grid.Window(RecoveryHours);
        return IsOfToken(column.Key, table) ? Scaling.Of(column, grid, seconds => lasts.Includes(seconds) ? 1 - Size : 1) : column;
    }

    private static bool IsOfToken(SeriesKey key, MarketTable table) => key.Kind switch
    {
        SeriesKind.LstRate => true,
        SeriesKind.OraclePrice => table.Find(key with { Kind = SeriesKind.LstRate }) >= 0,
        _ => false,
    };
}

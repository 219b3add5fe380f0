using System.Collections.Immutable;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Risk;

namespace BasisActors.Host.Results;

/// <summary><c>equity.csv</c>: one row per tick, what the book was worth, how it leaned, and what was decided.</summary>
internal sealed class EquityFile(string path, ImmutableArray<string> assets) : IDisposable
{
    private readonly CsvFile _csv = new(path, [
        "timestamp", "equity", "growth", "drawdown", "net_flow", "total_deployed", "perp_notional",
        .. assets.Select(a => $"delta_{a.ToLowerInvariant()}"),
        "delta_drift", "min_margin_ratio", "min_margin_venue", "ltv", "health_factor", "action", "reason", "blocks", "stale",
        "leverage", "peg_discount", "price_rise_to_margin_failure", "oracle_fall_to_liquidation", "nearest_failure", "circuit_open",
    ]);

    public void Add(in TickRow row, ReadOnlySpan<decimal> deltas, RunTotals totals)
    {
        _csv.Time(row.Timestamp);
        _csv.Number(row.Equity);
        _csv.Number(totals.Meter.Growth);
        _csv.Number(totals.Meter.Drawdown);
        _csv.Number(row.NetFlow);
        _csv.Number(row.Deployed);
        _csv.Number(row.PerpNotional);
        foreach (var delta in deltas)
            _csv.Number(delta);
        _csv.Number(row.DeltaDrift);
        _csv.Number(row.MinMarginRatio);
        _csv.Text(row.WorstVenue);
        _csv.Number(row.LoanToValue);
        _csv.Number(row.HealthFactor);
        _csv.Text(row.Action.Name());
        _csv.Text(row.Reason);
        _csv.Integer(row.Blocks);
        _csv.Flag(row.IsStale);
        _csv.Number(totals.Risk.Leverage);
        _csv.Number(row.PegDiscount);
        _csv.Number(totals.Risk.Joint.PriceRiseToMarginFailure);
        _csv.Number(totals.Risk.Joint.OracleFallToLiquidation);
        _csv.Text(Name(totals.Risk.Joint.First));
        _csv.Flag(row.IsCircuitOpen);
        _csv.EndRow();
    }

    public void Close() => _csv.Close();

    public void Dispose() => _csv.Dispose();

    private static string? Name(NearestFailure side) => side switch
    {
        NearestFailure.Margin => "margin",
        NearestFailure.Lending => "lending",
        _ => null,
    };
}

using System.Collections.Immutable;
using BasisActors.Domain.Attribution;

namespace BasisActors.Host.Http.Results;

/// <summary>The P&amp;L of a result, tick by tick.</summary>
internal static class ResultPnl
{
    public static PnlLatest Latest(ResultSummary summary, string folder)
    {
        PnlPoint? last = null;
        string[] cells = [];
        EachTick(folder, (point, row) => (last, cells) = (point, (string[])row.Clone()));
        return new PnlLatest(
            summary.Id,
            summary.Currency,
            last,
            cells.Length == 0
                ? ImmutableDictionary<string, decimal>.Empty
                : AttributionBuckets.All.Select((bucket, i) => (bucket, Amount: CurveFile.Number(cells[i + 3]) ?? 0)).ToImmutableDictionary(b => b.bucket, b => b.Amount, StringComparer.Ordinal));
    }

    public static PnlHistory History(ResultSummary summary, string folder, Page page)
    {
        var points = ImmutableArray.CreateBuilder<PnlPoint>();
        var total = 0;
        EachTick(folder, (point, _) =>
        {
            if (total >= page.Offset && points.Count < page.Limit)
                points.Add(point);
            total++;
        });
        return new PnlHistory(summary.Id, summary.Currency, points.ToImmutable(), total, page.Limit, page.Offset);
    }

    /// <summary>Equity is what went in and what was earned: both files are read as one, since attribution.csv has no equity.</summary>
    private static void EachTick(string folder, Action<PnlPoint, string[]> tick)
    {
        decimal equity = 0, earned = 0;
        CurveFile.Read(folder, "attribution.csv", _ => ["timestamp", "net_flow", "total", .. AttributionBuckets.All], cells =>
        {
            var (flow, pnl) = (CurveFile.Number(cells[1]) ?? 0, CurveFile.Number(cells[2]) ?? 0);
            equity += flow + pnl;
            earned += pnl;
            tick(new PnlPoint(CurveFile.Time(cells[0]), equity, flow, pnl, earned), cells);
        });
    }
}

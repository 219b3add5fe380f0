using System.Collections.Immutable;
using BasisActors.Domain.Attribution;
using BasisActors.Domain.Ledger;

namespace BasisActors.Host.Http.Results;

/// <summary>The series of a result that can be drawn (domain reference §10.2).</summary>
internal static class ResultCharts
{
    private const string Fraction = "fraction";

    public static readonly ImmutableArray<ChartEntry> All =
    [
        new("equity_curve", "Equity"),
        new("drawdown", "Fall below the highest equity"),
        new("pnl_attribution", "Cumulative P&L by bucket"),
        new("component_performance", "P&L of each calendar month by bucket"),
        new("ltv_ratio", "Debt over collateral"),
        new("margin_health", "Smallest margin balance over notional of all exchanges"),
        new("balance_by_venue", "Value of the positions by venue"),
        new("balance_by_token", "Value of the positions by token"),
    ];

    public static ImmutableArray<string> Names { get; } = [.. All.Select(c => c.Name)];

    /// <exception cref="ApiFaultException">404 when there is no such chart.</exception>
    public static ChartData Draw(string id, string folder, string currency, string name, int points)
    {
        var chart = All.FirstOrDefault(c => c.Name == name);
        if (chart is null)
            throw (ApiFault.NotFound(ApiFault.NotFoundCode, $"There is no chart '{name}'.") with { Errors = [new FieldError("name", ApiFault.Validation, "It must be one of these.", name, Names)] }).Exception();
        ChartData Of(string unit, params ImmutableArray<ChartSeries> series) => new(id, name, chart.Title, unit, series);
        return name switch
        {
            "equity_curve" => Of(currency, new ChartSeries("equity", CurveFile.Column(folder, "equity", points))),
            "drawdown" => Of(Fraction, new ChartSeries("drawdown", CurveFile.Column(folder, "drawdown", points))),
            "ltv_ratio" => Of(Fraction, new ChartSeries("ltv", CurveFile.Column(folder, "ltv", points))),
            "margin_health" => Of(Fraction, new ChartSeries("min_margin_ratio", CurveFile.Column(folder, "min_margin_ratio", points))),
            "pnl_attribution" => Of(currency, Attribution(folder, points)),
            "component_performance" => Of(currency, Months(folder)),
            "balance_by_venue" => Of(currency, Balances(folder, key => key.Venue, points)),
            _ => Of(currency, Balances(folder, key => key.Symbol, points)),
        };
    }

    private static ImmutableArray<ChartSeries> Attribution(string folder, int points)
    {
        var buckets = AttributionBuckets.All;
        var all = buckets.Select(_ => new List<CurvePoint>()).ToArray();
        var sums = new decimal[buckets.Count];
        EachTick(folder, (at, amounts) =>
        {
            for (var i = 0; i < sums.Length; i++)
                all[i].Add(new CurvePoint(at, sums[i] += amounts[i]));
        });
        return [.. buckets.Select((bucket, i) => new ChartSeries(bucket, CurveFile.Thin(all[i], points)))];
    }

    private static ImmutableArray<ChartSeries> Months(string folder)
    {
        var buckets = AttributionBuckets.All;
        var months = new SortedDictionary<DateTimeOffset, decimal[]>();
        EachTick(folder, (at, amounts) =>
        {
            var month = new DateTimeOffset(at.Year, at.Month, 1, 0, 0, 0, TimeSpan.Zero);
            if (!months.TryGetValue(month, out var sums))
                months.Add(month, sums = new decimal[buckets.Count]);
            for (var i = 0; i < sums.Length; i++)
                sums[i] += amounts[i];
        });
        return [.. buckets.Select((bucket, i) => new ChartSeries(bucket, [.. months.Select(m => new CurvePoint(m.Key, m.Value[i]))]))];
    }

    private static void EachTick(string folder, Action<DateTimeOffset, decimal[]> tick)
    {
        var amounts = new decimal[AttributionBuckets.Count];
        CurveFile.Read(folder, "attribution.csv", _ => ["timestamp", .. AttributionBuckets.All], cells =>
        {
            for (var i = 0; i < amounts.Length; i++)
                amounts[i] = CurveFile.Number(cells[i + 1]) ?? 0;
            tick(CurveFile.Time(cells[0]), amounts);
        });
    }

    /// <summary>Values at the times that the book changed, summed over the positions of one venue or token.</summary>
    private static ImmutableArray<ChartSeries> Balances(string folder, Func<PositionKey, string> by, int points)
    {
        var times = new List<DateTimeOffset>();
        var sums = new SortedDictionary<string, List<decimal>>(StringComparer.Ordinal);
        CurveFile.Read(folder, "positions.csv", _ => ["timestamp", "position", "value"], cells =>
        {
            var at = CurveFile.Time(cells[0]);
            if (times.Count == 0 || times[^1] != at)
                times.Add(at);
            var name = by(PositionKey.Parse(cells[1]));
            if (!sums.TryGetValue(name, out var values))
                sums.Add(name, values = []);
            while (values.Count < times.Count)
                values.Add(0); // nothing was held there
            values[^1] += CurveFile.Number(cells[2]) ?? 0;
        });
        return [.. sums.Select(s => new ChartSeries(s.Key, CurveFile.Thin([.. times.Select((at, i) => new CurvePoint(at, i < s.Value.Count ? s.Value[i] : 0))], points)))];
    }
}

using System.Globalization;
using BasisActors.Domain.Attribution;
using BasisActors.Domain.Configuration;

namespace BasisActors.Host.Reports;

/// <summary>The charts of a report, each over the same span of time.</summary>
internal sealed class ReportCharts
{
    /// <summary>Colours that can be told apart; what is beyond is summed up as "other".</summary>
    private const int Colours = 8;

    private const int TableRows = 12;

    /// <summary>What is never worth half a cent is not drawn.</summary>
    private const decimal Visible = 0.005m;

    private readonly ReportSeries _series;
    private readonly TimeAxis _time;

    /// <param name="series">At least one tick that is not stale.</param>
    public ReportCharts(ReportSeries series)
    {
        _series = series;
        var samples = series.Attribution.Samples();
        _time = TimeAxis.Over(samples[0].At, samples[^1].At);
    }

    public string Equity()
    {
        var pieces = _series.Equity.Pieces();
        var axis = AxisOf(pieces);
        return new Chart("equity", "Equity", "Value of the book in USDT after each tick; stale ticks are left out.", _time, axis, v => Money(v, axis.Step))
            .Line(pieces, "s1")
            .ToHtml(TableOf(pieces, "USDT", v => Shown.Money(v)));
    }

    public string Drawdown()
    {
        List<IReadOnlyList<Point>> pieces = [.. _series.Drawdown.Pieces().Select(p => p.Select(x => x with { Value = -x.Value }).ToArray())];
        var axis = ValueAxis.Over(Math.Min(pieces.Min(p => p.Min(x => x.Value)), -0.0001m), 0);
        var chart = new Chart("drawdown", "Drawdown", "Fall of flow-adjusted growth below its peak; stale ticks are left out.", _time, axis, v => Percent(v, axis.Step));
        foreach (var piece in pieces)
            chart.Area([.. piece.Select(p => p with { Value = 0 })], piece, "s8 shade");
        return chart.Line(pieces, "s8").ToHtml(TableOf(pieces, "Drawdown", v => Shown.Percent(v, 3)));
    }

    public string Attribution()
    {
        var samples = _series.Attribution.Samples();
        var final = samples[^1].Values;
        List<int> moved = [.. Enumerable.Range(0, AttributionBuckets.Count).Where(b => IsVisible(samples, b)).OrderByDescending(b => Math.Abs(final[b]))];
        List<(string Name, int[] Buckets)> bands = [.. moved.Take(Colours - 1).Select(b => (Shown.Words(AttributionBuckets.All[b]), new[] { b }))];
        if (moved.Count >= Colours)
            bands.Add(("other", [.. moved.Skip(Colours - 1)]));
        return Stacked(
            "attribution", "Attribution", "Cumulative P&L by source in USDT; gains are stacked above zero, losses below, and the line is their sum.", samples, bands);
    }

    public string Funding()
    {
        var samples = _series.Funding.Samples();
        List<(string Name, int[] Columns)> bands = [.. _series.HedgeVenues.Select((venue, i) => (venue, new[] { i })).Where(b => IsVisible(samples, b.Item2[0]))];
        if (bands.Count == 0)
            return Missing("Funding by venue", "No funding was paid or received.");
        return Stacked("funding", "Funding by venue", "Cumulative funding in USDT; received is positive. The line is the sum.", samples, bands);
    }

    public string Margin(RiskLimits limits)
    {
        var pieces = _series.MarginRatio.Pieces();
        if (pieces.Count == 0)
            return Missing("Margin ratio", "No perpetual position was held.");
        var axis = ValueAxis.Over(0, Math.Max(pieces.Max(p => p.Max(x => x.Value)), limits.MarginWarning * 1.25m));
        return new Chart(
                "margin", "Margin ratio", "Smallest margin balance over notional of all exchanges; higher is safer.", _time, axis, v => Percent(v, axis.Step))
            .Threshold(limits.MarginWarning, $"warning {Shown.Percent(limits.MarginWarning, 0)}", "warning")
            .Threshold(limits.MarginCritical, $"critical {Shown.Percent(limits.MarginCritical, 0)}", "critical")
            .Threshold(limits.MaintenanceMargin, $"liquidation {Shown.Percent(limits.MaintenanceMargin, 0)}", "liquidation")
            .Line(pieces, "s1")
            .ToHtml(TableOf(pieces, "Smallest margin ratio", v => Shown.Percent(v)));
    }

    public string Actions()
    {
        (string Name, MarkSeries Marks, string Style)[] lanes = [("entries", _series.Entries, "s3"), ("exits", _series.Exits, "s8"), ("rebalances", _series.Rebalances, "s1")];
        var chart = new Chart("actions", "Actions", "When plans were executed; marks close together are drawn as one.", _time);
        var table = new HtmlTable(true, "Kind", "Executed", "First", "Last");
        for (var i = 0; i < lanes.Length; i++)
        {
            var (name, marks, style) = lanes[i];
            chart.Strokes(marks.Marks, i, lanes.Length, name, style).Legend(name, Shown.Count(marks.Total), style);
            var (first, last) = marks.Marks.Count == 0 ? (default(DateTimeOffset?), default(DateTimeOffset?)) : (marks.Marks[0].At, marks.Marks[^1].At);
            table.Row(name, Shown.Count(marks.Total), Shown.Time(first), Shown.Time(last));
        }

        return chart.ToHtml(table, small: true);
    }

    private static string Missing(string title, string why) => $"<section class=\"chart\"><h3>{title}</h3><p>{why}</p></section>";

    private static ValueAxis AxisOf(IReadOnlyList<IReadOnlyList<Point>> pieces) =>
        ValueAxis.Over(pieces.Min(p => p.Min(x => x.Value)), pieces.Max(p => p.Max(x => x.Value)));

    private static string Money(decimal value, decimal step) => value.ToString(step >= 1 ? "N0" : "N2", CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>A tick of an axis in percent, with the decimals that its step needs.</summary>
    public static string Percent(decimal value, decimal step) => Shown.Percent(value, step >= 0.01m ? 0 : step >= 0.001m ? 1 : step >= 0.0001m ? 2 : 3);

    private string Stacked(string id, string title, string description, IReadOnlyList<Sample> samples, List<(string Name, int[] Columns)> bands)
    {
        var stack = new Stack(samples);
        var shapes = bands.Select(b => (Gains: stack.Put(b.Columns, gains: true), Losses: stack.Put(b.Columns, gains: false))).ToList();
        var total = stack.Total();
        var axis = ValueAxis.Over(stack.Below.Min(p => p.Value), stack.Above.Max(p => p.Value));
        var chart = new Chart(id, title, description, _time, axis, v => Money(v, axis.Step));
        for (var b = 0; b < bands.Count; b++)
        {
            var style = $"s{b + 1}";
            foreach (var (upper, lower) in new[] { shapes[b].Gains, shapes[b].Losses })
                chart.Area(upper, lower, style);
            chart.Legend(bands[b].Name, Shown.Money(Stack.ValueOf(samples[^1], bands[b].Columns)), style);
        }

        chart.Line([total], "total").Legend("total", Shown.Money(total[^1].Value), "total");
        var table = new HtmlTable(true, ["Time (UTC)", .. bands.Select(b => b.Name), "total"]);
        foreach (var i in Evenly(samples.Count))
            table.Row([Shown.Time(samples[i].At), .. bands.Select(b => Shown.Money(Stack.ValueOf(samples[i], b.Columns))), Shown.Money(total[i].Value)]);
        return chart.ToHtml(table);
    }

    private static bool IsVisible(IReadOnlyList<Sample> samples, int column) => samples.Any(s => Math.Abs(s.Values[column]) >= Visible);

    private static HtmlTable TableOf(IReadOnlyList<IReadOnlyList<Point>> pieces, string name, Func<decimal, string> show)
    {
        List<Point> points = [.. pieces.SelectMany(p => p)];
        var table = new HtmlTable(true, "Time (UTC)", name);
        var (low, high) = (points.MinBy(p => p.Value), points.MaxBy(p => p.Value));
        foreach (var i in Evenly(points.Count))
            table.Row(Shown.Time(points[i].At), show(points[i].Value));
        return table.Row($"lowest, {Shown.Time(low.At)}", show(low.Value)).Row($"highest, {Shown.Time(high.At)}", show(high.Value));
    }

    /// <summary>Indexes of some items spread over all, the first and the last among them.</summary>
    public static IEnumerable<int> Evenly(int count) =>
        Enumerable.Range(0, Math.Min(count, TableRows)).Select(i => count <= TableRows ? i : (int)((long)i * (count - 1) / (TableRows - 1)));
}

using BasisActors.Domain.Attribution;

namespace BasisActors.Host.Reports;

/// <summary>The charts of a report, each over the same span of time.</summary>
internal sealed class ReportCharts
{
    /// <summary>Colours that can be told apart; what is beyond is summed up as "other".</summary>
    private const int Colours = 8;

    private const int TableRows = 12;

    private readonly ReportSeries _series;
    private readonly TimeAxis _time;
    private readonly string _currency;

    /// <summary>What is never worth half of the last digit shown is not drawn.</summary>
    private readonly decimal _visible;

    /// <param name="series">At least one tick that is not stale.</param>
    /// <param name="currency">Currency of every amount.</param>
    public ReportCharts(ReportSeries series, string currency)
    {
        (_series, _currency, _time) = (series, currency, TimeOf(series));
        _visible = currency == "USDT" ? 0.005m : 0.0000005m;
    }

    public static TimeAxis TimeOf(ReportSeries series)
    {
        var samples = series.Attribution.Samples();
        return TimeAxis.Over(samples[0].At, samples[^1].At);
    }

    public string Equity()
    {
        var pieces = _series.Equity.Pieces();
        var axis = AxisOf(pieces);
        return new Chart("equity", "Equity", $"Value of the book in {_currency} after each tick; stale ticks are left out.", _time, axis, v => Shown.Axis(v, axis.Step))
            .Line(pieces, "s1")
            .ToHtml(TableOf(pieces, _currency, v => Shown.Amount(v, _currency)));
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
            "attribution", "Attribution", $"Cumulative P&L by source in {_currency}; gains are stacked above zero, losses below, and the line is their sum.", samples, bands);
    }

    /// <summary>Null when no funding was paid or received.</summary>
    public string? Funding()
    {
        var samples = _series.Funding.Samples();
        List<(string Name, int[] Columns)> bands = [.. _series.HedgeVenues.Select((venue, i) => (venue, new[] { i })).Where(b => IsVisible(samples, b.Item2[0]))];
        return bands.Count == 0
            ? null
            : Stacked("funding", "Funding by venue", $"Cumulative funding in {_currency}; received is positive. The line is the sum.", samples, bands);
    }

    /// <summary>What equity is made of.</summary>
    public string Composition()
    {
        var samples = _series.Composition.Samples();
        List<(string Name, int[] Columns)> bands = [.. BookComposition.Kinds.Select((kind, i) => (kind, new[] { i })).Where(b => IsVisible(samples, b.Item2[0]))];
        return Stacked("composition", "What equity is made of", $"Value by kind of position in {_currency}; debt is below zero. The line is equity.", samples, bands, "equity");
    }

    public string Plans()
    {
        List<PlanLane> lanes = [.. _series.Plans.Lanes.OrderByDescending(l => l.Marks.Total).Take(Colours)];
        var left = _series.Plans.Lanes.Count - lanes.Count;
        var chart = new Chart(
            "actions", "Actions", $"When plans were executed and why; marks close together are drawn as one.{(left > 0 ? $" {left} rarer reasons are in the table only." : "")}", _time);
        for (var i = 0; i < lanes.Count; i++)
        {
            var style = $"s{i + 1}";
            chart.Strokes(lanes[i].Marks.Marks, i, lanes.Count, "", style).Legend($"{lanes[i].Kind}: {Shown.Words(lanes[i].Reason)}", Shown.Count(lanes[i].Marks.Total), style);
        }

        var table = new HtmlTable(true, "Reason", "Kind", "Executed", "First", "Last");
        foreach (var (kind, reason, marks) in _series.Plans.Lanes)
            table.Row(Shown.Words(reason), kind, Shown.Count(marks.Total), Shown.Time(marks.Marks[0].At), Shown.Time(marks.Marks[^1].At));
        return chart.ToHtml(table, small: true);
    }

    public static ValueAxis AxisOf(IReadOnlyList<IReadOnlyList<Point>> pieces) =>
        ValueAxis.Over(pieces.Min(p => p.Min(x => x.Value)), pieces.Max(p => p.Max(x => x.Value)));

    /// <summary>A tick of an axis in percent, with the decimals that its step needs.</summary>
    public static string Percent(decimal value, decimal step)
    {
        var decimals = 0;
        for (var scaled = step * 100; scaled != decimal.Truncate(scaled) && decimals < 4; scaled *= 10)
            decimals++;
        return Shown.Percent(value, decimals);
    }

    private string Stacked(string id, string title, string description, IReadOnlyList<Sample> samples, List<(string Name, int[] Columns)> bands, string sum = "total")
    {
        var stack = new Stack(samples);
        var shapes = bands.Select(b => (Gains: stack.Put(b.Columns, gains: true), Losses: stack.Put(b.Columns, gains: false))).ToList();
        var total = stack.Total();
        var axis = ValueAxis.Over(stack.Below.Min(p => p.Value), stack.Above.Max(p => p.Value));
        var chart = new Chart(id, title, description, _time, axis, v => Shown.Axis(v, axis.Step));
        for (var b = 0; b < bands.Count; b++)
        {
            var style = $"s{b + 1}";
            foreach (var (upper, lower) in new[] { shapes[b].Gains, shapes[b].Losses })
                chart.Area(upper, lower, style);
            chart.Legend(bands[b].Name, Shown.Amount(Stack.ValueOf(samples[^1], bands[b].Columns), _currency), style);
        }

        chart.Line([total], "total").Legend(sum, Shown.Amount(total[^1].Value, _currency), "total");
        var table = new HtmlTable(true, ["Time (UTC)", .. bands.Select(b => b.Name), sum]);
        foreach (var i in Evenly(samples.Count))
            table.Row([Shown.Time(samples[i].At), .. bands.Select(b => Shown.Amount(Stack.ValueOf(samples[i], b.Columns), _currency)), Shown.Amount(total[i].Value, _currency)]);
        return chart.ToHtml(table);
    }

    private bool IsVisible(IReadOnlyList<Sample> samples, int column) => samples.Any(s => Math.Abs(s.Values[column]) >= _visible);

    public static HtmlTable TableOf(IReadOnlyList<IReadOnlyList<Point>> pieces, string name, Func<decimal, string> show)
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

using System.Collections.Immutable;
using BasisActors.Domain.Attribution;
using BasisActors.Host.Reports;
using Microsoft.AspNetCore.Components;

namespace BasisActors.Host.Dashboard.Charts;

/// <summary>Curves over time as the reports draw them. A chart of what was never recorded is null.</summary>
internal static class CourseCharts
{
    private const int Bands = 7;

    /// <summary>A band thinner than this part of the chart has no word of its own; the legend and the table have it.</summary>
    private const decimal Thinnest = 0.06m;

    public static MarkupString? Equity(ImmutableArray<ImmutableArray<Point>> pieces, string currency)
    {
        var lines = Lines(pieces);
        if (lines.Count == 0)
            return null;
        var axis = ReportCharts.AxisOf(lines);
        return Html(new Chart("equity", "Equity", $"Value of the book after each tick, {currency}. A gap is a time without ticks.", Time(lines), axis, v => Shown.Axis(v, axis.Step))
            .Line(lines, "s1").ToHtml(ReportCharts.TableOf(lines, currency, v => Shown.Amount(v, currency))));
    }

    public static MarkupString? Drawdown(ImmutableArray<ImmutableArray<Point>> pieces)
    {
        var lines = Lines(pieces);
        if (lines.Count == 0)
            return null;
        var axis = ValueAxis.Over(Math.Min(lines.Min(p => p.Min(x => x.Value)), -0.0001m), 0);
        var chart = new Chart("drawdown", "Drawdown", "Fall of flow-adjusted equity below its highest, percent.", Time(lines), axis, v => ReportCharts.Percent(v, axis.Step));
        foreach (var line in lines)
            chart.Area([.. line.Select(p => p with { Value = 0 })], line, "s8 shade");
        return Html(chart.Line(lines, "s8").ToHtml(ReportCharts.TableOf(lines, "Drawdown", v => Shown.Percent(v, 3))));
    }

    public static MarkupString? Margin(ImmutableArray<ImmutableArray<Point>> pieces, Parts.MarginLimits? limits)
    {
        var lines = Lines(pieces);
        if (lines.Count == 0)
            return null;
        var axis = ValueAxis.Over(0, Math.Max(lines.Max(l => l.Max(p => p.Value)), limits?.Warning * 1.25m ?? 0));
        var chart = new Chart("margin", "Margin ratio", "Smallest balance over notional of all exchanges, percent; higher is safer.", Time(lines), axis, v => ReportCharts.Percent(v, axis.Step));
        if (limits is not null)
        {
            chart.Threshold(limits.Warning, $"warning {Shown.Percent(limits.Warning, 0)}", "warning")
                .Threshold(limits.Critical, $"critical {Shown.Percent(limits.Critical, 0)}", "critical")
                .Threshold(limits.Maintenance, $"liquidation {Shown.Percent(limits.Maintenance, 0)}", "liquidation");
        }

        return Html(chart.Line(lines, "s1").ToHtml(ReportCharts.TableOf(lines, "Smallest margin ratio", v => Shown.Percent(v))));
    }

    public static MarkupString? Health(ImmutableArray<ImmutableArray<Point>> pieces)
    {
        var lines = Lines(pieces);
        if (lines.Count == 0)
            return null;
        var axis = ValueAxis.Over(Math.Min(1, lines.Min(l => l.Min(p => p.Value))), lines.Max(l => l.Max(p => p.Value)));
        return Html(new Chart("health", "Health factor", "Collateral times liquidation threshold over debt; below 1 the loan is liquidated.", Time(lines), axis, v => Shown.Axis(v, axis.Step))
            .Threshold(1, "liquidation 1", "liquidation").Line(lines, "s1").ToHtml(ReportCharts.TableOf(lines, "Health factor", v => Shown.Ratio(v, 4))));
    }

    /// <param name="samples">Cumulative amounts by bucket.</param>
    /// <param name="currency">Of the amounts.</param>
    public static MarkupString? Attribution(IReadOnlyList<Sample> samples, string currency)
    {
        if (samples.Count < 2)
            return null;
        var last = samples[^1];
        List<int> moved = [.. Enumerable.Range(0, AttributionBuckets.Count).Where(b => samples.Any(s => s.Values[b] != 0)).OrderByDescending(b => Math.Abs(last.Values[b]))];
        if (moved.Count == 0)
            return null;
        List<(string Name, int[] Buckets)> bands = [.. moved.Take(Bands).Select(b => (Shown.Words(AttributionBuckets.All[b]), new[] { b }))];
        if (moved.Count > Bands)
            bands.Add(("other", [.. moved.Skip(Bands)]));
        var stacks = Pieces(samples).Select(p => new Stack(p)).ToList();
        var shapes = bands.Select(b => stacks.SelectMany(s => new[] { s.Put(b.Buckets, gains: true), s.Put(b.Buckets, gains: false) }).ToList()).ToList();
        List<IReadOnlyList<Point>> total = [.. stacks.Select(s => s.Total())];
        var axis = ValueAxis.Over(stacks.Min(s => s.Below.Min(p => p.Value)), stacks.Max(s => s.Above.Max(p => p.Value)));
        var chart = new Chart(
            "attribution", "Attribution", $"P&L since the start by source, {currency}: gains are stacked above zero, losses below, the line is their sum.",
            TimeAxis.Over(samples[0].At, last.At), axis, v => Shown.Axis(v, axis.Step));
        for (var b = 0; b < bands.Count; b++)
        {
            var style = $"s{b + 1}";
            foreach (var (outer, inner) in shapes[b])
            {
                chart.Area(outer, inner, style);
                if (outer.Length > 0 && outer[^1].At == last.At && Math.Abs(outer[^1].Value - inner[^1].Value) >= (axis.High - axis.Low) * Thinnest)
                    chart.Label((outer[^1].Value + inner[^1].Value) / 2, bands[b].Name);
            }

            chart.Legend(bands[b].Name, Shown.Amount(Stack.ValueOf(last, bands[b].Buckets), currency), style);
        }

        chart.Line(total, "total").Legend("sum", Shown.Amount(last.Values.Sum(), currency), "total");
        var table = new HtmlTable(true, ["Time (UTC)", .. bands.Select(b => b.Name), "sum"]);
        foreach (var i in ReportCharts.Evenly(samples.Count))
            table.Row([Shown.Time(samples[i].At), .. bands.Select(b => Shown.Amount(Stack.ValueOf(samples[i], b.Buckets), currency)), Shown.Amount(samples[i].Values.Sum(), currency)]);
        return Html(chart.ToHtml(table));
    }

    /// <summary>Nothing is drawn over a time without ticks: ten times the usual distance of two samples.</summary>
    private static List<List<Sample>> Pieces(IReadOnlyList<Sample> samples)
    {
        var distances = samples.Zip(samples.Skip(1), (a, b) => b.At - a.At).Order().ToList();
        var widest = distances[distances.Count / 2] * 10;
        List<List<Sample>> pieces = [[samples[0]]];
        for (var i = 1; i < samples.Count; i++)
        {
            if (samples[i].At - samples[i - 1].At > widest)
                pieces.Add([]);
            pieces[^1].Add(samples[i]);
        }

        return pieces;
    }

    private static IReadOnlyList<IReadOnlyList<Point>> Lines(ImmutableArray<ImmutableArray<Point>> pieces)
    {
        IReadOnlyList<IReadOnlyList<Point>> lines = [.. pieces];
        return lines.Sum(l => l.Count) < 2 ? [] : lines;
    }

    private static TimeAxis Time(IReadOnlyList<IReadOnlyList<Point>> lines) => TimeAxis.Over(lines[0][0].At, lines[^1][^1].At);

    /// <summary>Everything in it was escaped when it was put there.</summary>
    private static MarkupString Html(string html) => new(html);
}

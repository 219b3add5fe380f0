using BasisActors.Host.Reports;
using BasisActors.Host.Tests.Results;

namespace BasisActors.Host.Tests.Reports;

public sealed class SeriesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(750)]
    [InlineData(751)]
    [InlineData(87_600)]
    public void A_long_series_is_thinned_and_keeps_its_extremes(int count)
    {
        var series = new MinMaxSeries(3600);
        for (var i = 0; i < count; i++)
            series.Add(TestRuns.Start.AddHours(i), i == count / 3 ? -1_000 : i == count / 2 ? 1_000 : i % 7);

        var points = Assert.Single(series.Pieces());
        Assert.InRange(points.Count, 1, 1500);
        Assert.Equal(count > 3 ? -1_000 : points[0].Value, points.Min(p => p.Value));
        Assert.Equal(count > 3 ? 1_000 : points[0].Value, points.Max(p => p.Value));
        Assert.Equal(points.OrderBy(p => p.At), points);
    }

    [Fact]
    public void A_hole_breaks_the_line()
    {
        var series = new MinMaxSeries(3600);
        foreach (var hour in new[] { 0, 1, 2, 50, 51 })
            series.Add(TestRuns.Start.AddHours(hour), hour);

        Assert.Equal([3, 2], series.Pieces().Select(p => p.Count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1499)]
    [InlineData(1500)]
    [InlineData(50_001)]
    public void Running_totals_keep_their_first_and_last_sample(int count)
    {
        var series = new SampledSeries(1);
        for (var i = 0; i < count; i++)
            series.Add(TestRuns.Start.AddHours(i), [i]);

        var samples = series.Samples();
        Assert.InRange(samples.Count, 1, 1500);
        Assert.Equal(0, samples[0].Values[0]);
        Assert.Equal(count - 1, samples[^1].Values[0]);
        Assert.Equal(samples.Count, samples.Select(s => s.At).Distinct().Count());
        Assert.All(samples, s => Assert.Equal(TestRuns.Start.AddHours((double)s.Values[0]), s.At));
    }

    [Fact]
    public void Marks_close_together_become_one_and_none_is_lost()
    {
        var marks = new MarkSeries();
        for (var i = 0; i < 20_000; i++)
            marks.Add(TestRuns.Start.AddHours(i));

        Assert.InRange(marks.Marks.Count, 300, 1000);
        Assert.Equal(20_000, marks.Total);
        Assert.Equal(20_000, marks.Marks.Sum(m => m.Count));
    }

    [Fact]
    public void A_value_axis_has_round_ticks_around_the_values()
    {
        var axis = ValueAxis.Over(99_130, 107_220);

        Assert.Equal([98_000m, 100_000m, 102_000m, 104_000m, 106_000m, 108_000m], axis.Ticks.AsEnumerable());
        Assert.Equal(0, axis.FromTop(108_000, 100));
        Assert.Equal(100, axis.FromTop(98_000, 100));
    }

    [Theory]
    [InlineData(24, "1 Jun 06:00")]
    [InlineData(24 * 30, "1 Jun")]
    [InlineData(24 * 365, "Jul 2024")]
    [InlineData(24 * 3650, "2026")]
    public void A_time_axis_has_a_few_round_ticks(int hours, string label)
    {
        var axis = TimeAxis.Over(TestRuns.Start, TestRuns.Start.AddHours(hours));

        Assert.InRange(axis.Ticks.Length, 3, 8);
        Assert.Contains(label, axis.Ticks.Select(t => t.Label));
    }
}

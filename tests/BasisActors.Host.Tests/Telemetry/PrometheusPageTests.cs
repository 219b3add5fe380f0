using System.Diagnostics.Metrics;
using BasisActors.Host.Telemetry;

namespace BasisActors.Host.Tests.Telemetry;

/// <summary>The text that Prometheus reads.</summary>
public sealed class PrometheusPageTests : IDisposable
{
    private readonly Meter _meter = new($"test-{Interlocked.Increment(ref _number)}");
    private readonly PrometheusPage _page;
    private static int _number;

    public PrometheusPageTests() => _page = new PrometheusPage([_meter.Name]);

    public void Dispose()
    {
        _page.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void Counters_are_summed_by_their_labels()
    {
        var counter = _meter.CreateCounter<long>("basis.ticks", "{tick}", "Ticks.");
        counter.Add(1, new KeyValuePair<string, object?>("run", "a"));
        counter.Add(2, new KeyValuePair<string, object?>("run", "a"));
        counter.Add(5, new KeyValuePair<string, object?>("run", "b"));

        Assert.Equal("# HELP basis_ticks_total Ticks.\n# TYPE basis_ticks_total counter\nbasis_ticks_total{run=\"a\"} 3\nbasis_ticks_total{run=\"b\"} 5\n", _page.Write());
    }

    [Fact]
    public void A_histogram_has_its_buckets_sum_and_count()
    {
        var histogram = _meter.CreateHistogram<double>("took", "s", "Time.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });
        foreach (var seconds in new[] { 0.1, 0.5, 2 })
            histogram.Record(seconds);

        Assert.Equal(
            "# HELP took_seconds Time.\n# TYPE took_seconds histogram\ntook_seconds_bucket{le=\"0.1\"} 1\ntook_seconds_bucket{le=\"1\"} 2\ntook_seconds_bucket{le=\"+Inf\"} 3\ntook_seconds_sum 2.6\ntook_seconds_count 3\n",
            _page.Write());
    }

    [Fact]
    public void A_gauge_that_nobody_measures_any_more_is_gone()
    {
        double? value = 1.5;
        _meter.CreateObservableGauge("basis.equity", () => value is { } known ? [new Measurement<double>(known)] : Array.Empty<Measurement<double>>());
        Assert.EndsWith("basis_equity 1.5\n", _page.Write(), StringComparison.Ordinal);

        value = null;

        Assert.Equal("", _page.Write());
    }

    [Fact]
    public void What_goes_up_and_down_is_a_gauge_and_keeps_its_sum()
    {
        var open = _meter.CreateUpDownCounter<int>("open");
        open.Add(3);
        open.Add(-1);

        Assert.Contains("# TYPE open gauge\nopen 2\n", _page.Write(), StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_are_escaped()
    {
        _meter.CreateCounter<long>("c").Add(1, new KeyValuePair<string, object?>("a.b", "x\"y\\z\nw"), new KeyValuePair<string, object?>("n", null));

        Assert.Contains("c_total{a_b=\"x\\\"y\\\\z\\nw\",n=\"\"} 1\n", _page.Write(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("basis.tick.duration", "s", false, "basis_tick_duration_seconds")]
    [InlineData("basis.tick.completed.timestamp", "s", false, "basis_tick_completed_timestamp_seconds")]
    [InlineData("basis.ticks.coalesced", "{tick}", true, "basis_ticks_coalesced_total")]
    [InlineData("dotnet.gc.heap.total_allocated", "By", true, "dotnet_gc_heap_total_allocated_bytes_total")]
    [InlineData("basis.margin_ratio", null, false, "basis_margin_ratio")]
    public void Names_follow_the_mapping_of_opentelemetry(string instrument, string? unit, bool isCounter, string name) =>
        Assert.Equal(name, MetricFamily.NameOf(instrument, unit, isCounter));
}

using System.Diagnostics.Metrics;

namespace BasisActors.Host.Telemetry;

/// <summary>All series of one instrument, and the name that Prometheus knows it by: OpenTelemetry's mapping, dots become underscores, unit and <c>_total</c> are added.</summary>
internal sealed class MetricFamily
{
    private static readonly double[] UsualBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    public MetricFamily(Instrument instrument)
    {
        var kind = instrument.GetType().GetGenericTypeDefinition();
        Kind = kind == typeof(Counter<>) || kind == typeof(ObservableCounter<>) ? "counter" : kind == typeof(Histogram<>) ? "histogram" : "gauge";
        IsAbsolute = instrument.IsObservable || kind == typeof(Gauge<>);
        IsObservable = instrument.IsObservable;
        Name = NameOf(instrument.Name, instrument.Unit, Kind == "counter");
        Help = (instrument.Description ?? "").Replace("\\", "\\\\", StringComparison.Ordinal).ReplaceLineEndings(" ");
        Bounds = Kind != "histogram" ? [] : instrument is Histogram<double> { Advice.HistogramBucketBoundaries: { } advised } ? [.. advised] : UsualBounds;
    }

    public string Name { get; }

    public string Help { get; }

    /// <summary>counter, gauge or histogram.</summary>
    public string Kind { get; }

    /// <summary>True when a measurement is the value; false when it is added to it.</summary>
    public bool IsAbsolute { get; }

    /// <summary>True when it is measured only when somebody collects: what is not measured then is gone.</summary>
    public bool IsObservable { get; }

    public double[] Bounds { get; }

    /// <summary>By their labels.</summary>
    public SortedDictionary<string, Series> Series { get; } = new(StringComparer.Ordinal);

    public void Measure(string labels, double value)
    {
        if (!Series.TryGetValue(labels, out var series))
            Series.Add(labels, series = new Series(Bounds.Length + 1));
        series.Count++;
        series.Value = IsAbsolute ? value : series.Value + value;
        if (Kind != "histogram")
            return;
        var bucket = 0;
        while (bucket < Bounds.Length && value > Bounds[bucket])
            bucket++;
        series.Buckets[bucket]++;
    }

    internal static string NameOf(string instrument, string? unit, bool isCounter)
    {
        var name = Word(instrument);
        var suffix = unit switch
        {
            "s" => "_seconds",
            "ms" => "_milliseconds",
            "By" => "_bytes",
            "%" => "_percent",
            _ => "", // {tick} and the like are for people
        };
        if (!name.EndsWith(suffix, StringComparison.Ordinal))
            name += suffix;
        return isCounter && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    internal static string Word(string text) => string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
}

/// <summary>One series: its value or sum, how often it was measured, and of a histogram how often in each bucket, the last beyond all bounds.</summary>
internal sealed class Series(int buckets)
{
    public double Value { get; set; }

    public long Count { get; set; }

    public long[] Buckets { get; } = new long[buckets];
}

using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace BasisActors.Host.Telemetry;

/// <summary>
/// The metrics of this process in the text format of Prometheus, 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats). Listens to meters and keeps what they tell;
/// gauges are measured when the page is asked for, so that those of a run that has ended are gone from it (ADR 0017).
/// </summary>
internal sealed class PrometheusPage : IDisposable
{
    private readonly Lock _gate = new(), _page = new();
    private readonly SortedDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    /// <param name="meters">Names of the meters that are listened to.</param>
    public PrometheusPage(IReadOnlyCollection<string> meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (meters.Contains(instrument.Meter.Name))
                listener.EnableMeasurementEvents(instrument, FamilyOf(instrument));
        };
        _listener.SetMeasurementEventCallback<byte>((_, value, tags, family) => Measure(family, value, tags));
        _listener.SetMeasurementEventCallback<short>((_, value, tags, family) => Measure(family, value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, family) => Measure(family, value, tags));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, family) => Measure(family, value, tags));
        _listener.SetMeasurementEventCallback<float>((_, value, tags, family) => Measure(family, value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, family) => Measure(family, value, tags));
        _listener.SetMeasurementEventCallback<decimal>((_, value, tags, family) => Measure(family, (double)value, tags));
        _listener.Start();
    }

    /// <summary>All of it as it is now.</summary>
    public string Write()
    {
        lock (_page)
        {
            lock (_gate)
            {
                foreach (var family in _families.Values.Where(f => f.IsObservable))
                    family.Series.Clear();
            }

            _listener.RecordObservableInstruments();
            var text = new StringBuilder();
            lock (_gate)
            {
                foreach (var family in _families.Values.Where(f => f.Series.Count > 0))
                    Write(text, family);
            }

            return text.ToString();
        }
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>Labels as they stand in the text, without braces.</summary>
    internal static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new StringBuilder();
        foreach (var tag in tags)
        {
            labels.Append(labels.Length == 0 ? "" : ",").Append(MetricFamily.Word(tag.Key)).Append("=\"");
            labels.Append((Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? "").Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
        }

        return labels.ToString();
    }

    private MetricFamily FamilyOf(Instrument instrument)
    {
        var family = new MetricFamily(instrument);
        lock (_gate)
        {
            if (!_families.TryGetValue(family.Name, out var known))
                _families.Add(family.Name, known = family);
            return known;
        }
    }

    private void Measure(object? family, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = Labels(tags);
        lock (_gate)
            ((MetricFamily)family!).Measure(labels, value);
    }

    private static void Write(StringBuilder text, MetricFamily family)
    {
        text.Append("# HELP ").Append(family.Name).Append(' ').Append(family.Help).Append('\n');
        text.Append("# TYPE ").Append(family.Name).Append(' ').Append(family.Kind).Append('\n');
        foreach (var (labels, series) in family.Series)
        {
            if (family.Kind != "histogram")
            {
                Line(text, family.Name, labels, series.Value);
                continue;
            }

            var separator = labels.Length == 0 ? "" : ",";
            long below = 0;
            for (var i = 0; i < series.Buckets.Length; i++)
            {
                below += series.Buckets[i];
                Line(text, $"{family.Name}_bucket", $"{labels}{separator}le=\"{(i < family.Bounds.Length ? Text(family.Bounds[i]) : "+Inf")}\"", below);
            }

            Line(text, $"{family.Name}_sum", labels, series.Value);
            Line(text, $"{family.Name}_count", labels, series.Count);
        }
    }

    private static void Line(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
            text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(Text(value)).Append('\n');
    }

    private static string Text(double value) =>
        double.IsNaN(value) ? "NaN" : double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : value.ToString("R", CultureInfo.InvariantCulture);
}

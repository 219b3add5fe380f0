using System.Globalization;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace BasisActors.Host.Telemetry;

/// <summary>
/// Writes what the OpenTelemetry SDK has gathered in the text format of Prometheus, 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats). Names are those of
/// OpenTelemetry's mapping: dots become underscores, the unit and <c>_total</c> are added (ADR 0017).
/// </summary>
internal sealed class PrometheusText : BaseExporter<Metric>
{
    private readonly StringBuilder _text = new();

    /// <summary>What was written since the last time.</summary>
    public string Take()
    {
        var text = _text.ToString();
        _text.Clear();
        return text;
    }

    public override ExportResult Export(in Batch<Metric> batch)
    {
        foreach (var metric in batch)
            Write(metric);
        return ExportResult.Success;
    }

    private void Write(Metric metric)
    {
        var kind = metric.MetricType switch
        {
            MetricType.LongSum or MetricType.DoubleSum => "counter",
            MetricType.Histogram => "histogram",
            MetricType.LongGauge or MetricType.DoubleGauge or MetricType.LongSumNonMonotonic or MetricType.DoubleSumNonMonotonic => "gauge",
            _ => null, // exponential histograms have no place in this format, and we make none
        };
        if (kind is null)
            return;
        var name = NameOf(metric.Name, metric.Unit, kind == "counter");
        _text.Append("# HELP ").Append(name).Append(' ').Append(metric.Description.Replace("\\", "\\\\", StringComparison.Ordinal).ReplaceLineEndings(" ")).Append('\n');
        _text.Append("# TYPE ").Append(name).Append(' ').Append(kind).Append('\n');
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            switch (metric.MetricType)
            {
                case MetricType.Histogram:
                    WriteHistogram(name, point);
                    break;
                case MetricType.LongSum or MetricType.LongSumNonMonotonic:
                    WriteLine(name, point, point.GetSumLong());
                    break;
                case MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic:
                    WriteLine(name, point, point.GetSumDouble());
                    break;
                case MetricType.LongGauge:
                    WriteLine(name, point, point.GetGaugeLastValueLong());
                    break;
                default:
                    WriteLine(name, point, point.GetGaugeLastValueDouble());
                    break;
            }
        }
    }

    private void WriteHistogram(string name, in MetricPoint point)
    {
        long below = 0;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            below += bucket.BucketCount;
            WriteLine($"{name}_bucket", point, below, double.IsPositiveInfinity(bucket.ExplicitBound) ? "+Inf" : Text(bucket.ExplicitBound));
        }

        WriteLine($"{name}_sum", point, point.GetHistogramSum());
        WriteLine($"{name}_count", point, point.GetHistogramCount());
    }

    private void WriteLine(string name, in MetricPoint point, double value, string? upTo = null)
    {
        _text.Append(name);
        var separator = '{';
        foreach (var tag in point.Tags)
        {
            _text.Append(separator).Append(Word(tag.Key)).Append("=\"").Append(Escaped(Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? "")).Append('"');
            separator = ',';
        }

        if (upTo is not null)
        {
            _text.Append(separator).Append("le=\"").Append(upTo).Append('"');
            separator = ',';
        }

        if (separator == ',')
            _text.Append('}');
        _text.Append(' ').Append(Text(value)).Append('\n');
    }

    /// <summary>The name that Prometheus knows an instrument by.</summary>
    internal static string NameOf(string instrument, string unit, bool isCounter)
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

    private static string Word(string text) => string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c == '_' ? c : '_'));

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    private static string Text(double value) =>
        double.IsNaN(value) ? "NaN" : double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : value.ToString("R", CultureInfo.InvariantCulture);
}

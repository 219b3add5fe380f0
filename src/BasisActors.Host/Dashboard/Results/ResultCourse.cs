using System.Collections.Immutable;
using System.Globalization;
using BasisActors.Domain.Attribution;
using BasisActors.Domain.Errors;
using BasisActors.Host.Comparison;
using BasisActors.Host.Http;
using BasisActors.Host.Reports;
using Sylvan.Data.Csv;

namespace BasisActors.Host.Dashboard.Results;

/// <summary>The curves of a result, of its files; as of <see cref="History.RunCourse"/>.</summary>
public sealed class ResultCourses(HttpOptions options)
{
    /// <summary>Reads the files of one result; a year takes a tenth of a second.</summary>
    /// <exception cref="BasisException">BTS-002 when there is no such result or too little in it; RST-001 when it cannot be read.</exception>
    public Task<History.RunCourse> ReadAsync(string id) => Task.Run(() =>
    {
        var run = ResultsReader.Read(options.Results, id);
        var (equity, margin, health) = (new MinMaxSeries(run.StepSeconds, bridgesHoles: true), new MinMaxSeries(run.StepSeconds), new MinMaxSeries(run.StepSeconds));
        var curve = new GrowthCurve(run.StepSeconds);
        foreach (var tick in run.Ticks)
        {
            curve.Add(tick.At, tick.Equity, tick.NetFlow, tick.IsStale);
            if (!tick.IsStale)
                equity.Add(tick.At, tick.Equity);
            if (tick.MarginRatio is { } ratio)
                margin.Add(tick.At, ratio);
            if (tick.HealthFactor is { } factor)
                health.Add(tick.At, Math.Min(factor, 2));
        }

        var falls = curve.Drawdown.Pieces().Select(p => p.Select(x => x with { Value = -x.Value }).ToImmutableArray());
        return new History.RunCourse(1, Pieces(equity), [.. falls], Pieces(margin), Pieces(health), [.. Attribution(Path.Combine(options.Results, id, "attribution.csv"), run.Ticks.Where(t => t.IsStale).Select(t => t.At).ToHashSet())]);
    });

    /// <summary>Results side by side, without benchmarks.</summary>
    /// <exception cref="BasisException">As above, and when they have no period in common.</exception>
    internal Task<RunComparison> CompareAsync(IEnumerable<string> ids) => Task.Run(() => RunComparison.Of([.. ids.Select(id => ResultsReader.Read(options.Results, id))], data: null));

    private static ImmutableArray<ImmutableArray<Point>> Pieces(MinMaxSeries series) => [.. series.Pieces().Select(p => p.ToImmutableArray())];

    private static IReadOnlyList<Sample> Attribution(string path, HashSet<DateTimeOffset> stale)
    {
        var samples = new SampledSeries(AttributionBuckets.Count);
        if (!File.Exists(path))
            return [];
        try
        {
            using var csv = CsvDataReader.Create(path);
            var time = csv.GetOrdinal("timestamp");
            int[] columns = [.. AttributionBuckets.All.Select(csv.GetOrdinal)];
            var sums = new decimal[columns.Length];
            while (csv.Read())
            {
                for (var i = 0; i < columns.Length; i++)
                    sums[i] += decimal.Parse(csv.GetString(columns[i]), NumberStyles.Float, CultureInfo.InvariantCulture);
                var at = DateTimeOffset.Parse(csv.GetString(time), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
                if (!stale.Contains(at))
                    samples.Add(at, sums);
            }
        }
        catch (Exception e) when (e is IOException or FormatException or OverflowException or CsvFormatException or IndexOutOfRangeException)
        {
            throw new BasisException(new BasisError("RST-001", $"The result cannot be read: {e.Message}", path, "Run the backtest again."), e);
        }

        return samples.Samples();
    }
}

using System.Collections.Immutable;
using BasisActors.Domain.Errors;

namespace BasisActors.Host.Comparison;

/// <summary>Results side by side over the period that all of them have.</summary>
/// <param name="From">First common tick.</param>
/// <param name="To">Last common tick.</param>
/// <param name="Runs">In the order asked for.</param>
/// <param name="Benchmarks">Over the same period.</param>
/// <param name="Notes">What a reader must know.</param>
public sealed record RunComparison(DateTimeOffset From, DateTimeOffset To, ImmutableArray<ComparisonRow> Runs, ImmutableArray<ComparisonRow> Benchmarks, ImmutableArray<string> Notes)
{
    /// <summary>Runs first, then benchmarks.</summary>
    public IEnumerable<ComparisonRow> Rows => Runs.Concat(Benchmarks);

    /// <param name="runs">At least one.</param>
    /// <param name="data">Root of the data set for benchmarks; null leaves them out.</param>
    /// <exception cref="BasisException">BTS-002 when the runs have no period in common; DPR-002 when a benchmark's file is not valid.</exception>
    public static RunComparison Of(ImmutableArray<ComparedRun> runs, string? data)
    {
        var (from, to) = (runs.Max(r => r.First), runs.Min(r => r.Last));
        if (from >= to)
            throw new BasisException("BTS-002", $"The results have no period in common: the latest begins at {from:yyyy-MM-dd HH:mm}, the earliest ends at {to:yyyy-MM-dd HH:mm}.", "ID", "Leave out the ones that do not overlap.");
        var notes = new List<string>();
        if (runs.Any(r => r.First != from || r.Last != to))
            notes.Add($"The results have different periods; every figure and curve is over the common one, {from:yyyy-MM-dd HH:mm} to {to:yyyy-MM-dd HH:mm} UTC. A run that began earlier is taken as it stood at its start.");
        var classes = runs.Select(r => r.ShareClass).Distinct().ToList();
        if (classes.Count > 1)
            notes.Add($"The results have different share classes ({string.Join(", ", classes)}): growth is measured in different units, and nothing is added up across them.");
        ImmutableArray<ComparisonRow> rows = [.. runs.Select(r => Row(r, from, to))];
        ImmutableArray<ComparisonRow> benchmarks = [];
        if (data is null)
            notes.Add("Benchmarks are left out: it is not known which data set the results are from. Name it with --data.");
        else
            benchmarks = [.. BenchmarkSeries.Over(data, from, to, notes)];
        return new RunComparison(from, to, rows, benchmarks, [.. notes]);
    }

    private static ComparisonRow Row(ComparedRun run, DateTimeOffset from, DateTimeOffset to)
    {
        var begins = run.First == from;
        var curve = new GrowthCurve(run.StepSeconds);
        decimal? health = null, margin = null;
        foreach (var tick in run.Ticks)
        {
            if (tick.At < from || tick.At > to)
                continue;
            curve.Add(tick.At, tick.Equity, tick.At == from && !begins ? tick.Equity : tick.NetFlow, tick.IsStale);
            health = Least(health, tick.HealthFactor);
            margin = Least(margin, tick.MarginRatio);
        }

        return new ComparisonRow
        {
            Name = run.Id,
            Mode = run.Mode,
            Unit = run.ShareClass,
            From = run.First,
            To = run.Last,
            Performance = curve.Performance,
            Costs = begins && run.Last == to ? run.TotalCosts : run.Costs.Where(c => (begins ? c.At >= from : c.At > from) && c.At <= to).Sum(c => c.Amount),
            MinHealthFactor = health,
            MinMarginRatio = margin,
            Status = run.ErrorCode is { } code ? $"{run.Status} {code}" : run.Status,
            Growth = curve.Growth,
            Drawdown = curve.Drawdown,
        };
    }

    private static decimal? Least(decimal? a, decimal? b) => a is null || b < a ? b ?? a : a;
}

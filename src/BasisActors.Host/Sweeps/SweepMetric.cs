using BasisActors.Domain.Errors;

namespace BasisActors.Host.Sweeps;

/// <summary>The figure by which points are ranked.</summary>
public sealed class SweepMetric
{
    private static readonly string[] Names = ["sharpe", "sortino", "calmar", "total_return", "apy", "max_drawdown", "final_equity"];

    private SweepMetric(string name) => (Name, Figure) = (name, PointFigures.Names.IndexOf(name));

    /// <summary>Its name in the results.</summary>
    public string Name { get; }

    /// <summary>True for a drawdown, which is best when small.</summary>
    public bool LowerIsBetter => Name == "max_drawdown";

    /// <summary>True for a fraction that people read in percent.</summary>
    public bool IsRate => Name is "total_return" or "apy" or "max_drawdown";

    private int Figure { get; }

    /// <exception cref="BasisException">BTS-002 when there is no such metric.</exception>
    public static SweepMetric Parse(string name) => Names.Contains(name)
        ? new SweepMetric(name)
        : throw new BasisException("BTS-002", $"'{name}' is not a metric; allowed are {string.Join(", ", Names)}.", "--metric");

    /// <summary>The figure of a point that ran to its end; null otherwise and where it is not defined.</summary>
    public decimal? Of(PointResult result) => result.Status == PointStatus.Completed ? result.Figures[Figure] : null;

    /// <summary>The best of some points, of equals the first; null when none has the figure.</summary>
    public PointResult? Best(IEnumerable<PointResult> results)
    {
        PointResult? best = null;
        foreach (var result in results)
        {
            if (Of(result) is { } value && (best is null || IsBetter(value, Of(best)!.Value)))
                best = result;
        }

        return best;
    }

    /// <summary>The best first, of equals the first in the grid; those without the figure last.</summary>
    public IEnumerable<PointResult> Ranked(IEnumerable<PointResult> results) =>
        results.OrderBy(r => Of(r) is null).ThenBy(r => Of(r) is { } value ? LowerIsBetter ? value : -value : 0).ThenBy(r => r.Job.Point);

    private bool IsBetter(decimal value, decimal than) => LowerIsBetter ? value < than : value > than;
}

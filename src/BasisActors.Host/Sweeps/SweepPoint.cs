using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Market;
using BasisActors.Host.Configuration;

namespace BasisActors.Host.Sweeps;

/// <summary>A point of the grid, made ready: either it can run, or it is known why not.</summary>
internal abstract record SweepPoint
{
    private SweepPoint()
    {
    }

    /// <param name="Run">Configuration that fits the data.</param>
    /// <param name="Hash">Hash of its effective configuration.</param>
    /// <param name="Market">Shared by all points with the same requirement.</param>
    internal sealed record Ready(RunConfiguration Run, string Hash, MarketTable Market) : SweepPoint;

    internal sealed record Refused(PointStatus Status, BasisError Error) : SweepPoint;

    /// <summary>The effective configuration of every point.</summary>
    public static ImmutableArray<ConfigurationResult> Configure(ConfigurationSource source, SweepRequest request)
    {
        var results = new ConfigurationResult[request.Grid.Count];
        Parallel.For(0, results.Length, point => results[point] = source.Load(request.Run.Mode, [.. request.Run.Sets, .. request.Grid.Sets(point)]));
        return [.. results];
    }
}

using Akka.Actor;
using BasisActors.Actors.Inspection;
using BasisActors.Domain.Errors;

namespace BasisActors.Host.Inspection;

/// <summary>An actor as it is found: what its cell shows, and what it says of itself.</summary>
/// <param name="Run">The run whose actor system it lives in.</param>
/// <param name="Cell">From outside.</param>
/// <param name="Said">In its own words; null when it has not answered in time, or answers nobody.</param>
public sealed record FoundActor(InspectedRun Run, ActorCellView Cell, ActorDescription? Said)
{
    /// <summary>
    /// <c>busy</c>: it has not answered within a second. <c>silent</c>: a part of Akka's, which is not asked. Otherwise the state of its health, or <c>up</c> where that is not judged.
    /// </summary>
    public string State => Said is { Health: { } health } ? Domain.Health.HealthStates.Name(health) : Said is not null ? "up" : Cell.IsDescribed ? "busy" : "silent";
}

/// <summary>Finds actors and asks them. Each answers by itself between two messages of its work; nobody waits for one that is busy for more than a second.</summary>
internal static class ActorInquiry
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Asks actors, all at once.</summary>
    public static async Task<FoundActor[]> AskAsync(IEnumerable<(InspectedRun Run, ActorCellView Cell)> actors, CancellationToken cancellation) =>
        await Task.WhenAll(actors.Select(a => AskAsync(a.Run, a.Cell, cancellation))).ConfigureAwait(false);

    public static async Task<FoundActor> AskAsync(InspectedRun run, ActorCellView cell, CancellationToken cancellation) =>
        new(run, cell, cell.IsDescribed ? await DescribeAsync(cell.Ref, cancellation).ConfigureAwait(false) : null);

    /// <summary>A component of a run by its name, or by the beginning of it; null when the run has none now or it is busy.</summary>
    public static async Task<FoundActor?> ComponentAsync(InspectedRun run, string name, CancellationToken cancellation)
    {
        var cell = ActorTree.Of(run.System).FirstOrDefault(c => c.Ref.Path.Parent.Name == run.Id && c.Ref.Path.Name.StartsWith(name, StringComparison.Ordinal));
        return cell is null ? null : await AskAsync(run, cell, cancellation).ConfigureAwait(false);
    }

    /// <summary>All actors that a path names: that one and what is below it. Without a path all there are.</summary>
    /// <param name="host">Where to look.</param>
    /// <param name="path"><c>/user/runs/RUN/ledger</c>, <c>RUN/ledger</c>, or with the run whose system is meant before a colon, as in <c>RUN:/user/health</c>.</param>
    /// <exception cref="BasisException">INS-003 when there is no such actor.</exception>
    public static List<(InspectedRun Run, ActorCellView Cell)> Below(InspectedHost host, string? path)
    {
        var all = host.Runs.SelectMany(run => ActorTree.Of(run.System).Select(cell => (Run: run, Cell: cell))).ToList();
        if (path is null)
            return all;
        var found = all.Where(a => IsNamed(a, path)).ToList();
        if (found.Count == 0)
            throw new BasisException("INS-003", $"There is no actor '{path}'.", "path", all.Count == 0 ? "This host carries no run." : $"See `actors tree`; there are {Some(all.Select(a => a.Cell.Path))}.");
        return [.. all.Where(a => found.Any(f => f.Run == a.Run && (a.Cell.Path == f.Cell.Path || a.Cell.Path.StartsWith(f.Cell.Path + '/', StringComparison.Ordinal))))];
    }

    /// <summary>The one actor that a path names.</summary>
    /// <exception cref="BasisException">INS-003 when there is none; INS-001 when there are several.</exception>
    public static (InspectedRun Run, ActorCellView Cell) One(InspectedHost host, string path)
    {
        var found = Below(host, path).Where(a => IsNamed(a, path)).ToList();
        return found.Count == 1
            ? found[0]
            : throw new BasisException("INS-001", $"'{path}' names {found.Count} actors.", "path", $"Name one of {Some(found.Select(f => $"{f.Run.Id}:{f.Cell.Path}"))}.");
    }

    private static async Task<ActorDescription?> DescribeAsync(IActorRef actor, CancellationToken cancellation)
    {
        try
        {
            return await actor.Ask<ActorDescription>(Describe.Instance, Patience, cancellation).ConfigureAwait(false);
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }

    private static bool IsNamed((InspectedRun Run, ActorCellView Cell) actor, string path)
    {
        var colon = path.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0)
            return actor.Run.Id == path[..colon] && actor.Cell.Path == path[(colon + 1)..];
        return actor.Cell.Path == path || actor.Cell.Path == $"/user/runs/{path}";
    }

    private static string Some(IEnumerable<string> names)
    {
        var all = names.Distinct(StringComparer.Ordinal).ToList();
        return string.Join(", ", all.Take(20)) + (all.Count > 20 ? $" and {all.Count - 20} more" : "");
    }
}

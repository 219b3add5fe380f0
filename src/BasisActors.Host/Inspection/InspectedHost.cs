using Akka.Actor;
using BasisActors.Domain.Errors;
using BasisActors.Host.Backtests.Queued;
using BasisActors.Host.EventLog;
using BasisActors.Host.Live;

namespace BasisActors.Host.Inspection;

/// <summary>An actor system that can be looked at, with the run that it carries.</summary>
/// <param name="Id">Name of the run.</param>
/// <param name="System">Its actor system.</param>
/// <param name="Events">Its events; null where none are kept.</param>
public sealed record InspectedRun(string Id, ActorSystem System, EventTail? Events);

/// <summary>What the palette looks at: the runs that this process carries now, and its log levels.</summary>
/// <param name="runs">The runs now, in any order.</param>
/// <param name="levels">Levels of the log.</param>
/// <param name="time">The clock.</param>
public sealed class InspectedHost(Func<IEnumerable<InspectedRun>> runs, LogLevels levels, TimeProvider time)
{
    /// <summary>Stands for the run of the actor system that carries backtests: those have no system of their own.</summary>
    public const string Backtests = "backtests";

    /// <summary>The live runs that a host carries, and its backtests.</summary>
    public static InspectedHost Of(HostedRuns runs, BacktestQueue queue, TimeProvider time) => new(() => All(runs, queue), LogLevels.OfProcess, time);

    public LogLevels Levels => levels;

    public TimeProvider Time => time;

    /// <summary>When this process began to be looked at.</summary>
    public DateTimeOffset Since { get; } = time.GetUtcNow();

    /// <summary>The runs now, by name.</summary>
    public IReadOnlyList<InspectedRun> Runs => [.. runs().OrderBy(r => r.Id, StringComparer.Ordinal)];

    private static IEnumerable<InspectedRun> All(HostedRuns runs, BacktestQueue queue)
    {
        foreach (var run in runs.All)
        {
            if (run.Actors is { } actors)
                yield return new InspectedRun(run.Wanted.Id, actors.System, run.Events);
        }

        if (queue.Actors is { } carried)
            yield return new InspectedRun(Backtests, carried.System, null);
    }

    /// <summary>One run, or all of them.</summary>
    /// <exception cref="BasisException">INS-003 when it is not here.</exception>
    internal IReadOnlyList<InspectedRun> RunsOf(string? id)
    {
        var all = Runs;
        if (id is null)
            return all;
        return all.FirstOrDefault(r => r.Id == id) is { } run
            ? [run]
            : throw new BasisException("INS-003", $"This host carries no run '{id}'.", "run", all.Count == 0 ? "It carries none." : $"It carries {string.Join(", ", all.Select(r => r.Id))}.");
    }
}

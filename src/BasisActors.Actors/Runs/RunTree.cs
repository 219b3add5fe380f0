using System.Collections.Immutable;

namespace BasisActors.Actors.Runs;

/// <summary>The components of one run, filled by <see cref="RunActor"/> before the first tick and never changed after.</summary>
public sealed class RunTree
{
    public IActorRef Run { get; internal set; } = ActorRefs.Nobody;

    public IActorRef Health { get; internal set; } = ActorRefs.Nobody;

    public IActorRef Clock { get; internal set; } = ActorRefs.Nobody;

    public IActorRef MarketData { get; internal set; } = ActorRefs.Nobody;

    public IActorRef Ledger { get; internal set; } = ActorRefs.Nobody;

    public IActorRef Exposure { get; internal set; } = ActorRefs.Nobody;

    public IActorRef Risk { get; internal set; } = ActorRefs.Nobody;

    public IActorRef Attribution { get; internal set; } = ActorRefs.Nobody;

    public IActorRef Strategy { get; internal set; } = ActorRefs.Nobody;

    public IActorRef Execution { get; internal set; } = ActorRefs.Nobody;

    public IActorRef EventLog { get; internal set; } = ActorRefs.Nobody;

    public IActorRef Results { get; internal set; } = ActorRefs.Nobody;

    /// <summary>Metrics and traces of a live run; null in a backtest and in a rehearsal.</summary>
    public Telemetry.RunTelemetry? Telemetry { get; internal set; }

    /// <summary>Executors with their venue's name, in the order of the run's venues: the order in which they get a tick.</summary>
    public ImmutableArray<(string Venue, IActorRef Actor)> Executors { get; internal set; } = [];

    /// <summary>The executor of a venue, or null.</summary>
    public IActorRef? Executor(string venue)
    {
        foreach (var (name, actor) in Executors)
        {
            if (name == venue)
                return actor;
        }

        return null;
    }
}

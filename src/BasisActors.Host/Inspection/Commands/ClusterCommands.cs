using System.Collections.Immutable;
using System.Reflection;
using BasisActors.Actors.Inspection;

namespace BasisActors.Host.Inspection.Commands;

/// <summary>The one node there is.</summary>
public sealed record NodeEntry(string Address, int ProcessId, string Version, TimeSpan Uptime, ImmutableArray<SystemEntry> Systems) : InspectionRecord
{
    public override IEnumerable<InspectionField> Fields =>
    [
        new("members", 1), new("note", "This host is a single node and no member of a cluster. Sweeps spread over the cores of one machine (docs/sweeps.md)."), new("address", Address), new("pid", ProcessId),
        new("version", Version), new("uptime_seconds", (long)Uptime.TotalSeconds), new("systems", Systems),
    ];
}

/// <summary>One actor system of this process.</summary>
public sealed record SystemEntry(string Run, string Address, TimeSpan Uptime, int Actors) : InspectionRecord
{
    public override IEnumerable<InspectionField> Fields => [new("run", Run), new("address", Address), new("uptime_seconds", (long)Uptime.TotalSeconds), new("actors", Actors)];
}

/// <summary><c>cluster show</c>.</summary>
internal static class ClusterCommands
{
    public static readonly ImmutableArray<InspectionCommand> All =
    [
        new("cluster", "show", "The nodes, and the actor systems that they carry.") { Shape = AnswerShape.Details, Handle = (host, _, _) => Records.Of([Node(host)]) },
    ];

    private static InspectionRecord Node(InspectedHost host) => new NodeEntry(
        Environment.MachineName, Environment.ProcessId, Assembly.GetExecutingAssembly().GetName().Version?.ToString() ?? "", host.Time.GetUtcNow() - host.Since,
        [.. host.Runs.Select(r => new SystemEntry(r.Id, ((Akka.Actor.ExtendedActorSystem)r.System).Provider.DefaultAddress.ToString(), r.System.Uptime, ActorTree.Of(r.System).Length))]);
}

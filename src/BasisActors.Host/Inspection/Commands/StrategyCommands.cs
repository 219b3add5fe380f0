using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using BasisActors.Actors.Strategies;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Strategies;
using BasisActors.Host.EventLog.Payloads;

namespace BasisActors.Host.Inspection.Commands;

/// <summary>What a strategy does and what holds it back.</summary>
/// <param name="Run">The run.</param>
/// <param name="Actor">The strategy's actor; its state is null when it is busy.</param>
public sealed record StrategyStatus(string Run, FoundActor Actor) : InspectionRecord
{
    /// <summary>Past actions that are shown.</summary>
    private const int Shown = 10;

    /// <summary>What it keeps; null when it is busy.</summary>
    public StrategyState? Kept => Actor.Said?.Detail as StrategyState;

    public override IEnumerable<InspectionField> Fields =>
    [
        new("run", Run), new("mode", Actor.Cell.Ref.Path.Name["strategy-".Length..]), new("state", Actor.State), new("action", Kept?.CurrentAction?.Name()), new("last_decision", Kept?.LastDecision),
        new("trading", Kept is { } kept ? StatePayloads.Name(kept.Guard.State) : null), new("held_for", Kept?.Guard.Hold?.Reason), new("held_since", Kept?.Guard.Hold?.Since),
        new("kill_switch", Kept?.Halted), new("decisions", Kept?.ExecutionCount), new("blocks_generated", Kept?.BlocksGenerated),
        new("requests", (Kept?.Pending ?? []).Select(Of).ToImmutableArray()), new("history", (Kept?.History ?? []).TakeLast(Shown).Select(Of).ToImmutableArray()),
    ];

    private static PlainRecord Of(CapitalRequest request) => new(
    [
        new("kind", request.Kind == CapitalRequestKind.Deposit ? "deposit" : "withdrawal"), new("amount", request.Amount), new("effective_at", request.EffectiveAt), new("unwound", request.IsUnwound),
    ]);

    private static PlainRecord Of(PastAction past) => new(
        [new("tick", past.Tick), new("timestamp", past.Timestamp), new("action", past.Action.Name()), new("reason", past.Reason), new("blocks", past.Blocks)]);
}

/// <summary><c>strategy status</c>.</summary>
internal static class StrategyCommands
{
    public static readonly InspectionArgument Run = new("run", "Name of a run; without it, all of them.") { IsPositional = true };

    public static readonly ImmutableArray<InspectionCommand> All =
    [
        new("strategy", "status", "What the strategy of a run does, what it has done, and what holds it back.") { Shape = AnswerShape.Details, Arguments = [Run], Handle = StatusAsync },
    ];

    private static async IAsyncEnumerable<InspectionRecord> StatusAsync(InspectedHost host, InspectionCall call, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var run in host.RunsOf(call["run"]))
        {
            if (await ActorInquiry.ComponentAsync(run, "strategy-", cancellation).ConfigureAwait(false) is { } actor)
                yield return new StrategyStatus(run.Id, actor);
        }
    }
}

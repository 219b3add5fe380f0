using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using BasisActors.Actors.Execution;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Instructions;

namespace BasisActors.Host.Inspection.Commands;

/// <summary>One step of a block.</summary>
/// <param name="Instruction">As planned.</param>
/// <param name="State">waiting, sent, confirmed, partly_filled, failed, cancelled, or not_sent in a block that is over.</param>
/// <param name="Report">What the venue did; null when it has not said so.</param>
public sealed record StepEntry(Instruction Instruction, string State, ExecutionReport? Report) : InspectionRecord
{
    public override IEnumerable<InspectionField> Fields =>
    [
        new("id", Instruction.Id), new("operation", Instruction.Operation.Name()), new("venue", Instruction.Venue), new("symbol", Instruction.Symbol), new("amount", Instruction.Amount), new("state", State),
        new("filled", Report?.FilledAmount), new("price", Report is { FillPrice: > 0 } filled ? filled.FillPrice : null), new("fee", Report?.Fee), new("error", Report?.Error?.ToString()),
    ];
}

/// <summary>One block with its steps.</summary>
/// <param name="Run">The run.</param>
/// <param name="Tick">Sequence of its tick.</param>
/// <param name="At">Time of its tick.</param>
/// <param name="Reason">The plan's reason.</param>
/// <param name="Block">As planned.</param>
/// <param name="State">waiting, executing, completed, failed, cancelled or denied.</param>
/// <param name="Why">Why it did not complete; null otherwise.</param>
/// <param name="Steps">Its steps.</param>
public sealed record BlockEntry(string Run, long Tick, DateTimeOffset At, string Reason, InstructionBlock Block, string State, BasisError? Why, ImmutableArray<StepEntry> Steps) : InspectionRecord
{
    public override IEnumerable<InspectionField> Fields =>
    [
        new("run", Run), new("id", Block.Id), new("tick", Tick), new("timestamp", At), new("action", Block.Action.Name()), new("reason", Reason), new("state", State),
        new("steps_done", Steps.Count(s => s.Report is { IsConfirmed: true })), new("steps", Steps.Length), new("error", Why?.ToString()),
    ];
}

/// <summary>A block with its steps, shown in full.</summary>
public sealed record BlockDetails(BlockEntry Entry) : InspectionRecord
{
    public override IEnumerable<InspectionField> Fields =>
    [
        .. Entry.Fields.Where(f => f.Name != "steps"), new("priority", Entry.Block.Priority), new("parallel", Entry.Block.ParallelGroup), new("depends_on", string.Join(' ', Entry.Block.Dependencies)),
        new("steps", Entry.Steps),
    ];
}

/// <summary><c>blocks list</c> and <c>show</c>: what execution has in hand, and the last blocks that are over.</summary>
internal static class BlockCommands
{
    public static readonly ImmutableArray<InspectionCommand> All =
    [
        new("blocks", "list", "The blocks of a run: the last ones that are over, the one in hand, those that wait.")
        {
            Arguments = [StrategyCommands.Run, new("count", "The last so many; 20 without it.") { Kind = ArgumentKind.Count, Range = (1, 1000) }],
            Handle = ListAsync,
        },
        new("blocks", "show", "One block with the state of each step.")
        {
            Shape = AnswerShape.Details,
            Arguments = [new("id", "Id of the block.") { IsPositional = true, IsRequired = true }],
            Handle = ShowAsync,
        },
    ];

    private static async IAsyncEnumerable<InspectionRecord> ListAsync(InspectedHost host, InspectionCall call, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var run in host.RunsOf(call["run"]))
        {
            foreach (var block in (await BlocksAsync(run, cancellation).ConfigureAwait(false)).TakeLast(call.Count("count", 20)))
                yield return block;
        }
    }

    private static async IAsyncEnumerable<InspectionRecord> ShowAsync(InspectedHost host, InspectionCall call, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var run in host.Runs)
        {
            if ((await BlocksAsync(run, cancellation).ConfigureAwait(false)).Find(b => b.Block.Id == call["id"]) is { } block)
            {
                yield return new BlockDetails(block);
                yield break;
            }
        }

        throw new BasisException("INS-003", $"No run here has a block '{call["id"]}' in hand or among its last hundred.", "id", "See `blocks list`; older ones are in the event log of execution.");
    }

    /// <exception cref="BasisException">INS-004 when execution is busy.</exception>
    private static async Task<List<BlockEntry>> BlocksAsync(InspectedRun run, CancellationToken cancellation)
    {
        var actor = await ActorInquiry.ComponentAsync(run, "execution", cancellation).ConfigureAwait(false);
        if (actor is null)
            return [];
        if (actor.Said?.Detail is not ExecutionState state)
            throw actor.Busy();
        var blocks = state.Past.Select(p => new BlockEntry(run.Id, p.Tick, p.At, p.Reason, p.Block, p.End.ToString().ToLowerInvariant(), p.Why, Steps(p.Block, p.Reports, null))).ToList();
        if (state is not { Plan: { } plan, Assessed.Tick: { } tick })
            return blocks;
        BlockEntry Entry(InstructionBlock block, string name, ImmutableArray<StepEntry> steps) => new(run.Id, tick.Sequence, tick.Timestamp, plan.Reason, block, name, null, steps);
        if (state.Current is { } current)
            blocks.Add(Entry(current, "executing", Steps(current, state.Reports, "sent")));
        blocks.AddRange(state.Waiting.Select(w => Entry(w, "waiting", Steps(w, [], "waiting"))));
        return blocks;
    }

    private static ImmutableArray<StepEntry> Steps(InstructionBlock block, ImmutableArray<ExecutionReport> reports, string? next) =>
        [.. block.Instructions.Select((instruction, i) => i < reports.Length
            ? new StepEntry(instruction, reports[i] is { IsConfirmed: true, IsComplete: false } ? "partly_filled" : reports[i].Status.ToString().ToLowerInvariant(), reports[i])
            : new StepEntry(instruction, next is null ? "not_sent" : i == reports.Length ? next : "waiting", null))];
}

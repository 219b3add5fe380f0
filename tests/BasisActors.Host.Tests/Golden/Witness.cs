using System.Collections.Immutable;
using BasisActors.Actors.Results;
using BasisActors.Domain.Instructions;

namespace BasisActors.Host.Tests.Golden;

/// <summary>One tick as it was recorded.</summary>
/// <param name="Completed">The tick.</param>
/// <param name="Blocks">Its blocks with what became of them; cancelled ones are not among them.</param>
public sealed record Moment(TickCompleted Completed, ImmutableArray<BlockOutcome> Blocks)
{
    public DateTimeOffset At => Completed.Tick.Timestamp;

    /// <summary>Why something was done; null when nothing was.</summary>
    public string? Reason => Completed.Plan.Blocks.IsEmpty ? null : Completed.Plan.Reason;

    /// <summary>True when not everything that was planned was done.</summary>
    public bool HasFailed => Blocks.Length < Completed.Plan.Blocks.Length || Blocks.Any(b => b.Reports.Length < b.Block.Instructions.Length || b.Reports.Any(r => !r.IsComplete));

    public IEnumerable<ExecutionReport> Confirmed => Blocks.SelectMany(b => b.Reports).Where(r => r.IsConfirmed);

    public bool Did(params Operation[] operations) => Confirmed.Select(r => r.Instruction.Operation).SequenceEqual(operations);
}

/// <summary>Stands in front of the recorder, holds every tick against the invariants and keeps what a test asks for.</summary>
/// <param name="next">The recorder.</param>
/// <param name="invariants">What must hold.</param>
public sealed class Witness(IRunRecorder next, Invariants invariants) : IRunRecorder
{
    private readonly ImmutableArray<BlockOutcome>.Builder _blocks = ImmutableArray.CreateBuilder<BlockOutcome>();

    public List<Moment> Moments { get; } = [];

    /// <summary>The thread that the run's tree ran on.</summary>
    public string? Lane { get; private set; }

    public void Block(DateTimeOffset timestamp, BlockOutcome outcome)
    {
        _blocks.Add(outcome);
        next.Block(timestamp, outcome);
    }

    public void Tick(TickCompleted completed)
    {
        Lane ??= Thread.CurrentThread.Name;
        var moment = new Moment(completed, _blocks.DrainToImmutable());
        invariants.Check(moment);
        Moments.Add(moment);
        next.Tick(completed);
    }
}

using System.Collections.Immutable;
using BasisActors.Actors.Clock;
using BasisActors.Actors.Exposure;
using BasisActors.Actors.Risk;
using BasisActors.Actors.Runs;
using BasisActors.Domain.Attribution;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;

namespace BasisActors.Actors.Results;

/// <summary>A tick is done: what was held, risked, decided, booked and earned.</summary>
/// <param name="Tick">The tick.</param>
/// <param name="Assessed">Risk and exposure of the closing book.</param>
/// <param name="Plan">The strategy's answer.</param>
/// <param name="Postings">All postings of the tick in order, accruals first.</param>
/// <param name="Pnl">The equity change by bucket.</param>
/// <param name="Ending">Set when the run must not go on.</param>
public sealed record TickCompleted(Tick Tick, RiskAssessed Assessed, Plan Plan, ImmutableArray<Posting> Postings, TickPnl Pnl, RunOutcome? Ending)
{
    public ExposureComputed Computed => Assessed.Computed;

    public bool IsStale => Computed.Positions.IsStale;
}

/// <summary>Blocks of one tick with what became of them.</summary>
/// <param name="Block">As planned.</param>
/// <param name="Reports">One per instruction.</param>
public sealed record BlockOutcome(InstructionBlock Block, ImmutableArray<ExecutionReport> Reports);

/// <summary>Keeps what a run produces: files in a backtest, memory in tests.</summary>
public interface IRunRecorder
{
    /// <summary>One tick is done. Called once per tick, in order.</summary>
    void Tick(TickCompleted completed);

    /// <summary>One block is done or failed.</summary>
    void Block(DateTimeOffset timestamp, BlockOutcome outcome);

    /// <summary>A live run waits for something outside, or goes on again. A backtest never does.</summary>
    /// <param name="why">What it waits for; null when it goes on.</param>
    void Waits(BasisError? why)
    {
    }
}

using BasisActors.Actors.Inspection;
using BasisActors.Actors.Runs;
using BasisActors.Domain.Errors;

namespace BasisActors.Actors.Results;

/// <summary>A block's outcome on its way to the recorder.</summary>
public sealed record RecordBlock(DateTimeOffset Timestamp, BlockOutcome Outcome);

/// <summary>The run waits for something outside, or goes on again when <paramref name="Why"/> is null.</summary>
public sealed record RunWaits(BasisError? Why);

/// <summary>Hands finished ticks and blocks to the recorder.</summary>
public sealed class ResultsActor(RunContext run, RunTree tree, ComponentCell<long> cell) : Component<long>(run, tree, cell)
{
    protected override IEnumerable<Fact> Facts() => [new Fact("ticks_recorded", State)];

    protected override void Handle(object message)
    {
        switch (message)
        {
            case TickCompleted completed:
                Now = completed.Tick.Timestamp;
                Run.Recorder.Tick(completed);
                State++;
                break;
            case RecordBlock block:
                Run.Recorder.Block(block.Timestamp, block.Outcome);
                break;
            case RunWaits waits:
                Run.Recorder.Waits(waits.Why);
                break;
            default:
                Unhandled(message);
                break;
        }
    }
}

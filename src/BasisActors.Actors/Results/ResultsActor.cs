using BasisActors.Actors.Runs;

namespace BasisActors.Actors.Results;

/// <summary>A block's outcome on its way to the recorder.</summary>
public sealed record RecordBlock(DateTimeOffset Timestamp, BlockOutcome Outcome);

/// <summary>Hands finished ticks and blocks to the recorder.</summary>
public sealed class ResultsActor(RunContext run, RunTree tree, ComponentCell<long> cell) : Component<long>(run, tree, cell)
{
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
            default:
                Unhandled(message);
                break;
        }
    }
}

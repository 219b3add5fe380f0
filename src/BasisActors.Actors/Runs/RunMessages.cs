using System.Collections.Immutable;

namespace BasisActors.Actors.Runs;

/// <summary>Starts a run; answered with <see cref="RunFinished"/> to the sender.</summary>
public sealed record StartRun(RunContext Context);

/// <summary>Ends a run after the tick in hand; partial results stay.</summary>
public sealed record CancelRun(string RunId);

/// <summary>Presses the kill switch of a run: everything is closed at the next tick and the run halts. One that waits for a lane is cancelled.</summary>
public sealed record KillRun(string RunId);

/// <summary>Asks which runs are active.</summary>
public sealed class ListRuns
{
    public static readonly ListRuns Instance = new();

    private ListRuns()
    {
    }
}

/// <summary>The active and the waiting runs (S-019).</summary>
public sealed record RunList(ImmutableArray<string> Active, ImmutableArray<string> Waiting);

/// <summary>A run ended.</summary>
public sealed record RunFinished(string RunId, RunOutcome Outcome);

/// <summary>The clock has no further tick to send.</summary>
public sealed record ClockFinished(RunOutcome Outcome);

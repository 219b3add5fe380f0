namespace BasisActors.Data.Scenarios;

/// <summary>The clock of a table as scenarios count it: in seconds since its first row.</summary>
/// <param name="StepSeconds">Seconds between two rows.</param>
/// <param name="Begin">When the scenario begins; negative when that is before the first row.</param>
internal readonly record struct ScenarioGrid(int StepSeconds, long Begin)
{
    private const long Hour = 3600;

    /// <summary>Hours since the scenario began; negative before.</summary>
    public decimal HoursSince(long seconds) => (seconds - Begin) / (decimal)Hour;

    public long TimeOf(int row) => (long)row * StepSeconds;

    /// <summary>The hours from the begin on: the begin is inside, the end is not.</summary>
    public Window Window(int hours) => new(Begin, Begin + hours * Hour);
}

/// <summary>A span of time that includes its begin and not its end.</summary>
internal readonly record struct Window(long Begin, long End)
{
    public bool Includes(long seconds) => seconds >= Begin && seconds < End;

    /// <summary>Seconds of the window between two instants.</summary>
    public long Overlap(long from, long to) => Math.Max(0, Math.Min(to, End) - Math.Max(from, Begin));
}

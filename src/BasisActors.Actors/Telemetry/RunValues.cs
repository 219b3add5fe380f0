using BasisActors.Actors.Results;

namespace BasisActors.Actors.Telemetry;

/// <summary>One live run as gauges see it: written on its lane, read by whoever collects.</summary>
internal sealed class RunValues(string run, string currency)
{
    private volatile StoredTick? _last;
    private volatile int _unresolved;
    private volatile bool _journalWaits;

    public string Run => run;

    public string Currency => currency;

    /// <summary>The last tick; null before the first.</summary>
    public StoredTick? Last
    {
        get => _last;
        set => _last = value;
    }

    /// <summary>Orders whose outcome is not known.</summary>
    public int Unresolved
    {
        get => _unresolved;
        set => _unresolved = value;
    }

    public bool JournalWaits
    {
        get => _journalWaits;
        set => _journalWaits = value;
    }

    public sealed record StoredTick(TickCompleted Tick, DateTimeOffset StoredAt);
}

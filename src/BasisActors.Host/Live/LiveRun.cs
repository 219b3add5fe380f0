namespace BasisActors.Host.Live;

/// <summary>A live run as whoever looks at its folder finds it, whichever process carries it.</summary>
/// <param name="Id">Name of the run.</param>
/// <param name="State">
/// running; starting: a process has it, and no tick is done since; waiting: a host begins it within seconds; down: its process is gone and did not end it; completed, cancelled, halted, failed:
/// how it ended; refused: it could not begin.
/// </param>
/// <param name="Status">As of its last tick; null before the first. Its state is what was true then.</param>
/// <param name="Wanted">What a host was handed; null when no host carries it.</param>
/// <param name="WhyNot">Why it could not be begun the last time; null when it could.</param>
public sealed record LiveRun(string Id, string State, LiveStatus? Status, WantedRun? Wanted, string? WhyNot)
{
    public const string Running = "running", Starting = "starting", Waiting = "waiting", Down = "down", Halted = "halted", Refused = "refused";

    /// <summary>True when everything is closed and nobody takes requests any more.</summary>
    public bool IsOver => State == Halted;

    /// <summary>True while a process carries it, or is about to.</summary>
    public bool IsUp => State is Running or Starting or Waiting;

    /// <summary>The mode; null when nothing says it.</summary>
    public string? Mode => Status?.Mode ?? Wanted?.Mode;

    /// <summary>The run of a name; null when there is none.</summary>
    public static LiveRun? Find(string directory, string id)
    {
        var (wanted, whyNot) = (RunHost.Find(directory, id), RunHost.WhyNot(directory, id));
        var folder = Path.Combine(directory, id);
        if (wanted is null && whyNot is null && !Directory.Exists(folder))
            return null;
        var status = LiveStatusFile.Read(LiveRequest.Status(directory, id));
        var isRunning = status?.State == Running;
        string state;
        if (RunLock.IsHeld(folder))
            state = isRunning ? Running : Starting;
        else if (wanted is not null)
            state = RunHost.IsUp(directory) ? Waiting : Down;
        else
            state = whyNot is not null ? Refused : status is null || isRunning ? Down : status.State;
        return new LiveRun(id, state, status, wanted, whyNot);
    }

    /// <summary>All runs of a folder, by name.</summary>
    public static IEnumerable<LiveRun> All(string directory)
    {
        IEnumerable<string> folders = Directory.Exists(directory)
            ? Directory.EnumerateDirectories(directory).Select(d => Path.GetFileName(d)).Where(n => !n.StartsWith('.') && IsRun(directory, n))
            : [];
        return folders.Union(RunHost.Names(directory), StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(id => Find(directory, id)).OfType<LiveRun>();
    }

    /// <summary>A folder that somebody made for something else is none.</summary>
    private static bool IsRun(string directory, string id) =>
        File.Exists(LiveRequest.Status(directory, id)) || File.Exists(Path.Combine(directory, id, "journal.db")) || RunLock.IsHeld(Path.Combine(directory, id));
}

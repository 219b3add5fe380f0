using BasisActors.Host.Http;
using BasisActors.Host.Live;

namespace BasisActors.Host.Dashboard;

/// <summary>A live run as the pages show it: one that this host carries, or one that has been here and left its last status.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Mode">Its mode.</param>
/// <param name="IsCarried">True while this host carries it.</param>
/// <param name="Status">As of its last tick; null before the first.</param>
public sealed record RunView(string Id, string Mode, bool IsCarried, LiveStatus? Status)
{
    /// <summary>In a word or two, with how grave it is.</summary>
    public (string Words, Gravity Gravity) State => (IsCarried, Status) switch
    {
        (true, null) => ("starting", Gravity.Quiet),
        (true, { Waiting: not null }) => ("waits", Gravity.Bad),
        (true, { Trading: "halted" }) => ("halted", Gravity.Bad),
        (true, { Trading: "reducing" }) => ("reducing only", Gravity.Warning),
        (true, { Stale: true }) => ("prices too old", Gravity.Warning),
        (true, _) => ("running", Gravity.Good),
        (false, { State: "running" }) => ("not running", Gravity.Warning),
        (false, { State: "halted" or "failed" } status) => ($"ended: {status.State}", Gravity.Bad),
        (false, { } status) => ($"ended: {status.State}", Gravity.Quiet),
        _ => ("unknown", Gravity.Quiet),
    };
}

public enum Gravity
{
    Good,
    Quiet,
    Warning,
    Bad,
}

/// <summary>The runs of this host's folder.</summary>
public sealed class RunViews(HostedRuns hosted, HttpOptions options)
{
    /// <summary>Those that are carried first, then the others, by name.</summary>
    public IReadOnlyList<RunView> All()
    {
        var carried = hosted.All.Select(r => new RunView(r.Wanted.Id, r.Wanted.Mode, true, r.Status)).ToList();
        var names = carried.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        var others = Directory.Exists(options.Runs)
            ? Directory.EnumerateDirectories(options.Runs).Select(d => Path.GetFileName(d)).Where(id => !id.StartsWith('.') && !names.Contains(id)).Order(StringComparer.Ordinal).Select(Left).OfType<RunView>()
            : [];
        return [.. carried, .. others];
    }

    /// <summary>Null when there is none of that name.</summary>
    public RunView? Find(string id) => hosted.Find(id) is { } run
        ? new RunView(id, run.Wanted.Mode, true, run.Status)
        : id.Length > 0 && id[0] != '.' && id == Path.GetFileName(id) ? Left(id) : null;

    private RunView? Left(string id)
    {
        try
        {
            return LiveStatusFile.Read(LiveRequest.Status(options.Runs, id)) is { } status ? new RunView(id, status.Mode, false, status) : null;
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or IOException)
        {
            return null; // not a run's
        }
    }
}

using BasisActors.Host.Http;
using BasisActors.Host.Live;

namespace BasisActors.Host.Dashboard;

/// <summary>A live run as the pages show it: one that this host carries, or one that has been here and left its last status.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Mode">Its mode; null when nothing says it.</param>
/// <param name="IsCarried">True while this host carries it.</param>
/// <param name="Status">As of its last tick; null before the first.</param>
/// <param name="Left">As its folder says; null while this host carries it.</param>
public sealed record RunView(string Id, string? Mode, bool IsCarried, LiveStatus? Status, LiveRun? Left)
{
    /// <summary>In a word or two, with how grave it is.</summary>
    public (string Words, Gravity Gravity) State => Left is { } left
        ? left.State switch
        {
            LiveRun.Running => ("running elsewhere", Gravity.Good),
            LiveRun.Starting or LiveRun.Waiting => ("starting", Gravity.Quiet),
            LiveRun.Down => ("not running", Gravity.Warning),
            LiveRun.Refused => ("refused", Gravity.Bad),
            LiveRun.Halted or "failed" => ($"ended: {left.State}", Gravity.Bad),
            _ => ($"ended: {left.State}", Gravity.Quiet),
        }
        : Status switch
        {
            null => ("starting", Gravity.Quiet),
            { Waiting: not null } => ("waits", Gravity.Bad),
            { Trading: "halted" } => ("halted", Gravity.Bad),
            { Trading: "reducing" } => ("reducing only", Gravity.Warning),
            { Stale: true } => ("prices too old", Gravity.Warning),
            _ => ("running", Gravity.Good),
        };

    /// <summary>True when nobody takes requests any more.</summary>
    public bool IsOver => Left is { IsOver: true };
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
        var carried = hosted.All.Select(Carried).ToList();
        var names = carried.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        return [.. carried, .. LiveRun.All(options.Runs).Where(r => !names.Contains(r.Id)).Select(Left)];
    }

    /// <summary>Null when there is none of that name.</summary>
    public RunView? Find(string id)
    {
        if (hosted.Find(id) is { } run)
            return Carried(run);
        return id.Length > 0 && id[0] != '.' && id == Path.GetFileName(id) && LiveRun.Find(options.Runs, id) is { } left ? Left(left) : null;
    }

    private static RunView Carried(HostedRun run) => new(run.Wanted.Id, run.Wanted.Mode, true, run.Status, null);

    private static RunView Left(LiveRun run) => new(run.Id, run.Mode, false, run.Status, run);
}

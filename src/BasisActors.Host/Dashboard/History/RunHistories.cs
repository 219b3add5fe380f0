using System.Collections.Concurrent;
using BasisActors.Host.Http;

namespace BasisActors.Host.Dashboard.History;

/// <summary>The courses of the runs that somebody has looked at.</summary>
public sealed class RunHistories(HttpOptions options)
{
    private readonly ConcurrentDictionary<string, RunHistory> _histories = new(StringComparer.Ordinal);

    /// <summary>May read a month of files at the first look, so not on a page's own thread.</summary>
    public Task<RunCourse> ReadAsync(string run) => Task.Run(() => _histories.GetOrAdd(run, id => new RunHistory(EventsOf(options.Runs, id))).Read());

    public static string EventsOf(string runs, string run) => Path.Combine(runs, run, "logs", "events");
}

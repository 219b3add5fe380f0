using BasisActors.Host.Http.Results;
using BasisActors.Host.Results;

namespace BasisActors.Host.Dashboard.Results;

/// <summary>The results in this host's folder.</summary>
public sealed class ResultLines(ResultStore store)
{
    /// <summary>The newest first; folders that are not results are passed over.</summary>
    /// <param name="count">So many at most.</param>
    public IReadOnlyList<ResultSummary> Newest(int count) =>
        [.. store.Ids.OrderByDescending(id => File.GetLastWriteTimeUtc(Path.Combine(store.Folder(id), ResultsFolder.Summary))).Select(Find).OfType<ResultSummary>().Take(count)];

    /// <summary>Null when there is none of that name that can be read.</summary>
    public ResultSummary? Find(string id) => store.Find(id) is { } folder ? ResultStore.TrySummary(folder) : null;

    /// <summary>How grave the end of a run is.</summary>
    public static Gravity Of(string status) => status switch { "completed" => Gravity.Good, "cancelled" => Gravity.Warning, _ => Gravity.Bad };
}

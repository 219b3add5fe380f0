using System.Collections.Immutable;

namespace BasisActors.Venues.Paper;

/// <summary>Counts requests over rolling windows, and keeps the most seen in one.</summary>
internal sealed class RequestCounts
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> _seen = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _most = new(StringComparer.Ordinal);

    /// <summary>The most requests seen in a window so far, refused ones included, by name.</summary>
    public ImmutableSortedDictionary<string, int> Most
    {
        get
        {
            lock (_gate)
                return _most.ToImmutableSortedDictionary(StringComparer.Ordinal);
        }
    }

    /// <summary>Counts one.</summary>
    /// <param name="counter">What is counted together.</param>
    /// <param name="name">Under which name the peak is kept.</param>
    /// <param name="limit">Requests in a window.</param>
    /// <param name="window">How long it is.</param>
    /// <param name="now">Time of the request.</param>
    /// <param name="reset">When the oldest request leaves the window.</param>
    /// <returns>Requests left in the window; −1 when this one is over the limit, and then it does not count on.</returns>
    public int Count(string counter, string name, int limit, TimeSpan window, DateTimeOffset now, out DateTimeOffset reset)
    {
        lock (_gate)
            return CountLocked(counter, name, limit, window, now, out reset);
    }

    private int CountLocked(string counter, string name, int limit, TimeSpan window, DateTimeOffset now, out DateTimeOffset reset)
    {
        if (!_seen.TryGetValue(counter, out var times))
            _seen.Add(counter, times = new Queue<DateTimeOffset>());
        while (times.TryPeek(out var oldest) && oldest + window <= now)
            times.Dequeue();
        _most[name] = Math.Max(_most.GetValueOrDefault(name), times.Count + 1);
        if (times.Count < limit)
            times.Enqueue(now);
        else
            limit = times.Count - 1; // one too many
        reset = times.Peek() + window;
        return limit - times.Count;
    }
}

using System.Collections.Immutable;

namespace BasisActors.Venues.Paper;

/// <summary>Counts requests, or their weights, over rolling windows, and keeps the most seen in one.</summary>
internal sealed class RequestCounts
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<(DateTimeOffset At, int Weight)>> _seen = new(StringComparer.Ordinal);
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
    /// <param name="weight">What the request counts.</param>
    /// <returns>Requests left in the window; −1 when this one is over the limit, and then it does not count on.</returns>
    public int Count(string counter, string name, int limit, TimeSpan window, DateTimeOffset now, out DateTimeOffset reset, int weight = 1)
    {
        lock (_gate)
            return CountLocked(counter, name, limit, window, now, out reset, weight);
    }

    private int CountLocked(string counter, string name, int limit, TimeSpan window, DateTimeOffset now, out DateTimeOffset reset, int weight)
    {
        if (!_seen.TryGetValue(counter, out var times))
            _seen.Add(counter, times = new Queue<(DateTimeOffset, int)>());
        while (times.TryPeek(out var oldest) && oldest.At + window <= now)
            times.Dequeue();
        var used = times.Sum(t => t.Weight) + weight;
        _most[name] = Math.Max(_most.GetValueOrDefault(name), used);
        var isTaken = used <= limit;
        if (isTaken && weight > 0)
            times.Enqueue((now, weight));
        reset = times.TryPeek(out var first) ? first.At + window : now;
        return isTaken ? limit - used : -1;
    }
}

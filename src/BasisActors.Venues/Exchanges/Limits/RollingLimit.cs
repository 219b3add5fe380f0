namespace BasisActors.Venues.Exchanges.Limits;

/// <summary>
/// At most so much in any stretch of a window's length, first come first served. It is told the time, as the limiters of System.Threading.RateLimiting cannot be:
/// under them a test with a made-up clock waits in real time. Guarded by its host's lock.
/// </summary>
/// <param name="permits">How much, above 0.</param>
/// <param name="window">In how long.</param>
internal sealed class RollingLimit(int permits, TimeSpan window)
{
    private readonly Queue<(DateTimeOffset At, int Weight)> _booked = new();
    private DateTimeOffset _last = DateTimeOffset.MinValue;

    /// <summary>How much may go out in a window.</summary>
    public int Permits { get; set; } = permits;

    /// <summary>The first moment from a time on at which a request may go out; not before one that has been booked already.</summary>
    /// <param name="from">The time.</param>
    /// <param name="weight">How much of the limit it takes; what is above the limit takes all of it.</param>
    public DateTimeOffset Earliest(DateTimeOffset from, int weight)
    {
        var (at, taken) = (from > _last ? from : _last, _booked.Sum(b => b.Weight));
        foreach (var booked in _booked)
        {
            var left = booked.At + window;
            if (left > at && taken + weight <= Permits)
                break;
            at = left > at ? left : at;
            taken -= booked.Weight;
        }

        return at;
    }

    public void Book(DateTimeOffset at, int weight)
    {
        Forget(at);
        _booked.Enqueue((at, weight));
        _last = at;
    }

    /// <summary>What the exchange has counted: others may have spoken to it from this address, or this process before it was started again.</summary>
    public void Observe(DateTimeOffset now, int used)
    {
        Forget(now);
        var known = _booked.Where(b => b.At <= now).Sum(b => b.Weight);
        if (used > known)
            _booked.Enqueue((now, used - known));
    }

    private void Forget(DateTimeOffset now)
    {
        while (_booked.TryPeek(out var oldest) && oldest.At + window <= now)
            _booked.Dequeue();
    }
}

namespace BasisActors.Venues.Exchanges.Limits;

/// <summary>
/// At most so much in any stretch of a window's length, first come first served. It takes its time from a <see cref="TimeProvider"/>, which the limiters of
/// System.Threading.RateLimiting do not: under them a test with a made-up clock waits in real time.
/// </summary>
/// <param name="permits">How much, above 0.</param>
/// <param name="window">In how long.</param>
/// <param name="time">The clock.</param>
internal sealed class RollingLimit(int permits, TimeSpan window, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Queue<(DateTimeOffset At, int Weight)> _granted = new();
    private int _permits = permits;
    private int _booked;
    private DateTimeOffset _last = DateTimeOffset.MinValue;

    /// <summary>Comes back when the request may go out.</summary>
    /// <param name="weight">How much of the limit it takes; what is above the limit takes all of it.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task WaitAsync(int weight, CancellationToken cancellation)
    {
        var wait = weight > 0 ? Reserve(weight) : TimeSpan.Zero;
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, time, cancellation);
    }

    public Task WaitAsync(CancellationToken cancellation) => WaitAsync(1, cancellation);

    /// <summary>From now on the limit is another.</summary>
    public void Become(int permits)
    {
        lock (_gate)
            _permits = permits;
    }

    /// <summary>What the exchange has counted: others may have spoken to it from this address, or this process before it was started again.</summary>
    public void Observe(int used)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            Forget(now);
            var known = _granted.Where(g => g.At <= now).Sum(g => g.Weight);
            if (used > known)
                Grant(now, used - known);
        }
    }

    /// <summary>Books the earliest moment that is free. A place whose owner stops waiting stays booked: the limit errs to the safe side.</summary>
    private TimeSpan Reserve(int weight)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            Forget(now);
            var at = now > _last ? now : _last; // never past one that waits: what left the window for its sake is still in it now
            while (_booked > 0 && _booked + weight > _permits)
            {
                var oldest = _granted.Dequeue();
                _booked -= oldest.Weight;
                if (oldest.At + window > at)
                    at = oldest.At + window;
            }

            Grant(at, weight);
            _last = at;
            return at - now;
        }
    }

    private void Grant(DateTimeOffset at, int weight)
    {
        _granted.Enqueue((at, weight));
        _booked += weight;
    }

    private void Forget(DateTimeOffset now)
    {
        while (_granted.TryPeek(out var oldest) && oldest.At + window <= now)
            _booked -= _granted.Dequeue().Weight;
    }
}

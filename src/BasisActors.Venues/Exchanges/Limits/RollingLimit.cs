namespace BasisActors.Venues.Exchanges.Limits;

/// <summary>
/// At most so many permits in any stretch of a window's length, first come first served. It takes its time from a <see cref="TimeProvider"/>, which the limiters of
/// System.Threading.RateLimiting do not: under them a test with a made-up clock waits in real time.
/// </summary>
/// <param name="permits">How many, above 0.</param>
/// <param name="window">In how long.</param>
/// <param name="time">The clock.</param>
internal sealed class RollingLimit(int permits, TimeSpan window, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Queue<DateTimeOffset> _granted = new();

    /// <summary>Comes back when the request may go out.</summary>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        var wait = Reserve(time.GetUtcNow());
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, time, cancellation);
    }

    /// <summary>Books the earliest moment that is free. A place whose owner stops waiting stays booked: the limit errs to the safe side.</summary>
    private TimeSpan Reserve(DateTimeOffset now)
    {
        lock (_gate)
        {
            var at = now;
            if (_granted.Count == permits && _granted.Dequeue() + window is var free && free > now)
                at = free;
            _granted.Enqueue(at);
            return at - now;
        }
    }
}

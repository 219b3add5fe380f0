using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges.Limits;

/// <summary>The rate limits of one host, kept on this side, and whether it wants to be left alone. All clients that speak to it from one address share one object.</summary>
public abstract class HostLimits
{
    private readonly TimeProvider _time;
    private DateTimeOffset _barredUntil = DateTimeOffset.MinValue;

    /// <param name="time">The clock.</param>
    private protected HostLimits(TimeProvider time) => _time = time;

    /// <summary>How long nothing may be sent to the host; null when it may be spoken to.</summary>
    internal TimeSpan? Barred
    {
        get
        {
            lock (Gate)
                return _barredUntil - _time.GetUtcNow() is var left && left > TimeSpan.Zero ? left : null;
        }
    }

    /// <summary>Guards all limits of the host.</summary>
    private protected Lock Gate { get; } = new();

    private protected DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>Nothing is sent to the host for this long. A shorter bar does not lift a longer one.</summary>
    internal void Bar(TimeSpan duration)
    {
        lock (Gate)
            _barredUntil = Now + duration is var until && until > _barredUntil ? until : _barredUntil;
    }

    /// <summary>
    /// Comes back when all limits allow the request. It has one moment for all of them: waits one after the other would let requests that were apart come together.
    /// A place whose owner stops waiting stays booked: the limits err to the safe side.
    /// </summary>
    internal async Task WaitAsync(ExchangeRequest request, CancellationToken cancellation)
    {
        var wait = Reserve(request);
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, _time, cancellation);
    }

    /// <summary>The limits that a request counts in, and how much. Called within the lock.</summary>
    private protected abstract IEnumerable<(RollingLimit Limit, int Weight)> LimitsOf(ExchangeRequest request);

    private TimeSpan Reserve(ExchangeRequest request)
    {
        lock (Gate)
        {
            List<(RollingLimit Limit, int Weight)> limits = [.. LimitsOf(request).Where(l => l.Weight > 0)];
            var now = Now;
            var (at, before) = (now, DateTimeOffset.MinValue);
            while (at != before)
            {
                before = at;
                foreach (var (limit, weight) in limits)
                    at = limit.Earliest(at, weight);
            }

            foreach (var (limit, weight) in limits)
                limit.Book(at, weight);
            return at - now;
        }
    }
}

using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges.Limits;

/// <summary>The rate limits of one host, kept on this side, and whether it wants to be left alone. All clients that speak to it from one address share one object.</summary>
public abstract class HostLimits
{
    private readonly TimeProvider _time;
    private long _barredUntil;

    /// <param name="time">The clock.</param>
    private protected HostLimits(TimeProvider time) => _time = time;

    /// <summary>How long nothing may be sent to the host; null when it may be spoken to.</summary>
    internal TimeSpan? Barred => Interlocked.Read(ref _barredUntil) - _time.GetUtcNow().UtcTicks is > 0 and var ticks ? TimeSpan.FromTicks(ticks) : null;

    /// <summary>Nothing is sent to the host for this long. A shorter bar does not lift a longer one.</summary>
    internal void Bar(TimeSpan duration)
    {
        var until = (_time.GetUtcNow() + duration).UtcTicks;
        for (var known = Interlocked.Read(ref _barredUntil); until > known;)
        {
            var seen = Interlocked.CompareExchange(ref _barredUntil, until, known);
            if (seen == known)
                return;
            known = seen;
        }
    }

    /// <summary>Comes back when the limits allow the request.</summary>
    internal abstract Task WaitAsync(ExchangeRequest request, CancellationToken cancellation);
}

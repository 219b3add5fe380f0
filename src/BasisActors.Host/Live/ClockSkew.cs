using System.Collections.Concurrent;
using BasisActors.Domain.Errors;

namespace BasisActors.Host.Live;

/// <summary>
/// Compares the machine's clock with those of the exchanges. Clients measure the difference and sign with the exchange's time, so that orders go on; but ticks,
/// ages and the journal have the machine's.
/// </summary>
internal sealed class ClockSkew
{
    /// <summary>A clock that is ahead by more is refused by Binance and Bybit, whatever window is asked for.</summary>
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, bool> _told = new(StringComparer.Ordinal);

    /// <summary>CLK-002 when the difference is certainly above a second, once until it is not; null otherwise.</summary>
    /// <param name="venue">The exchange.</param>
    /// <param name="asked">Our time of the question.</param>
    /// <param name="answered">Our time of the answer.</param>
    /// <param name="theirs">The exchange's time in between.</param>
    public BasisError? Judge(string venue, DateTimeOffset asked, DateTimeOffset answered, DateTimeOffset theirs)
    {
        var skew = asked + (answered - asked) / 2 - theirs;
        var isOff = skew.Duration() > Allowed + (answered - asked) / 2;
        var isKnown = _told.GetValueOrDefault(venue);
        _told[venue] = isOff;
        return isOff && !isKnown
            ? new BasisError("CLK-002", FormattableString.Invariant($"The machine's clock is {Math.Abs(skew.TotalSeconds):0.0} s {(skew > TimeSpan.Zero ? "ahead of" : "behind")} {venue}; {Allowed.TotalSeconds:0} s is allowed."), venue)
            : null;
    }
}

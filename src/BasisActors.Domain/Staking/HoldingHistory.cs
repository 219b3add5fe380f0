using System.Collections.Immutable;

namespace BasisActors.Domain.Staking;

/// <summary>
/// How much was held for how long since a run began, remembered at every midnight: a reward is paid weeks after its period, and which days those were is
/// not known before (domain reference §5.10). Before the run nothing was held.
/// </summary>
public sealed class HoldingHistory
{
    public static readonly HoldingHistory Empty = new(default, 0, []);

    private readonly HoldingAverage _total;
    private readonly int _firstDay;
    private readonly ImmutableList<decimal> _midnights;

    private HoldingHistory(HoldingAverage total, int firstDay, ImmutableList<decimal> midnights) => (_total, _firstDay, _midnights) = (total, firstDay, midnights);

    /// <summary>Continues with an amount that was held for a time that ends now.</summary>
    /// <exception cref="Errors.BasisException">MTH-003 when the time is negative.</exception>
    public HoldingHistory Add(decimal amount, decimal seconds, DateTimeOffset now)
    {
        var total = _total.Add(amount, seconds);
        if (now.TimeOfDay != TimeSpan.Zero)
            return new HoldingHistory(total, _firstDay, _midnights);
        return new HoldingHistory(total, _midnights.IsEmpty ? Day(now) : _firstDay, _midnights.Add(total.AmountSeconds));
    }

    /// <summary>What was held on average from the beginning of one day to the end of another.</summary>
    /// <param name="first">First day, at its midnight.</param>
    /// <param name="last">Last day, at its midnight; inclusive, not before the first, and over by now.</param>
    public HoldingAverage Over(DateTimeOffset first, DateTimeOffset last) =>
        new(Until(Day(last) + 1) - Until(Day(first)), (Day(last) + 1 - Day(first)) * 86_400m);

    private decimal Until(int day) => day < _firstDay || _midnights.IsEmpty ? 0 : _midnights[Math.Min(day - _firstDay, _midnights.Count - 1)];

    private static int Day(DateTimeOffset midnight) => (int)(midnight.ToUnixTimeSeconds() / 86_400);
}

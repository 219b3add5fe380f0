using BasisActors.Domain.Errors;

namespace BasisActors.Data.Timeline;

/// <summary>The hours of a run and the days before it, in epoch seconds.</summary>
/// <param name="Earliest">Nothing that became known before this is on the clock.</param>
/// <param name="From">First timestamp of the run.</param>
/// <param name="To">Last timestamp of the run, inclusive.</param>
internal readonly record struct Period(long Earliest, long From, long To)
{
    public const int StepSeconds = 3600;

    /// <summary>
    /// Ten days hold 30 settlements, so that their mean is known at the start. A longer window than that fills up during the run.
    /// </summary>
    private const long RunUpSeconds = 10 * 86400;

    public static Period Of(DateTimeOffset from, DateTimeOffset to)
    {
        var (first, last) = (Hour(from, nameof(from)), Hour(to, nameof(to)));
        if (first > last)
            throw new BasisException("BTS-002", $"The period begins at {Epoch.Text(first)} and ends before that, at {Epoch.Text(last)}.", "to");
        return new Period(first - RunUpSeconds, first, last);
    }

    /// <summary>Every row of a file matters: all timestamps that can be read are later than the one before 1970 and none reaches the year 10000.</summary>
    public static Period Everything => new(-1, -1, DateTimeOffset.MaxValue.ToUnixTimeSeconds());

    /// <summary>True inside the run, its first timestamp included.</summary>
    public bool Includes(long seconds) => seconds >= From && seconds <= To;

    /// <summary>True when a settlement then concerns the run. At its first timestamp none does: nothing was held before it.</summary>
    public bool Settles(long seconds) => seconds > From && seconds <= To;

    private static long Hour(DateTimeOffset time, string name)
    {
        if (time.UtcTicks % (StepSeconds * TimeSpan.TicksPerSecond) != 0)
            throw new BasisException("BTS-002", $"The clock is hourly; {name} is {time:yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz} and must be a full hour.", name);
        return time.ToUnixTimeSeconds();
    }
}

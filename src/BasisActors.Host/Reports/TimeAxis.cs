using System.Collections.Immutable;
using System.Globalization;

namespace BasisActors.Host.Reports;

/// <summary>A time axis with ticks at round hours, days, months or years (UTC).</summary>
internal sealed class TimeAxis
{
    private const int MostTicks = 8;

    private const int Hour = 3600;

    /// <summary>Distances of ticks: seconds, minutes and hours within a day, days within a month, months.</summary>
    private static readonly (int Seconds, int Months, string Format)[] Grids =
    [
        (10, 0, "HH:mm:ss"), (30, 0, "HH:mm:ss"), (60, 0, "HH:mm"), (300, 0, "HH:mm"), (900, 0, "HH:mm"), (1800, 0, "HH:mm"),
        (Hour, 0, "HH:mm"), (3 * Hour, 0, "HH:mm"), (6 * Hour, 0, "d MMM HH:mm"), (12 * Hour, 0, "d MMM HH:mm"), (24 * Hour, 0, "d MMM"), (48 * Hour, 0, "d MMM"), (168 * Hour, 0, "d MMM"), (336 * Hour, 0, "d MMM"),
        (0, 1, "MMM yyyy"), (0, 2, "MMM yyyy"), (0, 3, "MMM yyyy"), (0, 6, "MMM yyyy"), (0, 12, "yyyy"), (0, 24, "yyyy"), (0, 60, "yyyy"),
    ];

    private TimeAxis(DateTimeOffset start, DateTimeOffset end, ImmutableArray<(DateTimeOffset At, string Label)> ticks) => (Start, End, Ticks) = (start, end, ticks);

    public DateTimeOffset Start { get; }

    public DateTimeOffset End { get; }

    public ImmutableArray<(DateTimeOffset At, string Label)> Ticks { get; }

    public static TimeAxis Over(DateTimeOffset start, DateTimeOffset end)
    {
        if (end <= start)
            end = start.AddHours(1);
        foreach (var (seconds, months, format) in Grids)
        {
            var ticks = TicksOf(start, end, seconds, months);
            if (ticks.Count <= MostTicks || months == 60)
                return new TimeAxis(start, end, [.. ticks.Select(t => (t, t.UtcDateTime.ToString(format, CultureInfo.InvariantCulture)))]);
        }

        throw new InvalidOperationException("The widest grid takes any span.");
    }

    /// <summary>Distance of a time from the start in units of the axis' length.</summary>
    public decimal FromStart(DateTimeOffset at, decimal length) => (decimal)(at - Start).Ticks / (End - Start).Ticks * length;

    private static List<DateTimeOffset> TicksOf(DateTimeOffset start, DateTimeOffset end, int seconds, int months)
    {
        var utc = start.UtcDateTime;
        var tick = months == 0
            ? new DateTimeOffset(utc.Date, TimeSpan.Zero).AddSeconds(utc.TimeOfDay.TotalSeconds is var passed && seconds < Hour ? Math.Floor(passed / seconds) * seconds : 0)
            : new DateTimeOffset(utc.Year, (utc.Month - 1) / Math.Min(months, 12) * Math.Min(months, 12) + 1, 1, 0, 0, 0, TimeSpan.Zero);
        var ticks = new List<DateTimeOffset>();
        while (tick <= end && ticks.Count <= 1000)
        {
            if (tick >= start)
                ticks.Add(tick);
            tick = months == 0 ? tick.AddSeconds(seconds) : tick.AddMonths(months);
        }

        return ticks;
    }
}

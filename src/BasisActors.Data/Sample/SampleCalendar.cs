using System.Globalization;

namespace BasisActors.Data.Sample;

/// <summary>
/// The hours of a sample by index. Hour i begins at instant i and ends at instant i + 1.
/// Hidden hours before the first visible one let averages over past days be complete from the start.
/// </summary>
internal sealed class SampleCalendar
{
    public const int HoursPerDay = 24;

    /// <summary>Seven days for the trailing return and one for the first settlement.</summary>
    private const int WarmUpDays = 8;

    private readonly long _start;

    public SampleCalendar(DateTimeOffset from, DateTimeOffset to)
    {
        From = from.ToUniversalTime();
        To = to.ToUniversalTime();
        First = WarmUpDays * HoursPerDay;
        _start = from.ToUnixTimeSeconds() - (First * 3600L);
        Last = First + (int)((to.ToUnixTimeSeconds() - from.ToUnixTimeSeconds()) / 3600);
    }

    public DateTimeOffset From { get; }

    public DateTimeOffset To { get; }

    /// <summary>Index of the instant From.</summary>
    public int First { get; }

    /// <summary>Index of the instant To: the last point observation. The last bar is labelled one hour earlier.</summary>
    public int Last { get; }

    /// <summary>Length of a column that has a value for every index up to <see cref="Last"/>.</summary>
    public int Length => Last + 1;

    /// <summary>Days that have begun by the last index, hidden ones included.</summary>
    public int Days => (Last / HoursPerDay) + 1;

    public IEnumerable<int> Labels => Enumerable.Range(First, Last - First);

    public IEnumerable<int> Midnights => Enumerable.Range(First / HoursPerDay, Days - (First / HoursPerDay)).Select(day => day * HoursPerDay);

    public long Epoch(int index) => _start + (index * 3600L);

    public DateTime Instant(int index) => DateTimeOffset.FromUnixTimeSeconds(Epoch(index)).UtcDateTime;

    public DayOfWeek Weekday(int index) => Instant(index).DayOfWeek;

    /// <summary><c>2024-01-01</c>, whatever the culture of the machine.</summary>
    public static string Date(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // The calendar begins at a midnight, so days and hours of the day follow from the index.
    public static int Day(int index) => index / HoursPerDay;

    public static int HourOfDay(int index) => index % HoursPerDay;
}

namespace BasisActors.Data.Sample;

/// <summary>
/// Standard deviation of BTC's log return in each hour: a daily level with memory, times the profile of the day, times the weekend.
/// Figures are those measured on hourly bars of 2024 and 2025.
/// </summary>
internal static class VolatilityPath
{
    private const double LnDailyMean = -3.76;
    private const double LnDailySd = 0.42;
    private const double DayPersistence = 0.45;
    private const double Weekday = 1.10;
    private const double Weekend = 0.62;

    // Relative to the mean, 00 to 23 h UTC; the peak is the opening of the American exchanges.
    private static readonly double[] HourFactors =
    [
        1.02, 1.13, 0.95, 0.77, 0.73, 0.68, 0.89, 0.86, 0.84, 0.71, 0.75, 0.75,
        0.86, 1.21, 1.57, 1.39, 1.09, 1.21, 1.14, 1.14, 1.02, 0.98, 0.98, 0.80,
    ];

    public static double[] Generate(ulong seed, SampleCalendar calendar)
    {
        var levels = new MeanReverting(new RandomStream(seed, "BTC/volatility"), DayPersistence).Column(calendar.Days);
        var column = new double[calendar.Length];
        for (var i = 0; i < column.Length; i++)
        {
            var daily = PortableMath.Exp(LnDailyMean + (LnDailySd * levels[SampleCalendar.Day(i)]));
            var week = calendar.Weekday(i) is DayOfWeek.Saturday or DayOfWeek.Sunday ? Weekend : Weekday;
            column[i] = daily / Math.Sqrt(SampleCalendar.HoursPerDay) * HourFactors[SampleCalendar.HourOfDay(i)] * week;
        }

        return column;
    }
}

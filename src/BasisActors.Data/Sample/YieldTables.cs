namespace BasisActors.Data.Sample;

/// <summary>Daily yields as charted: APY in percent with two decimals.</summary>
internal static class YieldTables
{
    private const double LnSusde = 2.1;
    private const double LnSusdeDemand = 0.45;
    private const double LnSusdeNoise = 0.12;
    private const double SusdeIdleDays = 1.0 / 90;

    /// <summary>Half a year after the start, eETH is also paid in tokens.</summary>
    private const int EethRewardsFromDay = 180;

    /// <summary>sUSDe earns the funding of the whole market: its yield follows the demand for leverage, and is zero on days without a payment.</summary>
    public static void WriteSusde(CsvText csv, SampleWorld world)
    {
        csv.Line("Timestamp,Date,Base,Reward");
        var random = new RandomStream(world.Seed, "yield/sUSDe");
        foreach (var i in world.Calendar.Midnights)
        {
            var isIdle = random.Chance(SusdeIdleDays);
            var percent = PortableMath.Exp(LnSusde + (LnSusdeDemand * world.Demand[i - 1]) + (LnSusdeNoise * random.Normal()));
            Row(csv, world.Calendar, i, isIdle ? 0 : percent, null);
        }
    }

    /// <summary>eETH earns what the rate of weETH grew by over the day before.</summary>
    public static void WriteEeth(CsvText csv, SampleWorld world)
    {
        csv.Line("Timestamp,Date,Base,Reward");
        var random = new RandomStream(world.Seed, "yield/eETH");
        foreach (var i in world.Calendar.Midnights)
        {
            var growth = world.WeEth.Growth[SampleCalendar.Day(i)];
            var percent = 100 * (PortableMath.Exp(365 * PortableMath.Ln(1 + growth)) - 1);
            var reward = random.Uniform(0.4, 0.8);
            var isRewarded = SampleCalendar.Day(i - world.Calendar.First) >= EethRewardsFromDay;
            Row(csv, world.Calendar, i, percent, isRewarded ? reward : null);
        }
    }

    private static void Row(CsvText csv, SampleCalendar calendar, int instant, double percent, double? reward)
    {
        csv.Whole(calendar.Epoch(instant)).Date(calendar.Instant(instant)).Fixed(PortableMath.Scaled(percent, 2), 2);
        if (reward is { } extra)
            csv.Fixed(PortableMath.Scaled(extra, 2), 2);
        else
            csv.Field("");
        csv.EndRow();
    }
}

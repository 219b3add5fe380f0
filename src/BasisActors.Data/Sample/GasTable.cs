namespace BasisActors.Data.Sample;

/// <summary>
/// Hourly gas prices in gwei. Odd hours are read from a block within a minute of the label, even hours from one an hour old,
/// so there is one fresh reading every two hours.
/// </summary>
internal static class GasTable
{
    private const double LnMean = 1.55;
    private const double SlowSd = 1.2;
    private const double SlowMemoryHours = 60 * 24;
    private const double FastSd = 0.55;
    private const double FastPersistence = 0.87;
    private const double LnTip = -0.31;
    private const double LnTipSd = 0.6;
    private const double MinGwei = 0.25;
    private const double MaxGwei = 300;

    // On the logarithm, 00 to 23 h UTC: quiet in the Asian afternoon, busy when America opens.
    private static readonly double[] HourEffects =
    [
        0.00, -0.05, -0.10, -0.15, -0.22, -0.30, -0.30, -0.20, -0.10, 0.00, 0.00, 0.00,
        0.00, 0.25, 0.50, 0.70, 0.70, 0.55, 0.45, 0.35, 0.25, 0.15, 0.10, 0.05,
    ];

    public static void Write(CsvText csv, SampleWorld world)
    {
        csv.Line("timestamp,chain,block_number,block_timestamp,gas_price_gwei,gas_price_avg_gwei,gas_price_median_gwei,base_fee_gwei,"
            + "priority_fee_p25_gwei,priority_fee_p50_gwei,priority_fee_p75_gwei,source,note");
        var calendar = world.Calendar;
        var baseFees = BaseFees(world);
        var random = new RandomStream(world.Seed, "gas/tips");
        for (var i = calendar.First; i <= calendar.Last; i++)
        {
            var isFresh = i % 2 == 1;
            var epoch = isFresh ? calendar.Epoch(i) + 12 : calendar.Epoch(i - 1) + 60;
            var fee = PortableMath.Scaled(baseFees[isFresh ? i : i - 1] * random.Uniform(0.95, 1.05), 2);
            var tip = PortableMath.Exp(LnTip + (LnTipSd * random.Normal()));
            var (low, middle, high) = (PortableMath.Scaled(0.3 * tip, 2), PortableMath.Scaled(tip, 2), PortableMath.Scaled(2 * tip, 2));
            csv.IsoTime(calendar.Instant(i)).Field("ethereum").Whole(Chain.Block(epoch)).Whole(epoch)
                .Number(fee + middle, 2).Number(fee + middle, 2).Number(fee + low, 2).Number(fee, 2)
                .Number(low, 2).Number(middle, 2).Number(high, 2)
                .Field(SampleCatalogue.Source).Field("Generated").EndRow();
        }
    }

    private static double[] BaseFees(SampleWorld world)
    {
        var slow = MeanReverting.WithMemory(new RandomStream(world.Seed, "gas/slow"), SlowMemoryHours);
        var fast = new MeanReverting(new RandomStream(world.Seed, "gas/fast"), FastPersistence);
        var fees = new double[world.Calendar.Length];
        for (var i = 0; i < fees.Length; i++)
        {
            var day = world.Calendar.Weekday(i) switch
            {
                DayOfWeek.Saturday or DayOfWeek.Sunday => -0.22,
                DayOfWeek.Thursday => 0.29,
                _ => 0.05,
            };
            var ln = LnMean + (SlowSd * slow.Next()) + (FastSd * fast.Next()) + HourEffects[SampleCalendar.HourOfDay(i)] + day;
            fees[i] = Math.Clamp(PortableMath.Exp(ln), MinGwei, MaxGwei);
        }

        return fees;
    }
}

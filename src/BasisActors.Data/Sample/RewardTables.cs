namespace BasisActors.Data.Sample;

/// <summary>Distributions of EIGEN and ETHFI to holders of eETH, by staking week (Sunday to Saturday).</summary>
internal static class RewardTables
{
    private const double EigenPerEeth = 0.185;
    private const int TopUpDelayDays = 5;

    public static void WriteEigen(CsvText csv, SampleWorld world)
    {
        csv.Line("staking_period_start,staking_period_end,eigen_earned,eth_restaked,eth_not_restaked,eigen_per_eeth_weekly");
        foreach (var week in Weeks(world))
        {
            if (week.End.AddDays(1) > world.Calendar.To.UtcDateTime)
                break;
            csv.Date(week.Start).Date(week.End)
                .Whole(week.Eigen).Whole(week.Restaked).Whole(week.NotRestaked).Fixed(PerThousandth(week.Eigen, week), 3).EndRow();
        }
    }

    public static void WriteEthfi(CsvText csv, SampleWorld world)
    {
        csv.Line("top_up_date,staking_period_start,staking_period_end,ethfi_amount,ethfi_per_eeth_distributed");
        foreach (var week in Weeks(world).Where((_, number) => number % 2 == 0))
        {
            var paid = week.End.AddDays(TopUpDelayDays);
            if (paid > world.Calendar.To.UtcDateTime)
                break;
            csv.Date(paid).Date(week.Start).Date(week.End).Whole(week.Ethfi).Fixed(PerThousandth(week.Ethfi, week), 3).EndRow();
        }
    }

    private static long PerThousandth(long amount, StakingWeek week) =>
        PortableMath.Scaled(amount / (double)(week.Restaked + week.NotRestaked), 3);

    private static IEnumerable<StakingWeek> Weeks(SampleWorld world)
    {
        var random = new RandomStream(world.Seed, "rewards");
        var start = world.Calendar.From.UtcDateTime;
        start = start.AddDays((7 - (int)start.DayOfWeek) % 7);
        var restaked = 1_500_000.0;
        for (; start < world.Calendar.To.UtcDateTime; start = start.AddDays(7))
        {
            restaked = Math.Min(restaked * random.Uniform(0.99, 1.03), 3_000_000);
            var notRestaked = random.Uniform(100_000, 500_000);
            var total = restaked + notRestaked;
            var eigen = total * EigenPerEeth * random.Uniform(0.93, 1.07);
            var ethfi = 1000 * Math.Floor(total * random.Uniform(0.05, 0.20) / 1000);
            yield return new StakingWeek(start, start.AddDays(6), (long)eigen, (long)ethfi, (long)restaked, (long)notRestaked);
        }
    }

    private sealed record StakingWeek(DateTime Start, DateTime End, long Eigen, long Ethfi, long Restaked, long NotRestaked);
}

namespace BasisActors.Data.Sample;

/// <summary>How the exchange rate of one liquid staking token grows. Growth is a fraction a day.</summary>
/// <param name="Symbol">weETH or wstETH.</param>
/// <param name="StartRate">ETH per token at the first instant.</param>
/// <param name="Growth">Mean growth a day.</param>
/// <param name="GrowthSd">Its standard deviation.</param>
/// <param name="JumpsPerDay">Share of days with an extra 1 to 2 bp.</param>
/// <param name="Dex">Where its market price comes from.</param>
internal sealed record StakingProfile(string Symbol, double StartRate, double Growth, double GrowthSd, double JumpsPerDay, string Dex)
{
    public static readonly StakingProfile WeEth = new("weETH", 1.0372, 0.75e-4, 0.20e-4, 0, "curve");

    public static readonly StakingProfile WstEth = new("wstETH", 1.1560, 0.80e-4, 0.10e-4, 0.01, "uniswap");
}

/// <summary>Exchange rate and market price of a liquid staking token. The rate is reported once a day, at midnight, and never falls.</summary>
internal sealed class StakingPath
{
    // The rate as the oracle shows it is a quotient of two prices of eight decimals; this much growth survives their rounding.
    private const double LeastGrowth = 0.02e-4;

    private const double LeastDiscountBp = 1.2;
    private const double DiscountScaleBp = 3.3;
    private const double LnDiscountMean = -0.36;
    private const double LnDiscountSd = 0.8;
    private const double DiscountMemoryHours = 228;   // 0.9 a day
    private const double DiscountNoiseBp = 1.5;
    private const double PanicReturn = -0.105;        // ETH loses 10 %
    private const double PanicDiscountBp = 40;
    private const int MedianHours = SampleCalendar.HoursPerDay;

    private StakingPath(StakingProfile profile, double[] growth, double[] rates, double[] market)
    {
        Profile = profile;
        Growth = growth;
        Rates = rates;
        Market = market;
    }

    public StakingProfile Profile { get; }

    /// <summary>Growth over the day that ended at midnight, by day.</summary>
    public double[] Growth { get; }

    /// <summary>ETH per token, by day.</summary>
    public double[] Rates { get; }

    /// <summary>ETH per token in the pool, by instant: the median of the last 24 hourly prices.</summary>
    public double[] Market { get; }

    public static StakingPath Generate(ulong seed, SampleCalendar calendar, StakingProfile profile, CoinPath eth)
    {
        var firstDay = SampleCalendar.Day(calendar.First);
        var random = new RandomStream(seed, $"staking/{profile.Symbol}/growth");
        var growth = new double[calendar.Days];
        var rates = new double[calendar.Days];
        for (var day = 0; day < calendar.Days; day++)
        {
            var jump = random.Uniform(1e-4, 2e-4);
            growth[day] = Math.Max(LeastGrowth, profile.Growth + (profile.GrowthSd * random.Normal())) + (random.Chance(profile.JumpsPerDay) ? jump : 0);
            rates[day] = day <= firstDay ? profile.StartRate : rates[day - 1] * (1 + growth[day]);
        }

        return new StakingPath(profile, growth, rates, TrailingMedian(HourlyMarket(seed, calendar, profile, rates, eth)));
    }

    private static double[] HourlyMarket(ulong seed, SampleCalendar calendar, StakingProfile profile, double[] rates, CoinPath eth)
    {
        var level = MeanReverting.WithMemory(new RandomStream(seed, $"staking/{profile.Symbol}/discount"), DiscountMemoryHours);
        var noise = new RandomStream(seed, $"staking/{profile.Symbol}/noise");
        var market = new double[calendar.Length];
        for (var i = 0; i < market.Length; i++)
        {
            var discount = LeastDiscountBp + (DiscountScaleBp * PortableMath.Exp(LnDiscountMean + (LnDiscountSd * level.Next()))) + (DiscountNoiseBp * noise.Normal());
            if (eth.TrailingReturn(i, SampleCalendar.HoursPerDay) < PanicReturn)
                discount = Math.Max(discount, PanicDiscountBp);
            market[i] = rates[SampleCalendar.Day(i)] * (1 - (discount * 1e-4));
        }

        return market;
    }

    private static double[] TrailingMedian(double[] values)
    {
        var medians = new double[values.Length];
        var window = new double[MedianHours];
        for (var i = 0; i < values.Length; i++)
        {
            var count = Math.Min(i + 1, MedianHours);
            Array.Copy(values, i + 1 - count, window, 0, count);
            Array.Sort(window, 0, count);
            medians[i] = (window[(count - 1) / 2] + window[count / 2]) / 2;
        }

        return medians;
    }
}

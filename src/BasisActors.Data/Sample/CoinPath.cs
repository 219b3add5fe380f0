namespace BasisActors.Data.Sample;

/// <summary>What sets one coin apart.</summary>
/// <param name="Name">BTC or ETH.</param>
/// <param name="StartPrice">Price at the first instant, USDT.</param>
/// <param name="Drift">Mean log return an hour at the start price.</param>
/// <param name="RelativeVolatility">Standard deviation of returns over that of BTC.</param>
/// <param name="LeaderWeight">Correlation of innovations with BTC; 0 for BTC itself.</param>
internal sealed record CoinProfile(string Name, double StartPrice, double Drift, double RelativeVolatility, double LeaderWeight)
{
    public static readonly CoinProfile Btc = new("BTC", 42_283.58, 0.73e-4, 1, 0);

    public static readonly CoinProfile Eth = new("ETH", 2_282, 0.08e-4, 1.33, 0.80);
}

/// <summary>
/// The price of a coin before any venue adds its own noise, hour by hour. Columns are indexed by hour; a price is that at the end of the hour.
/// </summary>
internal sealed class CoinPath
{
    // A long sample would drift to absurd prices without a pull towards the start; two years leave the statistics of a year untouched.
    private const double PullHours = 2 * 365 * 24;

    // Makes the mean of ln(high/low) 1.36 sd, of which the body takes about 0.6.
    private const double ShadowPerSd = 0.39;

    private const double MeanBtcSd = 0.0056;
    private const double MedianRangePerSd = 1.05;
    private const double LnRangeSd = 0.72;
    private const double RangeWeight = 0.7;
    private const double VolumePersistence = 0.97;

    private CoinPath(CoinProfile profile, int length)
    {
        Profile = profile;
        Innovations = new double[length];
        Returns = new double[length];
        Prices = new double[length];
        UpperShadows = new double[length];
        LowerShadows = new double[length];
        Activity = new double[length];
    }

    public CoinProfile Profile { get; }

    /// <summary>Unit-variance shocks, which lead those of other coins.</summary>
    public double[] Innovations { get; }

    /// <summary>Log returns.</summary>
    public double[] Returns { get; }

    /// <summary>USDT at the end of the hour.</summary>
    public double[] Prices { get; }

    /// <summary>How far the high is above the body, fraction.</summary>
    public double[] UpperShadows { get; }

    /// <summary>How far the low is below the body, fraction.</summary>
    public double[] LowerShadows { get; }

    /// <summary>Standardised log volume, tied to the range of the bar.</summary>
    public double[] Activity { get; }

    /// <summary>The price at an instant: the last trade of the hour that ended then.</summary>
    public double PriceAt(int instant) => Prices[instant - 1];

    /// <summary>Log return over the hours before an instant.</summary>
    public double TrailingReturn(int instant, int hours)
    {
        var sum = 0.0;
        for (var i = Math.Max(0, instant - hours); i < instant; i++)
            sum += Returns[i];
        return sum;
    }

    public static CoinPath Generate(ulong seed, SampleCalendar calendar, CoinProfile profile, double[] volatility, CoinPath? leader)
    {
        var path = new CoinPath(profile, calendar.Length);
        var shocks = new RandomStream(seed, $"{profile.Name}/returns");
        var logs = new double[calendar.Length];
        var ownWeight = Math.Sqrt(1 - (profile.LeaderWeight * profile.LeaderWeight));
        var level = 0.0;
        for (var i = 0; i < calendar.Length; i++)
        {
            var own = shocks.FatTailed();
            path.Innovations[i] = leader is null ? own : (profile.LeaderWeight * leader.Innovations[i]) + (ownWeight * own);
            path.Returns[i] = profile.Drift - (level / PullHours) + (profile.RelativeVolatility * volatility[i] * path.Innovations[i]);
            level += path.Returns[i];
            logs[i] = level;
        }

        for (var i = 0; i < calendar.Length; i++)
            path.Prices[i] = profile.StartPrice * PortableMath.Exp(logs[i] - logs[calendar.First - 1]);
        path.AddShadows(seed, volatility);
        path.AddActivity(seed);
        return path;
    }

    private void AddShadows(ulong seed, double[] volatility)
    {
        var random = new RandomStream(seed, $"{Profile.Name}/shadows");
        for (var i = 0; i < Prices.Length; i++)
        {
            var mean = ShadowPerSd * Profile.RelativeVolatility * volatility[i];
            UpperShadows[i] = mean * random.Exponential();
            LowerShadows[i] = mean * random.Exponential();
        }
    }

    private void AddActivity(ulong seed)
    {
        var own = new MeanReverting(new RandomStream(seed, $"{Profile.Name}/activity"), VolumePersistence);
        var meanSd = MeanBtcSd * Profile.RelativeVolatility;
        var ownWeight = Math.Sqrt(1 - (RangeWeight * RangeWeight));
        for (var i = 0; i < Prices.Length; i++)
        {
            var range = Math.Abs(Returns[i]) + UpperShadows[i] + LowerShadows[i];
            var score = Math.Clamp(PortableMath.Ln(Math.Max(range, 1e-6) / (MedianRangePerSd * meanSd)) / LnRangeSd, -3, 4);
            Activity[i] = (RangeWeight * score) + (ownWeight * own.Next());
        }
    }
}

namespace BasisActors.Data.Sample;

/// <summary>What the lending oracle shows at each visible midnight, in USD with <see cref="Decimals"/> decimals; a staking token is worth its rate times WETH.</summary>
internal sealed class OraclePrices
{
    public const int Decimals = 8;

    private const double FeedNoise = 17e-4;
    private const double StablecoinSd = 6e-4;
    private const double StablecoinLimit = 25e-4;
    private const double StablecoinPersistence = 0.6;

    private readonly Dictionary<string, long[]> _midnights;

    private OraclePrices(Dictionary<string, long[]> midnights) => _midnights = midnights;

    public static OraclePrices Generate(ulong seed, SampleCalendar calendar, CoinPath eth, IEnumerable<StakingPath> tokens)
    {
        var feed = new RandomStream(seed, "oracle/WETH");
        var stable = new MeanReverting(new RandomStream(seed, "oracle/USDT"), StablecoinPersistence);
        var usdt = new List<long>();
        var weth = new List<long>();
        foreach (var i in calendar.Midnights)
        {
            var usd = 1 + Math.Clamp(StablecoinSd * stable.Next(), -StablecoinLimit, StablecoinLimit);
            usdt.Add(PortableMath.Scaled(usd, Decimals));
            weth.Add(PortableMath.Scaled(eth.PriceAt(i) * usd * (1 + (FeedNoise * feed.Normal())), Decimals));
        }

        var midnights = new Dictionary<string, long[]> { ["USDT"] = [.. usdt], ["WETH"] = [.. weth] };
        var firstDay = SampleCalendar.Day(calendar.First);
        foreach (var token in tokens)
            midnights[token.Profile.Symbol] = [.. weth.Select((price, day) => (long)Math.Floor((price * token.Rates[firstDay + day]) + 0.5))];
        return new OraclePrices(midnights);
    }

    public long[] Midnights(string symbol) => _midnights[symbol];

    /// <summary>The straight line between two midnights, as published hourly: it knows the next midnight. USD × 10^decimals.</summary>
    /// <param name="symbol">Token.</param>
    /// <param name="hour">Hours since the first visible midnight.</param>
    public double Line(string symbol, int hour)
    {
        var prices = _midnights[symbol];
        var day = hour / SampleCalendar.HoursPerDay;
        var into = hour % SampleCalendar.HoursPerDay;
        return into == 0 ? prices[day] : prices[day] + ((prices[day + 1] - prices[day]) * into / (double)SampleCalendar.HoursPerDay);
    }
}

namespace BasisActors.Data.Sample;

/// <summary>A Uniswap v3 pool of the 0.3 % tier.</summary>
/// <param name="Base">Token priced.</param>
/// <param name="Quote">Token it is priced in.</param>
/// <param name="Decimals">Decimals written.</param>
/// <param name="LnVolume">Mean logarithm of the hourly volume in quote tokens.</param>
/// <param name="FlatHours">Share of hours without a trade.</param>
/// <param name="StartPrice">Price at the first instant of a pool that follows no exchange; 0 for WETH/USDT, which does.</param>
internal sealed record PoolSeries(string Base, string Quote, int Decimals, double LnVolume, double FlatHours, double StartPrice = 0)
{
    public static readonly PoolSeries Weth = new("WETH", "USDT", 10, 13.5, 0.001);

    public static readonly PoolSeries Eigen = new("EIGEN", "WETH", 14, 3.4, 0.001, 0.0012);

    public static readonly PoolSeries Ethfi = new("ETHFI", "WETH", 14, 1.8, 0.02, 0.0010);

    public string Symbol => Base + Quote;
}

/// <summary>Hourly bars of a pool; hours without trades are flat, with zero volume.</summary>
internal static class PoolTable
{
    // Quotes sit inside the pool's fee band around the exchange price, without memory.
    private const double FeeBand = 30e-4;

    private const double TokenSd = 120e-4;
    private const double TokenPullHours = 365 * 24;
    private const string NoPool = "0x0000000000000000000000000000000000000000";

    public static void Write(CsvText csv, SampleWorld world, PoolSeries pool)
    {
        csv.Line("timestamp,date_utc,open,high,low,close,volume,pool_address,dex,fee_tier,base_token,quote_token,source");
        var calendar = world.Calendar;
        var closes = pool.StartPrice == 0 ? FollowExchange(world, pool) : Wander(world, pool);
        var random = new RandomStream(world.Seed, $"pool/{pool.Symbol}/bars");
        var previous = closes[calendar.First - 1];
        foreach (var i in calendar.Labels)
        {
            var isFlat = random.Chance(pool.FlatHours);
            var upper = 0.2 * TokenSd * random.Exponential();
            var lower = 0.2 * TokenSd * random.Exponential();
            var volume = PortableMath.Scaled(PortableMath.Exp(pool.LnVolume + random.Normal()), 6);
            var bar = isFlat ? new Bar(previous, previous, previous, previous) : Bar.Around(previous, closes[i], upper, lower);
            previous = bar.Close;
            csv.Whole(calendar.Epoch(i)).RedundantTime(calendar.Instant(i))
                .Number(bar.Open, pool.Decimals).Number(bar.High, pool.Decimals).Number(bar.Low, pool.Decimals).Number(bar.Close, pool.Decimals)
                .Number(isFlat ? 0 : volume, 6)
                .Field(NoPool).Field("Uniswap v3").Field("0.3%").Field(pool.Base).Field(pool.Quote).Field(SampleCatalogue.Source)
                .EndRow();
        }
    }

    private static long[] FollowExchange(SampleWorld world, PoolSeries pool)
    {
        var random = new RandomStream(world.Seed, $"pool/{pool.Symbol}");
        return [.. world.Coin("ETH").Prices.Select(price => PortableMath.Scaled(price * (1 + random.Uniform(-FeeBand, FeeBand)), pool.Decimals))];
    }

    private static long[] Wander(SampleWorld world, PoolSeries pool)
    {
        var random = new RandomStream(world.Seed, $"pool/{pool.Symbol}");
        var closes = new long[world.Calendar.Length];
        var level = 0.0;
        for (var i = 0; i < closes.Length; i++)
        {
            closes[i] = PortableMath.Scaled(pool.StartPrice * PortableMath.Exp(level), pool.Decimals);
            level += (TokenSd * random.FatTailed()) - (level / TokenPullHours);
        }

        return closes;
    }
}

namespace BasisActors.Data.Tests.Sample;

/// <summary>The default sample resembles the market of 2024 and 2025, within bounds wide enough for one random history.</summary>
public sealed class SampleProfileTests(DefaultSample sample) : IClassFixture<DefaultSample>
{
    private const string Rates = "aave_v3_aave-v3-ethereum_";

    [Fact]
    public void Returns_are_as_volatile_and_as_correlated_as_measured()
    {
        var btc = Returns("bybit_BTCUSDT_spot_1h.csv");
        var eth = Returns("bybit_ETHUSDT_spot_1h.csv");
        Assert.InRange(Sd(btc) * Math.Sqrt(365 * 24), 0.42, 0.62);   // measured 0.52
        Assert.InRange(Sd(eth) * Math.Sqrt(365 * 24), 0.58, 0.82);   // 0.70
        Assert.InRange(Correlation(btc, eth), 0.7, 0.9);             // 0.80
        Assert.InRange(Kurtosis(btc), 3, 20);                        // 8.9
        Assert.InRange(Correlation([.. btc.Skip(1).Select(Math.Abs)], [.. btc.SkipLast(1).Select(Math.Abs)]), 0.1, 0.35);   // 0.27
    }

    [Theory]
    [InlineData("binance_BTCUSDT_perp_1h.csv", "binance_BTCUSDT_1h.csv")]
    [InlineData("bybit_BTCUSDT_perp_1h.csv", "bybit_BTCUSDT_spot_1h.csv")]
    [InlineData("bybit_ETHUSDT_perp_1h.csv", "bybit_ETHUSDT_spot_1h.csv")]
    [InlineData("okx_ETHUSDT_perp_1h.csv", "bybit_ETHUSDT_spot_1h.csv")]
    public void The_basis_has_a_floor_and_a_tail(string perp, string spot)
    {
        var spots = sample.Files[spot].ByKey("timestamp", "close");
        var basis = sample.Files[perp].ByKey("timestamp", "close").Where(p => spots.ContainsKey(p.Key)).Select(p => 1e4 * ((p.Value / spots[p.Key]) - 1)).Order().ToArray();
        Assert.InRange(basis.Average(), -4, 2);                     // measured −1.5 to −0.1 bp
        Assert.InRange(Sd(basis), 3, 7);                            // 5
        Assert.InRange(basis[basis.Length / 100], -9, -5);          // −7
        Assert.InRange(basis[basis.Length * 99 / 100], 7, 16);      // 12
        Assert.True(basis[0] > -20 && basis[^1] < 30, $"{basis[0]} to {basis[^1]} bp");
    }

    [Theory]
    [InlineData("binance_BTCUSDT_funding_rates.csv")]
    [InlineData("bybit_BTCUSDT_funding_rates.csv")]
    [InlineData("binance_ETHUSDT_funding_rates.csv")]
    [InlineData("bybit_ETHUSDT_funding_rates.csv")]
    [InlineData("okx_BTCUSDT_funding_rates_settled.csv")]
    [InlineData("okx_ETHUSDT_funding_rates_settled.csv")]
    public void Funding_is_mostly_positive_and_often_exactly_one_basis_point(string file)
    {
        var rates = sample.Files[file].Doubles("funding_rate");
        Assert.InRange(rates.Average() * 1e4, 0.3, 2);                                            // measured 0.63 to 0.96
        Assert.InRange(rates.Count(r => r < 0) / (double)rates.Length, 0.03, 0.25);               // 0.09 to 0.20
        Assert.InRange(rates.Count(r => r == 0.0001) / (double)rates.Length, 0.2, 0.75);          // 0.34 to 0.39, near one half by construction
        Assert.InRange(Correlation(rates[1..], rates[..^1]), 0.55, 0.92);                         // 0.69 to 0.83
    }

    [Theory]
    [InlineData("binance", "BTC", "binance_BTCUSDT_1h.csv")]
    [InlineData("bybit", "ETH", "bybit_ETHUSDT_spot_1h.csv")]
    public void Funding_follows_from_the_premium_of_the_eight_hours_before(string venue, string coin, string spot)
    {
        var spots = sample.Files[spot].ByKey("timestamp", "close");
        var perps = sample.Files[$"{venue}_{coin}USDT_perp_1h.csv"].ByKey("timestamp", "close");
        var rates = sample.Files[$"{venue}_{coin}USDT_funding_rates.csv"].ByKey("funding_timestamp", "funding_rate");
        var errors = new List<double>();
        foreach (var (stamp, rate) in rates)
        {
            var settled = DateTimeOffset.Parse(stamp).UtcDateTime;
            var labels = Enumerable.Range(1, 8).Select(h => $"{settled.AddHours(-h):yyyy-MM-ddTHH:mm:ssZ}").ToList();
            if (!labels.All(l => spots.ContainsKey(l) && perps.ContainsKey(l)))
                continue;
            var mean = labels.Average(l => 1e4 * ((perps[l] / spots[l]) - 1));
            errors.Add(Math.Abs(mean + Math.Clamp(1 - mean, -5, 5) - (rate * 1e4)));
        }

        Assert.True(errors.Count > 1400);
        Assert.True(errors.Average() < 0.4, $"Mean error {errors.Average()} bp.");   // spot noise of 0.85 bp an hour, averaged
    }

    [Fact]
    public void Lending_grows_as_measured()
    {
        Assert.InRange(AnnualGrowth($"{Rates}USDT_rates.csv", "liquidityIndex"), 0.03, 0.10);        // measured 0.058
        Assert.InRange(AnnualGrowth($"{Rates}USDT_rates.csv", "variableBorrowIndex"), 0.05, 0.13);   // 0.078
        Assert.InRange(AnnualGrowth($"{Rates}WETH_rates.csv", "liquidityIndex"), 0.015, 0.025);      // 0.019
        Assert.InRange(AnnualGrowth($"{Rates}WETH_rates.csv", "variableBorrowIndex"), 0.02, 0.035);  // 0.026
        Assert.True(sample.Files[$"{Rates}WETH_rates.csv"].Doubles("currentVariableBorrowRate").Max() > 0.05, "Single midnights are dear.");
    }

    [Theory]
    [InlineData("weETH", 0.0276)]
    [InlineData("wstETH", 0.0303)]
    public void Staking_tokens_grow_as_measured_and_trade_a_little_below(string symbol, double measured)
    {
        var rates = sample.Files[$"{Rates}{symbol}_rates.csv"].Doubles("price").Zip(sample.Files[$"{Rates}WETH_rates.csv"].Doubles("price"), (p, w) => p / w).ToArray();
        Assert.Equal(measured, Math.Pow(rates[^1] / rates[0], 365.0 / (rates.Length - 1)) - 1, 0.003);

        var premium = sample.Files[$"{symbol}_peg_analysis.csv"].Doubles("peg_premium_percent");
        Assert.InRange(premium.Average() * 100, -9, -2);   // measured −4.5 and −5.5 bp
        Assert.InRange(premium.Min() * 100, -60, -10);
        Assert.True(premium.Max() < 0.02);
    }

    [Fact]
    public void Gas_is_cheap_most_of_the_time_and_dear_at_times()
    {
        var fees = sample.Files["ethereum_gas_prices.csv"].Doubles("base_fee_gwei").Order().ToArray();
        Assert.InRange(fees[fees.Length / 2], 1, 15);              // measured 6.8
        Assert.InRange(fees[fees.Length * 99 / 100], 20, 200);     // 82
        Assert.True(fees[0] > 0);
    }

    [Fact]
    public void Eth_on_the_pool_stays_within_its_fee_band()
    {
        var exchange = sample.Files["bybit_ETHUSDT_spot_1h.csv"].Doubles("close").Average();
        var pool = sample.Files["uniswapv3_WETHUSDT_1h.csv"];
        Assert.Equal(exchange, pool.Doubles("close").Average(), exchange * 0.001);
        Assert.Contains(pool.Numbers("volume"), v => v == 0);
    }

    private double[] Returns(string file)
    {
        var closes = sample.Files[file].ByKey("timestamp", "close").Values.ToArray();
        return [.. closes.Skip(1).Zip(closes, (now, before) => Math.Log(now / before))];
    }

    private double AnnualGrowth(string file, string column)
    {
        var index = sample.Files[file].Doubles(column);
        return Math.Pow(index[^1] / index[0], 365.0 / (index.Length - 1)) - 1;
    }

    private static double Sd(double[] x) => Math.Sqrt(x.Average(v => v * v) - (x.Average() * x.Average()));

    private static double Kurtosis(double[] x)
    {
        var mean = x.Average();
        return (x.Average(v => Math.Pow(v - mean, 4)) / Math.Pow(Sd(x), 4)) - 3;
    }

    private static double Correlation(double[] x, double[] y)
    {
        var (meanX, meanY) = (x.Average(), y.Average());
        return x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Average() / (Sd(x) * Sd(y));
    }
}

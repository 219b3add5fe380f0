namespace BasisActors.Data.Tests.Sample;

/// <summary>What every row of the sample obeys, whatever the seed.</summary>
public sealed class SampleTableTests(DefaultSample sample) : IClassFixture<DefaultSample>
{
    private const string Rates = "aave_v3_aave-v3-ethereum_";

    public static TheoryData<string> Candles => new(
        "binance_BTCUSDT_1h.csv", "bybit_BTCUSDT_spot_1h.csv", "bybit_ETHUSDT_spot_1h.csv",
        "binance_BTCUSDT_perp_1h.csv", "binance_ETHUSDT_perp_1h.csv", "bybit_BTCUSDT_perp_1h.csv", "bybit_ETHUSDT_perp_1h.csv",
        "okx_BTCUSDT_perp_1h.csv", "okx_ETHUSDT_perp_1h.csv",
        "uniswapv3_WETHUSDT_1h.csv", "uniswapv3_EIGENWETH_1h.csv", "uniswapv3_ETHFIWETH_1h.csv");

    public static TheoryData<string, double> Reserves => new()
    {
        { "USDT", 0.10 }, { "WETH", 0.15 }, { "weETH", 0.45 }, { "wstETH", 0.05 },
    };

    [Theory]
    [MemberData(nameof(Candles))]
    public void A_bar_holds_its_open_and_close(string file)
    {
        var bars = sample.Files[file];
        var (open, high, low, close) = (bars.Numbers("open"), bars.Numbers("high"), bars.Numbers("low"), bars.Numbers("close"));
        for (var i = 0; i < bars.Count; i++)
        {
            Assert.True(low[i] > 0 && low[i] <= open[i] && low[i] <= close[i], $"{file} row {i}");
            Assert.True(high[i] >= open[i] && high[i] >= close[i], $"{file} row {i}");
        }
    }

    [Fact]
    public void A_bar_opens_where_the_last_closed_exactly_on_bybit_and_within_a_tick_on_binance()
    {
        Assert.Equal(0m, LargestJump("bybit_BTCUSDT_perp_1h.csv"));
        Assert.Equal(0m, LargestJump("bybit_ETHUSDT_spot_1h.csv"));
        Assert.Equal(0.1m, LargestJump("binance_BTCUSDT_perp_1h.csv"));
        Assert.Equal(0.01m, LargestJump("okx_ETHUSDT_perp_1h.csv"));
    }

    [Fact]
    public void Turnover_over_volume_lies_within_the_bar()
    {
        AssertPriceWithin("binance_BTCUSDT_1h.csv", "quote_volume");
        AssertPriceWithin("bybit_ETHUSDT_perp_1h.csv", "turnover");
    }

    [Fact]
    public void Volume_of_okx_is_in_contracts()
    {
        // A contract is 0.01 BTC or 0.1 ETH: a tenth of Binance's coins is still many more contracts than coins.
        Assert.InRange(sample.Files["okx_BTCUSDT_perp_1h.csv"].Doubles("volume").Average() / sample.Files["binance_BTCUSDT_perp_1h.csv"].Doubles("volume").Average(), 10, 100);
        Assert.InRange(sample.Files["okx_ETHUSDT_perp_1h.csv"].Doubles("volume").Average() / sample.Files["binance_ETHUSDT_perp_1h.csv"].Doubles("volume").Average(), 1, 10);
    }

    [Theory]
    [InlineData("binance_BTCUSDT_1h.csv")]
    [InlineData("binance_BTCUSDT_perp_1h.csv")]
    [InlineData("binance_ETHUSDT_perp_1h.csv")]
    public void Each_binance_file_lacks_23_bars_on_the_same_four_days(string file)
    {
        var labels = sample.Files[file].Text("timestamp").ToHashSet();
        var missing = Hours().Where(t => !labels.Contains($"{t:yyyy-MM-ddTHH:mm:ssZ}")).GroupBy(t => $"{t:yyyy-MM-dd}").ToDictionary(g => g.Key, g => g.Count());

        Assert.Equal(new Dictionary<string, int> { ["2024-02-10"] = 23, ["2024-06-12"] = 23, ["2024-11-23"] = 23, ["2025-03-26"] = 23 }, missing);
    }

    [Theory]
    [InlineData("bybit_BTCUSDT_spot_1h.csv")]
    [InlineData("bybit_ETHUSDT_perp_1h.csv")]
    public void Bybit_files_are_complete_and_repeat_six_rows_unchanged(string file)
    {
        var lines = File.ReadAllLines(sample.Files.PathOf(file)).Skip(1).ToList();
        Assert.Equal(lines.Count - 6, lines.Distinct().Count());
        Assert.Equal(lines.Count - 6, lines.Select(l => l.Split(',')[0]).Distinct().Count());
        Assert.Equal(Hours().Count(), lines.Count - 6);
    }

    [Theory]
    [InlineData("binance_BTCUSDT_funding_rates.csv", 0)]
    [InlineData("binance_ETHUSDT_funding_rates.csv", 0)]
    [InlineData("bybit_BTCUSDT_funding_rates.csv", 0)]
    [InlineData("bybit_ETHUSDT_funding_rates.csv", 0)]
    [InlineData("okx_BTCUSDT_funding_rates_settled.csv", 0)]
    [InlineData("okx_ETHUSDT_funding_rates_settled.csv", 3)]
    public void Settlements_are_every_eight_hours_and_only_okx_lacks_three_of_eth(string file, int missing)
    {
        var expected = Enumerable.Range(0, (517 * 3) + 1).Select(n => $"{SampleStart.AddHours(8 * n):yyyy-MM-ddTHH:mm:ssZ}").ToList();
        var actual = sample.Files[file].Text("funding_timestamp");
        Assert.Equal(missing, expected.Except(actual).Count());
        Assert.Equal(expected.Count - missing, actual.Count);
    }

    [Theory]
    [MemberData(nameof(Reserves))]
    public void Indexes_rise_every_day_and_supply_earns_what_borrowers_pay_less_the_reserve(string symbol, double reserveFactor)
    {
        var table = sample.Files[$"{Rates}{symbol}_rates.csv"];
        AssertRising(table.Numbers("liquidityIndex"));
        AssertRising(table.Numbers("variableBorrowIndex"));

        var (supplied, debt) = (table.Doubles("totalAToken"), table.Doubles("totalVariableDebt"));
        var (supplyRate, borrowRate) = (table.Doubles("currentLiquidityRate"), table.Doubles("currentVariableBorrowRate"));
        for (var i = 0; i < table.Count; i++)
        {
            Assert.InRange(debt[i] / supplied[i], 0, 1);
            Assert.Equal(borrowRate[i] * (debt[i] / supplied[i]) * (1 - reserveFactor), supplyRate[i], 2e-10);
        }
    }

    [Fact]
    public void Published_rates_do_not_compound_to_the_index()
    {
        var table = sample.Files[$"{Rates}USDT_rates.csv"];
        var index = table.Doubles("variableBorrowIndex");
        var rates = table.Doubles("currentVariableBorrowRate");
        var largest = Enumerable.Range(0, index.Length - 1).Max(i => Math.Abs((((index[i + 1] / index[i]) - 1) * 365) - rates[i]));
        Assert.InRange(largest, 0.01, 0.5);
    }

    [Theory]
    [InlineData("weETH")]
    [InlineData("wstETH")]
    public void The_rate_of_a_staking_token_never_falls_and_is_its_price_in_weth(string symbol)
    {
        var price = sample.Files[$"{Rates}{symbol}_rates.csv"].Numbers("price");
        var weth = sample.Files[$"{Rates}WETH_rates.csv"].Numbers("price");
        AssertRising([.. price.Zip(weth, (p, w) => p / w)]);

        var lines = sample.Files[$"{symbol}_ETH_oracle.csv"].ByKey("timestamp", "oracle_price_eth");
        for (var day = 1; day < price.Length; day++)
            Assert.Equal((double)(price[day] / weth[day]), lines[$"{SampleStart.AddDays(day):yyyy-MM-dd HH:mm:ss}+00:00"], 1e-10);
    }

    [Fact]
    public void Oracle_rows_between_midnights_are_straight_lines()
    {
        var hourly = sample.Files["WETH_USD_oracle.csv"].ByKey("timestamp", "oracle_price_usd");
        var daily = sample.Files[$"{Rates}WETH_rates.csv"].Doubles("price");
        Assert.Equal(517 * 24, hourly.Count);
        Assert.Equal(daily[3], hourly["2024-01-04 00:00:00+00:00"], 1e-10);
        Assert.Equal((daily[3] + daily[4]) / 2, hourly["2024-01-04 12:00:00+00:00"], 1e-8);
    }

    [Fact]
    public void Comments_marks_and_line_ends_are_those_of_the_downloads()
    {
        Assert.Equal(5, sample.Files["WETH_USD_oracle.csv"].Comments.Count);
        Assert.Equal(6, sample.Files["weETH_ETH_oracle.csv"].Comments.Count);
        Assert.Contains($"# Records: {517 * 24}", sample.Files["weETH_USD_oracle.csv"].Comments);
        Assert.Equal([0xEF, 0xBB, 0xBF], File.ReadAllBytes(sample.Files.PathOf("aave_current_v3_prams_etherum_mainnet.csv"))[..3]);
        Assert.Contains("\r\n", File.ReadAllText(sample.Files.PathOf("binance_BTCUSDT_1h.csv")));
        Assert.DoesNotContain("\r", File.ReadAllText(sample.Files.PathOf("binance_BTCUSDT_funding_rates.csv")));
    }

    [Theory]
    [InlineData("binance_BTCUSDT_1h.csv", "timestamp,open,high,low,close,volume,quote_volume,trades_count,source,asset_pair")]
    [InlineData("binance_ETHUSDT_perp_1h.csv", "timestamp,open,high,low,close,volume,quote_volume,trades_count,source,symbol,data_type")]
    [InlineData("bybit_ETHUSDT_spot_1h.csv", "timestamp,open,high,low,close,volume,source,symbol,data_type,turnover")]
    [InlineData("okx_BTCUSDT_perp_1h.csv", "timestamp,open,high,low,close,volume,source,symbol,data_type")]
    [InlineData("bybit_BTCUSDT_funding_rates.csv", "funding_timestamp,funding_rate,symbol,source")]
    [InlineData("uniswapv3_WETHUSDT_1h.csv", "timestamp,date_utc,open,high,low,close,volume,pool_address,dex,fee_tier,base_token,quote_token,source")]
    [InlineData("USDT_USD_oracle.csv", "timestamp,oracle_price_usd,asset,source,quote_currency")]
    [InlineData("eigen_distributions_raw.csv", "staking_period_start,staking_period_end,eigen_earned,eth_restaked,eth_not_restaked,eigen_per_eeth_weekly")]
    [InlineData("ethena_susde_historical.csv", "Timestamp,Date,Base,Reward")]
    [InlineData("bar-chart-supply-apy-eeth.csv", "Timestamp,Date,Base,Reward")]
    public void Columns_are_those_of_the_downloads(string file, string header) => Assert.Equal(header, sample.Files[file].Header);

    [Fact]
    public void The_report_counts_what_is_there()
    {
        var contents = sample.Files.Contents();
        Assert.Equal(36, sample.Report.Files);
        Assert.Equal(contents.Count - 1, sample.Report.Files);
        Assert.Equal(contents.Where(f => f.Key != "sample.json").Sum(f => f.Value.LongLength), sample.Report.Bytes);
    }

    private static DateTime SampleStart => new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static IEnumerable<DateTime> Hours() => Enumerable.Range(0, 517 * 24).Select(h => SampleStart.AddHours(h));

    private static void AssertRising(decimal[] values)
    {
        for (var i = 1; i < values.Length; i++)
            Assert.True(values[i] > values[i - 1], $"Row {i} fell from {values[i - 1]} to {values[i]}.");
    }

    private decimal LargestJump(string file)
    {
        var bars = sample.Files[file];
        var (labels, open, close) = (bars.Text("timestamp"), bars.Numbers("open"), bars.Numbers("close"));
        return Enumerable.Range(1, bars.Count - 1)
            .Where(i => DateTimeOffset.Parse(labels[i]) - DateTimeOffset.Parse(labels[i - 1]) == TimeSpan.FromHours(1))
            .Max(i => Math.Abs(open[i] - close[i - 1]));
    }

    private void AssertPriceWithin(string file, string turnover)
    {
        var bars = sample.Files[file];
        var (volume, quote, high, low) = (bars.Numbers("volume"), bars.Numbers(turnover), bars.Numbers("high"), bars.Numbers("low"));
        for (var i = 0; i < bars.Count; i++)
            Assert.InRange(quote[i] / volume[i], low[i], high[i]);
    }
}

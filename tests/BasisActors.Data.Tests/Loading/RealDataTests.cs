using System.Globalization;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Market;
using BasisActors.Tests;
using Xunit.Abstractions;
using static BasisActors.Data.Tests.Loading.DataFolder;

namespace BasisActors.Data.Tests.Loading;

/// <summary>What the real data set is known to hold. Figures were counted in the files by other means.</summary>
public sealed class RealDataTests(ITestOutputHelper output)
{
    private static readonly SeriesKey OkxRate = new(SeriesKind.Funding, "okx", "BTCUSDT");

    private readonly string? _root = RealData.Find(output);

    [Fact]
    public void Prices_of_the_first_and_the_last_hour_of_the_common_year()
    {
        if (Load("2024-06-01 00", "2025-05-31 16", Rules, BinanceBtc) is not { } market)
            return;

        Assert.Equal(new Observation(67540.01m, 0), market.Read(BinanceBtc, "2024-06-01 00"));
        Assert.Equal(new Observation(104556.08m, 0), market.Read(BinanceBtc, "2025-05-31 16"));
        Assert.Equal(At("2024-05-22 00"), market.Table.Start);
    }

    [Fact]
    public void The_open_rule_takes_the_open_of_the_same_hour()
    {
        if (Load("2024-06-01 00", "2024-06-01 01", Rules with { PriceRule = PriceRule.Open }, BinanceBtc, BybitBtc) is not { } market)
            return;

        Assert.Equal(67540.01m, market.Read(BinanceBtc, "2024-06-01 00").Value);
        Assert.Equal(67541.3m, market.Read(BybitBtc, "2024-06-01 00").Value);
    }

    [Theory]
    [InlineData(SeriesKind.Spot, "BTCUSDT")]
    [InlineData(SeriesKind.Perp, "BTCUSDT")]
    [InlineData(SeriesKind.Perp, "ETHUSDT")]
    public void Each_binance_file_has_the_same_twelve_holes_of_23_bars(SeriesKind kind, string pair)
    {
        var key = new SeriesKey(kind, "binance", pair);
        if (Load("2024-01-01 01", "2025-06-01 00", Rules, key) is not { } market)
            return;

        Assert.Equal(12, market.Report.Gaps.Length);
        Assert.All(market.Report.Gaps, gap => Assert.Equal(23, gap.Missing));
        Assert.Equal(12 * 23, market.Report.FilledBars);

        // The labels 2024-02-10 01 to 23 h are missing: bars known from 02 to 24 h.
        Assert.Equal(new DataGap(key, At("2024-02-10 02"), At("2024-02-11 00"), 23), market.Report.Gaps[0]);
        Assert.Equal(12_408 - 276, market.Table.Columns[0].AgeSeconds.Count(age => age == 0));
    }

    [Fact]
    public void Substituted_by_bybit_no_binance_bar_is_old()
    {
        if (Load("2024-01-01 01", "2025-06-01 00", Rules with { GapRule = GapRule.Substitute }, BinanceBtc, BybitBtc) is not { } market)
            return;

        Assert.All(market.Table.Columns[0].AgeSeconds, age => Assert.Equal(0, age));
        Assert.Equal(12 * 23, market.Report.FilledBars);
        Assert.Equal(market.Read(BybitBtc, "2024-02-10 12"), market.Read(BinanceBtc, "2024-02-10 12"));
    }

    [Theory]
    [InlineData(SeriesKind.Spot, "BTCUSDT")]
    [InlineData(SeriesKind.Spot, "ETHUSDT")]
    [InlineData(SeriesKind.Perp, "BTCUSDT")]
    [InlineData(SeriesKind.Perp, "ETHUSDT")]
    public void Each_bybit_file_repeats_twelve_rows_and_is_complete(SeriesKind kind, string pair)
    {
        var key = new SeriesKey(kind, "bybit", pair);
        if (Load("2024-01-01 01", "2025-06-01 00", Rules, key) is not { } market)
            return;

        Assert.Contains(market.Report.Notes, n => n.Contains("repeats 12 rows", StringComparison.Ordinal));
        Assert.Empty(market.Report.Gaps);
        Assert.Equal(12_408, market.Table.Columns[0].AgeSeconds.Count(age => age == 0));
    }

    [Fact]
    public void The_two_long_holes_of_okx_are_reported()
    {
        var key = new SeriesKey(SeriesKind.Perp, "okx", "ETHUSDT");
        if (Load("2024-08-01 01", "2025-05-31 23", Rules, key) is not { } market)
            return;

        Assert.Equal<DataGap>(
            [
                new DataGap(key, At("2024-08-31 17"), At("2024-09-30 16"), 720),
                new DataGap(key, At("2025-03-31 17"), At("2025-04-30 16"), 720),
            ],
            market.Report.Gaps);
    }

    [Theory]
    [InlineData("binance", "BTCUSDT")]
    [InlineData("binance", "ETHUSDT")]
    [InlineData("bybit", "BTCUSDT")]
    [InlineData("bybit", "ETHUSDT")]
    public void Funding_has_1551_settlements_and_lacks_none(string venue, string pair)
    {
        var key = new SeriesKey(SeriesKind.Funding, venue, pair);
        if (Load("2024-01-01 00", "2025-05-31 23", Rules, key) is not { } market)
            return;

        Assert.Equal(1551, market.Table.Columns[0].AgeSeconds.Count(age => age == 0));
        Assert.Empty(market.Report.Gaps);
    }

    [Fact]
    public void Okx_lacks_123_settlements_which_are_refused_or_replaced_and_counted()
    {
        if (_root is null)
            return;

        var error = Refusal(Request("2024-04-30 16", "2025-05-31 23", Rules, OkxRate));
        Assert.Equal(("DPR-002", "DATA-011"), (error.Code, error.SubCode));
        Assert.Contains("lacks 123 settlements inside the period: 2024-07-31 16:00", error.Message, StringComparison.Ordinal);

        var zero = CsvMarketData.Load(Request("2024-04-30 16", "2025-05-31 23", Rules with { MissingFunding = MissingFunding.Zero }, OkxRate));
        Assert.Equal(123, zero.Report.MissingFunding);
        Assert.Equal(11, zero.Report.Gaps.Length);
        Assert.Equal(new Observation(0, 0), zero.Read(OkxRate, "2024-07-31 16"));

        var rules = Rules with { MissingFunding = MissingFunding.OtherVenue, FundingSubstitute = "binance" };
        var other = CsvMarketData.Load(Request("2024-04-30 16", "2025-05-31 23", rules, OkxRate, BinanceRate));
        Assert.Equal(123, other.Report.MissingFunding);
        Assert.Equal(other.Read(BinanceRate, "2024-07-31 16"), other.Read(OkxRate, "2024-07-31 16"));
    }

    [Fact]
    public void Okx_settled_the_rate_of_its_published_example_with_an_exponent()
    {
        if (Load("2025-04-02 00", "2025-04-02 16", Rules, OkxRate) is not { } market)
            return;

        Assert.Equal(new Observation(0.0000145824401745m, 0), market.Read(OkxRate, "2025-04-02 08"));
    }

    [Fact]
    public void The_supply_index_of_usdt_grows_by_five_percent_in_the_common_year()
    {
        var key = new SeriesKey(SeriesKind.LiquidityIndex, "aave_v3", "USDT");
        if (Load("2024-06-01 00", "2025-05-31 00", Rules, key) is not { } market)
            return;

        var growth = market.Read(key, "2025-05-31 00").Value / market.Read(key, "2024-06-01 00").Value;
        Assert.StartsWith("1.050918598", growth.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void The_oracle_rate_of_weETH_is_the_quotient_of_two_prices()
    {
        var key = new SeriesKey(SeriesKind.LstRate, "aave_v3", "weETH");
        if (Load("2024-06-01 00", "2025-05-31 00", Rules, key) is not { } market)
            return;

        Assert.Equal(new Observation(2698.12573753m / 2524.59374722m, 0), market.Read(key, "2025-05-31 00"));
    }

    [Fact]
    public void Every_series_of_the_catalogue_loads_for_the_common_year()
    {
        if (_root is null)
            return;

        var market = CsvMarketData.Load(Request("2024-10-06 00", "2025-05-31 16", Rules with { MissingFunding = MissingFunding.Zero }) with { Optional = [.. Catalogue.FileCatalogue.Series] });

        Assert.Equal(new SeriesKey(SeriesKind.Perp, "okx", "BTCUSDT"), Assert.Single(market.Report.Absent));
        Assert.All(market.Table.Columns, column => Assert.True(column.AgeSeconds[^1] >= 0, $"{column.Key} is unknown at the end."));
    }

    [Fact]
    public void The_consolidated_dump_of_okx_contradicts_itself_and_is_refused()
    {
        if (_root is null)
            return;

        // Read as funding: the predictions of one time differ between the dumps of two days.
        using var folder = new DataFolder();
        var dump = File.ReadAllLines(Path.Combine(_root, "derived/okx_funding/okx_BTC-USDT-SWAP_daily_dump_rows_consolidated.csv"));
        dump[0] = dump[0].Replace("funding_time", "funding_timestamp", StringComparison.Ordinal);
        folder.Write("derived/okx_funding/okx_BTCUSDT_funding_rates_settled.csv", dump);

        var error = folder.Refusal("2024-06-01 00", "2025-05-01 00", OkxRate);

        Assert.Equal(("DPR-002", "DATA-008"), (error.Code, error.SubCode));
        Assert.Contains("2025-03-29", error.Message, StringComparison.Ordinal);
        Assert.Matches(@"settled\.csv:\d+$", error.Where);
    }

    private MarketDataRequest Request(string from, string to, DataRules rules, params SeriesKey[] required) =>
        new(_root!, At(from), At(to), [.. required], [], rules);

    private LoadedMarket? Load(string from, string to, DataRules rules, params SeriesKey[] required) =>
        _root is null ? null : CsvMarketData.Load(Request(from, to, rules, required));
}

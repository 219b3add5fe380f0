using BasisActors.Domain.Market;
using static BasisActors.Data.Tests.Loading.DataFolder;

namespace BasisActors.Data.Tests.Loading;

public sealed class CoverageTests : IDisposable
{
    private readonly DataFolder _data = new();

    [Fact]
    public void A_missing_directory_is_named()
    {
        var request = _data.Request("2024-03-01 00", "2024-03-01 02", BinanceBtc) with { Source = Path.Combine(_data.Root, "nowhere") };

        var error = Refusal(request);

        Assert.Equal(("DPR-001", "DATA-001"), (error.Code, error.SubCode));
        Assert.Contains("nowhere", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_required_series_without_a_file_is_refused_and_the_file_is_named()
    {
        var error = _data.Refusal("2024-03-01 00", "2024-03-01 02", BinanceBtc);

        Assert.Equal(("DPR-001", "DATA-001"), (error.Code, error.SubCode));
        Assert.Contains("binance_BTCUSDT_1h_*.csv", error.Message, StringComparison.Ordinal);
        Assert.Contains("binance_BTCUSDT_1h_*.csv", error.Where, StringComparison.Ordinal);
    }

    [Fact]
    public void A_series_that_no_file_is_known_for_is_refused()
    {
        var error = _data.Refusal("2024-03-01 00", "2024-03-01 02", new SeriesKey(SeriesKind.Spot, "binance", "ETHUSDT"));

        Assert.Equal(("DPR-001", "DATA-001"), (error.Code, error.SubCode));
        Assert.Contains("Spot/binance/ETHUSDT", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_files_for_one_series_are_refused()
    {
        _data.Bars(BinanceSpot, At("2024-03-01 00"), 100, 101);
        _data.Bars(BinanceSpot.Replace("2024-12-31", "2025-12-31", StringComparison.Ordinal), At("2024-03-01 00"), 100, 101);

        var error = _data.Refusal("2024-03-01 01", "2024-03-01 02", BinanceBtc);

        Assert.Equal(("DPR-001", "DATA-008"), (error.Code, error.SubCode));
        Assert.Contains("2025-12-31", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2024-03-01 00", "2024-03-01 03")]
    [InlineData("2024-03-01 01", "2024-03-01 05")]
    public void A_run_outside_the_coverage_of_a_required_series_is_refused(string from, string to)
    {
        _data.Bars(BinanceSpot, At("2024-03-01 00"), 100, 101, 102);

        var error = _data.Refusal(from, to, BinanceBtc);

        Assert.Equal(("DPR-001", "DATA-014"), (error.Code, error.SubCode));
        Assert.Contains("covers 2024-03-01 01:00 to 2024-03-01 03:00", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_series_may_end_one_interval_before_the_run()
    {
        _data.Bars(BinanceSpot, At("2024-03-01 00"), 100, 101, 102);

        var market = _data.Load("2024-03-01 01", "2024-03-01 04", BinanceBtc);

        Assert.Equal(new Observation(102, 3600), market.Read(BinanceBtc, "2024-03-01 04"));
        Assert.Equal(1, market.Report.FilledBars);
    }

    [Fact]
    public void An_optional_series_without_a_file_is_listed()
    {
        _data.Bars(BinanceSpot, At("2024-03-01 00"), 100, 101);

        var market = Optional("2024-03-01 01", "2024-03-01 02", BybitBtc);

        Assert.Equal(BybitBtc, Assert.Single(market.Report.Absent));
        Assert.Equal(-1, market.Table.Find(BybitBtc));
    }

    [Fact]
    public void An_optional_price_that_begins_late_is_unknown_until_then()
    {
        _data.Bars(BinanceSpot, At("2024-03-01 00"), 100, 101, 102);
        _data.Bars(BybitSpot, At("2024-03-01 01"), 201, 202);

        var market = Optional("2024-03-01 01", "2024-03-01 03", BybitBtc);

        Assert.False(market.Read(BybitBtc, "2024-03-01 01").IsKnown);
        Assert.Equal(new Observation(201, 0), market.Read(BybitBtc, "2024-03-01 02"));
        Assert.Empty(market.Report.Absent);
        Assert.Contains(market.Report.Notes, n => n.Contains("covers only", StringComparison.Ordinal));
    }

    [Fact]
    public void Optional_funding_that_does_not_cover_the_run_is_left_out_since_its_missing_settlements_would_pass_for_zero()
    {
        _data.Bars(BinanceSpot, At("2024-03-01 00"), Enumerable.Repeat((decimal?)100, 24));
        _data.Settlements(BybitFunding, At("2024-03-01 08"), 0.0001m, 0.0001m, 0.0001m);

        var market = Optional("2024-03-01 01", "2024-03-02 00", BybitRate);

        Assert.Equal(BybitRate, Assert.Single(market.Report.Absent));
        Assert.Equal(-1, market.Table.Find(BybitRate));
    }

    [Fact]
    public void A_series_asked_for_twice_is_there_once()
    {
        _data.Bars(BinanceSpot, At("2024-03-01 00"), 100, 101);

        var market = Optional("2024-03-01 01", "2024-03-01 02", BinanceBtc, BinanceBtc);

        Assert.Single(market.Table.Columns);
    }

    [Fact]
    public void Whether_a_data_set_has_a_series_is_told_without_reading_it()
    {
        _data.Write(BinanceSpot, "not even a header");

        Assert.True(CsvMarketData.Has(_data.Root, BinanceBtc));
        Assert.False(CsvMarketData.Has(_data.Root, BybitBtc));
        Assert.False(CsvMarketData.Has(_data.Root, new SeriesKey(SeriesKind.Spot, "binance", "ETHUSDT")));
    }

    [Theory]
    [InlineData("2024-03-01 02:30", "2024-03-01 04", "from")]
    [InlineData("2024-03-01 02", "2024-03-01 04:30", "to")]
    [InlineData("2024-03-01 04", "2024-03-01 02", "to")]
    public void A_period_that_is_none_is_refused(string from, string to, string argument)
    {
        var error = _data.Refusal(from, to, BinanceBtc);

        Assert.Equal(("BTS-002", argument), (error.Code, error.Where));
    }

    public void Dispose() => _data.Dispose();

    private LoadedMarket Optional(string from, string to, params SeriesKey[] optional) =>
        CsvMarketData.Load(_data.Request(from, to, BinanceBtc) with { Optional = [.. optional] });
}

using BasisActors.Domain.Configuration;
using BasisActors.Domain.Market;
using static BasisActors.Data.Tests.Loading.DataFolder;

namespace BasisActors.Data.Tests.Loading;

public sealed class HoleTests : IDisposable
{
    private readonly DataFolder _data = new();

    [Fact]
    public void A_hole_is_carried_with_rising_age_counted_and_reported()
    {
        _data.Bars(BinanceSpot, At("2024-03-01 00"), 100, null, null, 103);

        var market = _data.Load("2024-03-01 01", "2024-03-01 04", BinanceBtc);

        Assert.Equal(new Observation(100, 0), market.Read(BinanceBtc, "2024-03-01 01"));
        Assert.Equal(new Observation(100, 3600), market.Read(BinanceBtc, "2024-03-01 02"));
        Assert.Equal(new Observation(100, 7200), market.Read(BinanceBtc, "2024-03-01 03"));
        Assert.Equal(new Observation(103, 0), market.Read(BinanceBtc, "2024-03-01 04"));
        Assert.True(market.Table.At(At("2024-03-01 02")).IsOverdue(0));
        Assert.Equal(2, market.Report.FilledBars);
        Assert.Equal(new DataGap(BinanceBtc, At("2024-03-01 02"), At("2024-03-01 03"), 2), Assert.Single(market.Report.Gaps));
    }

    [Fact]
    public void Holes_before_the_run_are_not_counted()
    {
        _data.Bars(BinanceSpot, At("2024-03-01 00"), 100, null, null, 103, 104);

        var market = _data.Load("2024-03-01 04", "2024-03-01 05", BinanceBtc);

        Assert.Equal(0, market.Report.FilledBars);
        Assert.Empty(market.Report.Gaps);
    }

    [Fact]
    public void A_hole_across_the_start_is_counted_from_the_start()
    {
        _data.Bars(BinanceSpot, At("2024-03-01 00"), 100, null, null, 103);

        var market = _data.Load("2024-03-01 03", "2024-03-01 04", BinanceBtc);

        Assert.Equal(1, market.Report.FilledBars);
        Assert.Equal(new DataGap(BinanceBtc, At("2024-03-01 03"), At("2024-03-01 03"), 1), Assert.Single(market.Report.Gaps));
        Assert.Equal(new Observation(100, 7200), market.Read(BinanceBtc, "2024-03-01 03"));
    }

    [Fact]
    public void A_missing_bar_is_substituted_by_the_same_bar_of_another_venue()
    {
        _data.Bars(BinanceSpot, At("2024-03-01 00"), 100, null, null, 103);
        _data.Bars(BybitSpot, At("2024-03-01 00"), 200, 201, 202, 203);

        var market = CsvMarketData.Load(Substituting("2024-03-01 01", "2024-03-01 04", BinanceBtc));

        Assert.Equal(new Observation(201, 0), market.Read(BinanceBtc, "2024-03-01 02"));
        Assert.Equal(new Observation(202, 0), market.Read(BinanceBtc, "2024-03-01 03"));
        Assert.Equal(new Observation(103, 0), market.Read(BinanceBtc, "2024-03-01 04"));
        Assert.Equal(2, market.Report.FilledBars);
        Assert.Equal(2, Assert.Single(market.Report.Gaps).Missing);
        Assert.Equal(-1, market.Table.Find(BybitBtc));
        Assert.Contains(market.Report.Notes, n => n.Contains("2 from bybit", StringComparison.Ordinal));
    }

    [Fact]
    public void A_bar_that_the_other_venue_lacks_too_is_carried()
    {
        _data.Bars(BinanceSpot, At("2024-03-01 00"), 100, null, null, null, 104);
        _data.Bars(BybitSpot, At("2024-03-01 00"), 200, 201, null, null, 204);

        var market = CsvMarketData.Load(Substituting("2024-03-01 01", "2024-03-01 05", BinanceBtc));

        Assert.Equal(new Observation(201, 0), market.Read(BinanceBtc, "2024-03-01 02"));
        Assert.Equal(new Observation(201, 3600), market.Read(BinanceBtc, "2024-03-01 03"));
        Assert.Equal(new Observation(201, 7200), market.Read(BinanceBtc, "2024-03-01 04"));
        Assert.Equal(3, market.Report.FilledBars);
        Assert.Contains(market.Report.Notes, n => n.Contains("1 from bybit, 2 carried", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_file_of_the_other_venue_a_hole_is_carried()
    {
        _data.Bars(BinanceSpot, At("2024-03-01 00"), 100, null, 102);

        var market = CsvMarketData.Load(Substituting("2024-03-01 01", "2024-03-01 03", BinanceBtc));

        Assert.Equal(new Observation(100, 3600), market.Read(BinanceBtc, "2024-03-01 02"));
    }

    [Theory]
    [InlineData("bybit", 100)]
    [InlineData("okx", 100)]
    public void Binance_stands_in_for_the_others(string venue, decimal expected)
    {
        var key = new SeriesKey(SeriesKind.Perp, venue, "ETHUSDT");
        _data.Bars(Perpetual("binance"), At("2024-03-01 00"), 99, 100, 101);
        _data.Bars(Perpetual(venue), At("2024-03-01 00"), 50, null, 52);

        var market = CsvMarketData.Load(Substituting("2024-03-01 01", "2024-03-01 03", key));

        Assert.Equal(new Observation(expected, 0), market.Read(key, "2024-03-01 02"));
    }

    [Fact]
    public void For_okx_bybit_stands_in_where_binance_has_the_same_hole()
    {
        var key = new SeriesKey(SeriesKind.Perp, "okx", "ETHUSDT");
        _data.Bars(Perpetual("binance"), At("2024-03-01 00"), 99, null, 101);
        _data.Bars(Perpetual("bybit"), At("2024-03-01 00"), 70, 71, 72);
        _data.Bars(Perpetual("okx"), At("2024-03-01 00"), 50, null, 52);

        var market = CsvMarketData.Load(Substituting("2024-03-01 01", "2024-03-01 03", key));

        Assert.Equal(new Observation(71, 0), market.Read(key, "2024-03-01 02"));
    }

    [Fact]
    public void A_missing_midnight_snapshot_is_a_gap_and_the_last_one_is_held()
    {
        var key = new SeriesKey(SeriesKind.BorrowIndex, "aave_v3", "WETH");
        _data.Write(Reserve("WETH"), ReserveHeader, Snapshot(At("2024-03-01 00"), 1.01m, 3000m), Snapshot(At("2024-03-03 00"), 1.03m, 3000m));

        var market = _data.Load("2024-03-01 00", "2024-03-03 00", key);

        Assert.Equal(new Observation(2.01m, 47 * 3600), market.Read(key, "2024-03-02 23"));
        Assert.Equal(new DataGap(key, At("2024-03-02 00"), At("2024-03-02 00"), 1), Assert.Single(market.Report.Gaps));
        Assert.Equal(0, market.Report.FilledBars);
    }

    [Fact]
    public void Repeated_rows_with_equal_values_are_counted_and_one_is_kept()
    {
        _data.Write(BybitSpot, CandleHeader, Bar(At("2024-03-01 00"), 100), Bar(At("2024-03-01 00"), 100), Bar(At("2024-03-01 01"), 101));

        var market = _data.Load("2024-03-01 01", "2024-03-01 02", BybitBtc);

        Assert.Equal(new Observation(100, 0), market.Read(BybitBtc, "2024-03-01 01"));
        Assert.Contains(market.Report.Notes, n => n.Contains("repeats 1 rows", StringComparison.Ordinal));
    }

    public void Dispose() => _data.Dispose();

    private static string Perpetual(string venue) => $"market_data/derivatives/futures_ohlcv/{venue}_ETHUSDT_perp_1h_2024-01-01_2024-12-31.csv";

    private MarketDataRequest Substituting(string from, string to, SeriesKey key) =>
        _data.Request(from, to, key) with { Rules = Rules with { GapRule = GapRule.Substitute } };
}

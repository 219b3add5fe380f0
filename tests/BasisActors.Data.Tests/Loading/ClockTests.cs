using BasisActors.Domain.Configuration;
using BasisActors.Domain.Market;
using static BasisActors.Data.Tests.Loading.DataFolder;

namespace BasisActors.Data.Tests.Loading;

/// <summary>When a value is known, and how old it is (S-061, S-063).</summary>
public sealed class ClockTests : IDisposable
{
    private readonly DataFolder _data = new();

    [Fact]
    public void The_close_of_a_bar_is_known_when_the_bar_ends()
    {
        _data.Write(BinanceSpot, CandleHeader, "2024-03-01T00:00:00Z,100,120,90,110,1", "2024-03-01T01:00:00Z,110,130,100,125,1");

        var market = _data.Load("2024-03-01 01", "2024-03-01 02", BinanceBtc);

        Assert.Equal(new Observation(110, 0), market.Read(BinanceBtc, "2024-03-01 01"));
        Assert.Equal(new Observation(125, 0), market.Read(BinanceBtc, "2024-03-01 02"));
    }

    [Fact]
    public void Under_the_open_rule_the_open_of_a_bar_is_known_when_the_bar_begins()
    {
        _data.Write(BinanceSpot, CandleHeader, "2024-03-01T00:00:00Z,100,120,90,110,1", "2024-03-01T01:00:00Z,111,130,100,125,1");

        var market = CsvMarketData.Load(_data.Request("2024-03-01 00", "2024-03-01 01", BinanceBtc) with { Rules = Rules with { PriceRule = PriceRule.Open } });

        Assert.Equal(new Observation(100, 0), market.Read(BinanceBtc, "2024-03-01 00"));
        Assert.Equal(new Observation(111, 0), market.Read(BinanceBtc, "2024-03-01 01"));
    }

    [Fact]
    public void Rows_begin_ten_days_before_the_run_where_there_is_data()
    {
        _data.Bars(BinanceSpot, At("2024-03-01 00"), Enumerable.Range(1, 24 * 20).Select(i => (decimal?)i));

        var market = _data.Load("2024-03-15 00", "2024-03-15 05", BinanceBtc);

        Assert.Equal(At("2024-03-05 00"), market.Table.Start);
        Assert.Equal(At("2024-03-15 05"), market.Table.End);
        Assert.Equal(new Observation(24 * 4, 0), market.Read(BinanceBtc, "2024-03-05 00"));
    }

    [Fact]
    public void Rows_begin_with_the_data_when_it_begins_later()
    {
        _data.Bars(BinanceSpot, At("2024-03-01 00"), 1, 2, 3);

        var market = _data.Load("2024-03-01 02", "2024-03-01 03", BinanceBtc);

        Assert.Equal(At("2024-03-01 01"), market.Table.Start);
    }

    [Fact]
    public void A_daily_snapshot_is_held_with_rising_age_until_the_next()
    {
        var key = new SeriesKey(SeriesKind.LiquidityIndex, "aave_v3", "USDT");
        _data.Write(Reserve("USDT"), ReserveHeader, Snapshot(At("2024-03-01 00"), 1.01m, 1m), Snapshot(At("2024-03-02 00"), 1.02m, 1m));

        var market = _data.Load("2024-03-01 00", "2024-03-02 01", key);

        Assert.Equal(new Observation(1.01m, 0), market.Read(key, "2024-03-01 00"));
        Assert.Equal(new Observation(1.01m, 23 * 3600), market.Read(key, "2024-03-01 23"));
        Assert.Equal(new Observation(1.02m, 0), market.Read(key, "2024-03-02 00"));
        Assert.False(market.Table.At(At("2024-03-01 23")).IsOverdue(0));
        Assert.Equal(86400, market.Table.IntervalSeconds(0));
    }

    [Fact]
    public void Funding_is_new_at_settlements_only_and_the_last_ones_are_known_at_the_start()
    {
        _data.Settlements(BinanceFunding, At("2024-03-01 00"), 0.0001m, 0.0002m, 0.0003m, 0.0004m);

        var market = _data.Load("2024-03-02 00", "2024-03-02 07", BinanceRate);

        Assert.Equal(new Observation(0.0004m, 0), market.Read(BinanceRate, "2024-03-02 00"));
        Assert.Equal(new Observation(0.0004m, 3600), market.Read(BinanceRate, "2024-03-02 01"));
        Assert.Equal(0.0009m, market.Table.At(At("2024-03-02 00")).SumOfLast(0, 3, out var found));
        Assert.Equal(3, found);
        Assert.Equal(28800, market.Table.IntervalSeconds(0));
    }

    [Fact]
    public void Settlements_at_other_hours_than_every_eighth_are_taken_too()
    {
        _data.Write(
            BinanceFunding,
            FundingHeader,
            Settlement(At("2024-03-01 00"), 0.0001m),
            Settlement(At("2024-03-01 04"), -0.0002m),
            Settlement(At("2024-03-01 08"), 0.0003m));

        var market = _data.Load("2024-03-01 00", "2024-03-01 08", BinanceRate);

        Assert.Equal(new Observation(-0.0002m, 0), market.Read(BinanceRate, "2024-03-01 04"));
    }

    [Fact]
    public void Gas_is_the_base_fee_and_a_capped_tip_of_the_last_label()
    {
        _data.Write(Gas, GasHeader, "2024-03-01T00:00:00Z,10,0.5", "2024-03-01T01:00:00Z,11,815");

        var market = _data.Load("2024-03-01 00", "2024-03-01 01", GasPrice);

        Assert.Equal(new Observation(10.5m, 0), market.Read(GasPrice, "2024-03-01 00"));
        Assert.Equal(new Observation(14m, 0), market.Read(GasPrice, "2024-03-01 01"));
    }

    [Fact]
    public void One_reserve_file_gives_all_its_series_and_the_rate_of_a_staking_token_is_a_quotient_of_two()
    {
        _data.Write(Reserve("WETH"), ReserveHeader, Snapshot(At("2024-03-01 00"), 1.01m, 3000m));
        _data.Write(Reserve("weETH"), ReserveHeader, Snapshot(At("2024-03-01 00"), 1.0001m, 3120m));
        SeriesKey[] keys =
        [
            new(SeriesKind.LiquidityIndex, "aave_v3", "WETH"), new(SeriesKind.BorrowIndex, "aave_v3", "WETH"),
            new(SeriesKind.SupplyRate, "aave_v3", "WETH"), new(SeriesKind.BorrowRate, "aave_v3", "WETH"),
            new(SeriesKind.OraclePrice, "aave_v3", "WETH"), new(SeriesKind.LstRate, "aave_v3", "weETH"),
        ];

        var market = _data.Load("2024-03-01 00", "2024-03-01 06", keys);

        Assert.Equal([1.01m, 2.01m, 0.01m, 0.02m, 3000m, 1.04m], keys.Select(k => market.Read(k, "2024-03-01 06").Value));
    }

    [Fact]
    public void The_market_rate_of_a_staking_token_is_known_when_the_last_bar_in_its_median_ends()
    {
        var key = new SeriesKey(SeriesKind.LstMarket, "curve", "weETH");
        _data.Write(Peg("weETH"), "timestamp,protocol_rate,market_rate", "2024-03-01 00:00:00+00:00,1.04,1.039", "2024-03-01 01:00:00+00:00,1.04,1.038");

        var market = _data.Load("2024-03-01 01", "2024-03-01 02", key);

        Assert.Equal(new Observation(1.039m, 0), market.Read(key, "2024-03-01 01"));
        Assert.Equal(new Observation(1.038m, 0), market.Read(key, "2024-03-01 02"));
    }

    [Fact]
    public void A_market_rate_far_from_the_oracle_is_no_market_rate()
    {
        // D-07: a placeholder series that starts at 1.0000 while the token is worth 1.06.
        _data.Write(Reserve("WETH"), ReserveHeader, Snapshot(At("2024-03-01 00"), 1.01m, 3000m));
        _data.Write(Reserve("weETH"), ReserveHeader, Snapshot(At("2024-03-01 00"), 1.0001m, 3180m));
        _data.Write(Peg("weETH"), "timestamp,market_rate", "2024-03-01 00:00:00+00:00,1.0000");

        var error = _data.Refusal("2024-03-01 01", "2024-03-01 02", new(SeriesKind.LstMarket, "curve", "weETH"), new(SeriesKind.LstRate, "aave_v3", "weETH"));

        Assert.Equal(("DPR-002", "DATA-012"), (error.Code, error.SubCode));
        Assert.Contains("1.0000", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _data.Dispose();
}

using BasisActors.Domain.Configuration;
using BasisActors.Domain.Market;
using static BasisActors.Data.Tests.Loading.DataFolder;

namespace BasisActors.Data.Tests.Loading;

/// <summary>Missing settlements. A rate is never carried forward.</summary>
public sealed class SettlementTests : IDisposable
{
    private readonly DataFolder _data = new();

    [Fact]
    public void A_missing_settlement_is_refused_by_default()
    {
        _data.Settlements(BinanceFunding, At("2024-03-01 00"), 0.0001m, null, null, 0.0004m);

        var error = _data.Refusal("2024-03-01 00", "2024-03-02 00", BinanceRate);

        Assert.Equal(("DPR-002", "DATA-011"), (error.Code, error.SubCode));
        Assert.Contains("lacks 2 settlements", error.Message, StringComparison.Ordinal);
        Assert.Contains("2024-03-01 08:00, 2024-03-01 16:00", error.Message, StringComparison.Ordinal);
        Assert.Contains("fail, zero and venue:NAME", error.Message, StringComparison.Ordinal);
        Assert.Contains("data.missing_funding", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_missing_settlements_the_first_few_are_named()
    {
        _data.Settlements(BinanceFunding, At("2024-03-01 00"), [0.0001m, .. Enumerable.Repeat((decimal?)null, 9), 0.0004m]);

        var error = _data.Refusal("2024-03-01 00", "2024-03-04 08", BinanceRate);

        Assert.Contains("lacks 9 settlements", error.Message, StringComparison.Ordinal);
        Assert.Contains("2024-03-02 16:00 and 4 more", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_settlement_may_count_as_zero()
    {
        _data.Settlements(BinanceFunding, At("2024-03-01 00"), 0.0001m, null, 0.0003m);

        var market = CsvMarketData.Load(With(MissingFunding.Zero));

        Assert.Equal(new Observation(0m, 0), market.Read(BinanceRate, "2024-03-01 08"));
        Assert.Equal(new Observation(0m, 3600), market.Read(BinanceRate, "2024-03-01 09"));
        Assert.Equal(1, market.Report.MissingFunding);
        Assert.Equal(new DataGap(BinanceRate, At("2024-03-01 08"), At("2024-03-01 08"), 1), Assert.Single(market.Report.Gaps));
    }

    [Fact]
    public void A_missing_settlement_may_take_the_rate_of_another_venue()
    {
        _data.Settlements(BinanceFunding, At("2024-03-01 00"), 0.0001m, null, 0.0003m);
        _data.Settlements(BybitFunding, At("2024-03-01 00"), 0.0005m, -0.0006m, 0.0007m);

        var market = CsvMarketData.Load(With(MissingFunding.OtherVenue, "bybit"));

        Assert.Equal(new Observation(-0.0006m, 0), market.Read(BinanceRate, "2024-03-01 08"));
        Assert.Equal(1, market.Report.MissingFunding);
        Assert.Contains(market.Report.Notes, n => n.Contains("1 from bybit", StringComparison.Ordinal));
    }

    [Fact]
    public void A_settlement_that_the_other_venue_lacks_too_is_refused()
    {
        _data.Settlements(BinanceFunding, At("2024-03-01 00"), 0.0001m, null, 0.0003m);
        _data.Settlements(BybitFunding, At("2024-03-01 00"), 0.0005m, null, 0.0007m);

        var error = Refusal(With(MissingFunding.OtherVenue, "bybit"));

        Assert.Equal("DATA-011", error.SubCode);
        Assert.Contains("missing too", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_venue_without_a_file_is_refused()
    {
        _data.Settlements(BinanceFunding, At("2024-03-01 00"), 0.0001m, null, 0.0003m);

        Assert.Equal("DATA-011", Refusal(With(MissingFunding.OtherVenue, "okx")).SubCode);
    }

    [Fact]
    public void Settlements_missing_before_the_run_or_at_its_start_are_absent_and_nothing_more()
    {
        _data.Settlements(BinanceFunding, At("2024-03-01 00"), 0.0001m, null, null, 0.0004m);

        var market = _data.Load("2024-03-01 16", "2024-03-02 00", BinanceRate);

        Assert.Equal(new Observation(0.0001m, 16 * 3600), market.Read(BinanceRate, "2024-03-01 16"));
        Assert.Equal(new Observation(0.0004m, 0), market.Read(BinanceRate, "2024-03-02 00"));
        Assert.Equal(0, market.Report.MissingFunding);
        Assert.Empty(market.Report.Gaps);
    }

    [Fact]
    public void The_last_settlements_before_the_run_are_the_ones_there_are()
    {
        _data.Settlements(BinanceFunding, At("2024-03-01 00"), 0.0001m, null, 0.0003m, 0.0005m);

        var market = _data.Load("2024-03-02 00", "2024-03-02 00", BinanceRate);

        Assert.Equal(0.0009m, market.Table.At(At("2024-03-02 00")).SumOfLast(0, 3, out var found));
        Assert.Equal(3, found);
    }

    public void Dispose() => _data.Dispose();

    private MarketDataRequest With(MissingFunding rule, string? venue = null) =>
        _data.Request("2024-03-01 00", "2024-03-01 16", BinanceRate) with { Rules = Rules with { MissingFunding = rule, FundingSubstitute = venue } };
}

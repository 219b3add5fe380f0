using BasisActors.Domain.Strategies;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Strategies;

/// <summary>The rate that entry and exit are judged by (C-08, C-09).</summary>
public class FundingSignalTests
{
    [Fact]
    public void It_is_the_mean_of_the_last_settlements() // (0.0001 + 0.0002 + 0.0006) / 3
    {
        var market = Markets.Basis(rows: 25).Observe(Keys.Funding("binance"), Markets.EightHours, (0, 0.0009m), (8, 0.0001m), (16, 0.0002m), (24, 0.0006m)).Build();
        var signal = new FundingSignal(Configurations.BtcBasis, market, Keys.Pair);

        Assert.Equal(0.0003m, signal.Smoothed(market.At(MarketBuilder.Hour(24))));
        Assert.Equal(0.0004m, signal.Smoothed(market.At(MarketBuilder.Hour(23)))); // (0.0009 + 0.0001 + 0.0002) / 3
        Assert.Equal(0.0005m, signal.Smoothed(market.At(MarketBuilder.Hour(8)))); // two so far
    }

    [Fact]
    public void Venues_count_by_their_hedge_weight() // 0.4 × 0.0001 + 0.3 × 0.0002 − 0.3 × 0.0001
    {
        var market = Markets.Basis().Observe(Keys.Funding("binance"), Markets.EightHours, (0, 0.0001m))
            .Observe(Keys.Funding("bybit"), Markets.EightHours, (0, 0.0002m)).Observe(Keys.Funding("okx"), Markets.EightHours, (0, -0.0001m)).Build();

        Assert.Equal(0.00007m, new FundingSignal(Configurations.BtcBasisOnThreeVenues, market, Keys.Pair).Smoothed(market.At(MarketBuilder.Start)));
    }

    [Fact]
    public void Young_and_old_series_are_averaged_each_over_what_it_has() // 0.4 × (3 + 3 + 3)/3 + 0.3 × (2 + 4)/2 + 0.3 × 5
    {
        var market = Markets.Basis(rows: 17).Observe(Keys.Funding("binance"), Markets.EightHours, (0, 3m), (8, 3m), (16, 3m))
            .Observe(Keys.Funding("bybit"), Markets.EightHours, (8, 2m), (16, 4m)).Observe(Keys.Funding("okx"), Markets.EightHours, (16, 5m)).Build();

        Assert.Equal(3.6m, new FundingSignal(Configurations.BtcBasisOnThreeVenues, market, Keys.Pair).Smoothed(market.At(MarketBuilder.Hour(16))));
    }

    [Fact]
    public void There_is_no_signal_while_a_venue_has_no_settlement_or_no_venue_is_hedged()
    {
        var market = Markets.Basis(rows: 2).Observe(Keys.Funding("okx"), Markets.EightHours, (1, 0.0002m)).Build();

        Assert.Null(new FundingSignal(Configurations.BtcBasisOnThreeVenues, market, Keys.Pair).Smoothed(market.At(MarketBuilder.Start)));
        Assert.Equal(0.0002m, new FundingSignal(Configurations.BtcBasisOnThreeVenues, market, Keys.Pair).Smoothed(market.At(MarketBuilder.Hour(1))));
        Assert.Null(new FundingSignal(Configurations.BtcBasis with { Hedge = [] }, market, Keys.Pair).Smoothed(market.At(MarketBuilder.Start)));
    }
}

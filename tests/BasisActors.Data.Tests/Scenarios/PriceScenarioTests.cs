using BasisActors.Data.Scenarios;
using BasisActors.Tests.Fixtures;
using static BasisActors.Data.Tests.Scenarios.Series;

namespace BasisActors.Data.Tests.Scenarios;

/// <summary>Prices, rates of staking tokens and gas, worked out by hand. Rows are hours.</summary>
public sealed class PriceScenarioTests
{
    [Fact]
    public void A_crash_falls_in_a_line_and_stays_down()
    {
        var market = Hours(8).Set(Spot, 100m).Set(Perp, 102m).Set(Pool, 10m).Build();

        var after = new PriceMove(MarketBuilder.Hour(2), -0.4m, 4, 0).Apply(market);

        // 10 % an hour from hour 2 to hour 6
        Assert.Equal([100, 100, 100, 90, 80, 70, 60, 60], after.Of(Spot).Values);
        Assert.Equal([102m, 102m, 102m, 91.8m, 81.6m, 71.4m, 61.2m, 61.2m], after.Of(Perp).Values);
        Assert.Equal([10, 10, 10, 9, 8, 7, 6, 6], after.Of(Pool).Values);
        Assert.All(after.Columns, c => Assert.All(c.AgeSeconds, age => Assert.Equal(0, age)));
    }

    [Fact]
    public void It_recovers_in_a_line_when_told_to()
    {
        var after = new PriceMove(MarketBuilder.Hour(1), -0.4m, 2, 4).Apply(Hours(9).Set(Spot, 100m).Build());

        Assert.Equal([100, 100, 80, 60, 70, 80, 90, 100, 100], after.Of(Spot).Values);
    }

    [Fact]
    public void A_move_within_no_time_is_there_at_its_begin() =>
        Assert.Equal([100, 180, 180], new PriceMove(MarketBuilder.Hour(1), 0.8m, 0, 0).Apply(Hours(3).Set(Spot, 100m).Build()).Of(Spot).Values);

    [Fact]
    public void What_is_quoted_in_a_coin_or_is_money_itself_does_not_move()
    {
        var market = Hours(4).Set(PoolInEther, 0.001m).Set(MoneyOracle, 1m).Set(LstRate, 1.04m).Set(LstMarket, 1.03m).Set(Funding, 0.0001m).Build();

        var after = new PriceMove(MarketBuilder.Hour(1), -0.4m, 2, 0).Apply(market);

        Assert.All(after.Columns, c => Assert.Same(market.Of(c.Key), c));
    }

    [Fact]
    public void A_daily_oracle_price_is_published_while_the_market_moves()
    {
        var market = Hours(27).Observe(Oracle, Daily, (0, 2_000m), (24, 2_100m)).Build();

        var after = new PriceMove(MarketBuilder.Hour(2), -0.4m, 4, 0).Apply(market).Of(Oracle);

        Assert.Equal([2_000, 2_000, 2_000, 1_800, 1_600, 1_400, 1_200, 1_200], after.Values[..8]);
        Assert.Equal([0, 3_600, 7_200, 0, 0, 0, 0, 3_600], after.AgeSeconds[..8]); // it last spoke in hour 6
        Assert.Equal((1_260m, 0), (after.Values[24], after.AgeSeconds[24])); // 2,100 × 0.6
    }

    [Fact]
    public void A_price_carried_over_a_hole_does_not_know_what_happened_in_it()
    {
        var market = Hours(7).Observe(Spot, Hourly, (0, 100m), (1, 100m), (5, 100m), (6, 100m)).Build();

        var after = new PriceMove(MarketBuilder.Hour(1), -0.4m, 4, 0).Apply(market).Of(Spot);

        Assert.Equal([100, 100, 100, 100, 100, 60, 60], after.Values);
        Assert.Equal([0, 0, 3_600, 7_200, 10_800, 0, 0], after.AgeSeconds);
    }

    [Fact]
    public void A_depeg_moves_the_market_of_staking_tokens_for_a_while_and_not_their_oracle()
    {
        var market = Hours(5).Set(LstMarket, 1.04m).Set(LstRate, 1.05m).Build();

        var after = new LstDepeg(MarketBuilder.Hour(1), 0.05m, 2).Apply(market);

        Assert.Equal([1.04m, 0.988m, 0.988m, 1.04m, 1.04m], after.Of(LstMarket).Values); // 1.04 × 0.95
        Assert.Same(market.Of(LstRate), after.Of(LstRate));
    }

    [Fact]
    public void An_oracle_jump_lowers_rate_and_oracle_price_of_staking_tokens_for_good()
    {
        var market = Hours(5).Observe(LstRate, Daily, (0, 1.04m)).Observe(TokenOracle, Daily, (0, 2_080m)).Observe(Oracle, Daily, (0, 2_000m)).Set(LstMarket, 1.04m).Build();

        var after = new OracleJump(MarketBuilder.Hour(2), 0.045m, 0).Apply(market);

        Assert.Equal([1.04m, 1.04m, 0.9932m, 0.9932m, 0.9932m], after.Of(LstRate).Values); // 1.04 × 0.955
        Assert.Equal([0, 3_600, 0, 3_600, 7_200], after.Of(LstRate).AgeSeconds);
        Assert.Equal([2_080m, 2_080m, 1_986.4m, 1_986.4m, 1_986.4m], after.Of(TokenOracle).Values);
        Assert.Same(market.Of(Oracle), after.Of(Oracle));
        Assert.Same(market.Of(LstMarket), after.Of(LstMarket));
    }

    [Fact]
    public void An_oracle_that_recovers_is_right_again()
    {
        var after = new OracleJump(MarketBuilder.Hour(1), 0.5m, 2).Apply(Hours(5).Observe(LstRate, Daily, (0, 1m)).Build()).Of(LstRate);

        Assert.Equal([1m, 0.5m, 0.5m, 1m, 1m], after.Values);
        Assert.Equal([0, 0, 3_600, 0, 3_600], after.AgeSeconds);
    }

    [Fact]
    public void Gas_is_a_multiple_for_a_while() =>
        Assert.Equal([4, 200, 250, 6, 7], new GasSpike(MarketBuilder.Hour(1), 50m, 2).Apply(Hours(5).Set(Gas, 4m, 4m, 5m, 6m, 7m).Build()).Of(Gas).Values);

    private static MarketBuilder Hours(int rows) => new(rows);
}

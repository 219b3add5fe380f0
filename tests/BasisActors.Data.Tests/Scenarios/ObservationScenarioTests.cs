using BasisActors.Data.Scenarios;
using BasisActors.Domain.Market;
using BasisActors.Tests.Fixtures;
using static BasisActors.Data.Tests.Scenarios.Series;

namespace BasisActors.Data.Tests.Scenarios;

/// <summary>Funding, indexes and missing prices, worked out by hand.</summary>
public sealed class ObservationScenarioTests
{
    [Fact]
    public void Settlements_inside_the_window_have_the_rate_and_it_is_carried_to_the_next_one()
    {
        var market = new MarketBuilder(7).Observe(Funding, 8 * Hourly, (0, 0.0001m), (2, 0.0002m), (4, 0.0003m), (6, 0.0004m)).Build();

        var after = new FundingFlip(MarketBuilder.Hour(2), -0.0005m, 3).Apply(market).Of(Funding);

        Assert.Equal([0.0001m, 0.0001m, -0.0005m, -0.0005m, -0.0005m, -0.0005m, 0.0004m], after.Values);
        Assert.Equal([0, 3_600, 0, 3_600, 0, 3_600, 0], after.AgeSeconds);
    }

    [Fact]
    public void A_begin_between_two_settlements_leaves_the_carried_rate_alone()
    {
        var market = new MarketBuilder(4).Observe(Funding, 8 * Hourly, (0, 0.0001m), (3, 0.0002m)).Build();

        Assert.Equal([0.0001m, 0.0001m, 0.0001m, -0.0005m], new FundingFlip(MarketBuilder.Hour(1), -0.0005m, 3).Apply(market).Of(Funding).Values);
    }

    [Fact]
    public void A_borrow_spike_lets_the_index_grow_at_its_rate_and_shifts_what_comes_later()
    {
        // rows are days; 0.365 a year is 0.001 a day
        var market = Days(4).Set(BorrowIndex, 1.00m, 1.01m, 1.02m, 1.03m).Build();

        var after = new BorrowSpike(MarketBuilder.Start.AddDays(1), "WETH", 0.365m, 24).Apply(market).Of(BorrowIndex);

        Assert.Equal([1.00m, 1.01m, 1.01101m], after.Values[..3]); // 1.01 × 1.001
        Assert.Equal(decimal.Round(1.03m * 1.01101m / 1.02m, 15), decimal.Round(after.Values[3], 15));
        Assert.Equal(market.Of(BorrowIndex).AgeSeconds, after.AgeSeconds);
    }

    [Fact]
    public void Half_a_day_of_a_borrow_spike_is_half_of_each_growth()
    {
        var market = Days(3).Set(BorrowIndex, 1.00m, 1.00m, 1.02m).Build();

        var after = new BorrowSpike(MarketBuilder.Start.AddHours(36), "WETH", 0.365m, 12).Apply(market).Of(BorrowIndex);

        Assert.Equal(1.0105m, decimal.Round(after.Values[2], 15)); // 1 + 0.02 / 2 + 0.001 / 2
    }

    [Fact]
    public void Rates_and_the_supply_side_follow_a_borrow_spike()
    {
        var market = Days(4).Set(BorrowIndex, 1m, 1.1m, 1.2m, 1.3m).Set(BorrowRate, 0.05m).Set(SupplyRate, 0.02m).Set(LiquidityIndex, 1m, 1.001m, 1.002m, 1.003m).Build();

        var after = new BorrowSpike(MarketBuilder.Start.AddDays(1), "WETH", 0.365m, 24).Apply(market);

        Assert.Equal([0.05m, 0.365m, 0.05m, 0.05m], after.Of(BorrowRate).Values);
        Assert.Equal([0.02m, 0.146m, 0.02m, 0.02m], after.Of(SupplyRate).Values); // 0.02 × 0.365 / 0.05
        Assert.Equal(1.0014004m, decimal.Round(after.Of(LiquidityIndex).Values[2], 15)); // 1.001 × (1 + 0.146 / 365)
    }

    [Fact]
    public void The_supply_side_is_left_alone_where_no_borrow_rate_is_known_and_so_is_every_other_token()
    {
        var market = Days(4).Set(BorrowIndex with { Symbol = "USDT" }, 1m, 1.1m, 1.2m, 1.3m).Set(SupplyRate, 0.02m).Set(LiquidityIndex, 1m, 1.001m, 1.002m, 1.003m).Build();

        var after = new BorrowSpike(MarketBuilder.Start, "WETH", 0.4m, 48).Apply(market);

        Assert.All(after.Columns, c => Assert.Same(market.Of(c.Key), c));
    }

    [Fact]
    public void Missing_prices_are_carried_with_growing_age_and_come_back_as_they_are()
    {
        var market = new MarketBuilder(6).Set(Spot, 10m, 11m, 12m, 13m, 14m, 15m).Set(Perp, 20m, 21m, 22m, 23m, 24m, 25m).Set(OtherSpot, 5m).Set(Funding, 0.0001m).Build();

        var after = new MissingCandles(MarketBuilder.Hour(2), 3, [SeriesKind.Spot, SeriesKind.Perp], "binance").Apply(market);

        Assert.Equal([10, 11, 11, 11, 11, 15], after.Of(Spot).Values);
        Assert.Equal([0, 0, 3_600, 7_200, 10_800, 0], after.Of(Spot).AgeSeconds);
        Assert.Equal([20, 21, 21, 21, 21, 25], after.Of(Perp).Values);
        Assert.Same(market.Of(OtherSpot), after.Of(OtherSpot));
        Assert.Same(market.Of(Funding), after.Of(Funding));
    }

    [Fact]
    public void What_was_observed_while_prices_were_missing_is_not_known_afterwards_either()
    {
        var market = new MarketBuilder(6).Observe(Spot, Hourly, (0, 10m), (1, 11m), (3, 13m), (5, 15m)).Build();

        var after = new MissingCandles(MarketBuilder.Hour(3), 1, [SeriesKind.Spot]).Apply(market).Of(Spot);

        Assert.Equal([10, 11, 11, 11, 11, 15], after.Values); // hour 4 would carry what hour 3 did not hear
        Assert.Equal([0, 0, 3_600, 7_200, 10_800, 0], after.AgeSeconds);
    }

    [Fact]
    public void Nothing_is_known_when_prices_are_missing_from_the_first_row_on()
    {
        var after = new MissingCandles(MarketBuilder.Hour(0), 2, [SeriesKind.Spot]).Apply(new MarketBuilder(3).Set(Spot, 10m, 11m, 12m).Build()).Of(Spot);

        Assert.Equal([-1, -1, 0], after.AgeSeconds);
    }

    private static MarketBuilder Days(int rows) => new(rows, Daily);
}

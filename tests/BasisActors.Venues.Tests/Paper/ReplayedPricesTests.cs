using BasisActors.Tests.Fixtures;
using BasisActors.Venues.Paper;

namespace BasisActors.Venues.Tests.Paper;

/// <summary>Hourly data from 2024-01-01, played an hour a minute from 2026-01-01 12:00 on, beginning with its row 1.</summary>
public class ReplayedPricesTests
{
    private static readonly DateTimeOffset Wall = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ReplayedPrices _prices, _stepped;

    public ReplayedPricesTests()
    {
        var table = new MarketBuilder(4).Set(Keys.Spot("bybit"), 100m, 200m, 300m, 100m).Observe(Keys.Funding("bybit"), Markets.EightHours, (0, 0.1m), (2, 0.2m)).Build();
        var span = new ReplaySpan(table.Start, table.End, MarketBuilder.Hour(1), Wall, 60m);
        (_prices, _stepped) = (new ReplayedPrices(table, "bybit", span), new ReplayedPrices(table, "bybit", span with { Stepped = true }));
    }

    [Theory]
    [InlineData(0, 200)]
    [InlineData(59, 200)]
    [InlineData(60, 300)]
    [InlineData(119, 300)]
    [InlineData(120, 100)]
    public void Stepped_it_holds_until_the_next_row(int seconds, decimal price) => Assert.Equal(price, _stepped.Spot(Keys.Pair, Wall.AddSeconds(seconds)));

    [Theory]
    [InlineData(0, 200)]
    [InlineData(15, 225)]
    [InlineData(60, 300)]
    [InlineData(90, 200)]
    [InlineData(-30, 150)] // before it began
    [InlineData(-7200, 100)] // before the data
    [InlineData(120, 100)]
    [InlineData(7200, 100)] // after it
    public void A_price_lies_on_the_line_between_two_rows(int seconds, decimal price) => Assert.Equal(price, _prices.Spot(Keys.Pair, Wall.AddSeconds(seconds)));

    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(59, 0.1)]
    [InlineData(60, 0.2)]
    [InlineData(600, 0.2)]
    public void A_funding_rate_holds_until_the_next(int seconds, decimal rate) => Assert.Equal(rate, _prices.FundingRate(Keys.Pair, Wall.AddSeconds(seconds)));

    [Fact]
    public void What_the_data_does_not_have_has_no_price()
    {
        Assert.Null(_prices.Mark(Keys.Pair, Wall));
        Assert.Null(_prices.Spot("ETHUSDT", Wall));
        Assert.Null(_prices.FundingRate("ETHUSDT", Wall));
    }

    [Fact]
    public void Prices_turn_at_rows_and_nowhere_else()
    {
        var turns = new List<int>();
        for (var at = Wall.AddSeconds(-1); _prices.NextTurn(at) is { } turn; at = turn)
            turns.Add((int)(turn - Wall).TotalSeconds);

        Assert.Equal([0, 60, 120], turns);
    }
}

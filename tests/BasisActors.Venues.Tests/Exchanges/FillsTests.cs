using BasisActors.Venues.Exchanges.Orders;

namespace BasisActors.Venues.Tests.Exchanges;

public class FillsTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void One_price_is_taken_as_it_is_and_not_as_a_rounded_value_gives_it_back()
    {
        Execution[] fills = [new(0.3m, 1m, 0m, "", At), new(0.3m, 2m, 0m, "", At)];

        Assert.Equal(0.3m, fills.AveragePrice(Order(filled: 3m, value: 0.89m)));
        Assert.Equal(0m, Array.Empty<Execution>().AveragePrice(Order(0m, 0m)));
    }

    [Fact]
    public void A_fee_is_valued_at_its_fill_and_a_third_coin_at_its_own_price()
    {
        Execution[] fills = [new(100m, 1m, 0.01m, "BTC", At), new(200m, 1m, 0.01m, "BTC", At), new(200m, 1m, 0.5m, "USDT", At), new(200m, 1m, 4m, "MNT", At)];

        Assert.Equal(["MNT"], fills.ThirdCoins("BTC"));
        Assert.Equal(1m + 2m + 0.5m + 3m, fills.Fee("BTC", new Dictionary<string, decimal> { ["MNT"] = 0.75m }));
    }

    [Fact]
    public void Fills_are_complete_when_their_sum_is_the_filled_quantity()
    {
        Execution[] fills = [new(100m, 1m, 0m, "", At)];

        Assert.True(fills.Complete(Order(filled: 1m, value: 100m)));
        Assert.False(fills.Complete(Order(filled: 2m, value: 200m)));
    }

    private static SeenOrder Order(decimal filled, decimal value) => new("o-1", OrderPhase.Over, filled, value, "", At, At);
}

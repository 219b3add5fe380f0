using BasisActors.Domain.Configuration;
using BasisActors.Domain.Costs;
using BasisActors.Domain.Exposure;
using BasisActors.Domain.Ledger;

namespace BasisActors.Host.Tests.Results;

public sealed class LiquidationValueTests
{
    private static readonly PositionKey Cash = PositionKey.Parse("binance:BaseToken:USDT");
    private static readonly PositionKey Coins = PositionKey.Parse("binance:BaseToken:BTC");
    private static readonly PositionKey Short = PositionKey.Parse("bybit:Perp:BTCUSDT");
    private static readonly PositionKey Supply = PositionKey.Parse("aave_v3:aToken:aUSDT");

    [Fact]
    public void Spot_is_sold_the_short_bought_back_and_the_supply_withdrawn()
    {
        // 1 BTC at 60,000 less 10 bp slippage: 59,940, fee 0.1 %: 59.94. Short of 1 opened at 61,000, bought at 59,980.8 (perp 0.99968 × 60,000) plus 10 bp:
        // 60,040.7808, fee 0.03 %: 18.01223424. Supply 5,000 less gas 220,000 × 10 gwei × 3,000 = 6.6. Cash 100.
        var value = Of(TestRuns.Basis with { Costs = new CostSettings(CostModel.Full, 10, null, true) });

        Assert.Equal(100m + (59_940m - 59.94m) + (61_000m - 60_040.7808m - 18.01223424m) + (5_000m - 6.6m), value);
    }

    [Fact]
    public void Without_costs_it_is_equity() =>
        Assert.Equal(100m + 60_000m + (61_000m - 59_980.8m) + 5_000m, Of(TestRuns.Basis with { Costs = new CostSettings(CostModel.None, null, null, true) }));

    private static decimal Of(RunConfiguration configuration)
    {
        var market = TestRuns.Market(1);
        var chart = new ChartOfAccounts([Cash, Coins, Short, Supply]);
        var book = Book.Open(chart).Post(Posting.Balanced(
            chart, Cause.Trade, "x", new Leg(chart.Own(Cash), 100), new Leg(chart.Own(Coins), 1), new Leg(chart.Own(Short), -1),
            new Leg(chart.Own(Short, AccountRole.EntryNotional), 61_000), new Leg(chart.Own(Supply), 4_900), new Leg(chart.Own(Supply, AccountRole.Underlying), 5_000)));
        return new LiquidationValue(configuration, new UnitPricing(chart, market, "binance"), new TradingCosts(configuration.Costs, market), market).Of(book, market.At(market.Start));
    }
}

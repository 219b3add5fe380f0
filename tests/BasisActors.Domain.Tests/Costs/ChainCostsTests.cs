using BasisActors.Domain.Configuration;
using BasisActors.Domain.Costs;
using BasisActors.Domain.Market;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Costs;

/// <summary>Gas in the currency of the book, and sales on decentralised exchanges (domain reference §5.9, §5.12; ADR 0004).</summary>
public class ChainCostsTests
{
    private static readonly MarketTable Market = Markets.Staking(3_300m).Build();
    private static readonly VenueSettings Curve = StakingConfigurations.LeveragedInEth.Venue("curve");

    [Fact]
    public void An_atomic_entry_at_20_gwei_costs_0_025_ETH_or_82_50_dollars() // §5.12
    {
        var (eth, usdt) = (Costs(Configurations.FullCosts, ShareClass.Eth), Costs(Configurations.FullCosts));

        Assert.Equal(new GasCharge(1_250_000m, 20m, 0.025m, 0.025m, "ETH"), eth.Gas(GasSchedule.AtomicEntry, Market.At(MarketBuilder.Start)));
        Assert.Equal(new GasCharge(1_250_000m, 20m, 0.025m, 82.5m), usdt.Gas(GasSchedule.AtomicEntry, Market.At(MarketBuilder.Start)));
        Assert.Equal(GasCharge.None, Costs(Configurations.FeesOnly, ShareClass.Eth).Gas(GasSchedule.AtomicEntry, Market.At(MarketBuilder.Start)));
    }

    [Theory]
    [InlineData("1000", "0.0020")] // the smallest bucket
    [InlineData("10000", "0.0020")]
    [InlineData("100000", "0.0024")]
    [InlineData("4000000", "0.0070")] // above 1 million by the square root: 35 × 2
    public void A_swap_loses_the_slippage_of_its_size(string notional, string loss) =>
        Assert.Equal(Number(loss), Costs(Configurations.FullCosts).SwapLoss(Curve, "weETH", Number(notional)));

    [Fact]
    public void A_token_without_a_curve_or_a_model_without_slippage_loses_nothing()
    {
        Assert.Equal(0m, Costs(Configurations.FullCosts).SwapLoss(Curve, "wstETH", 100_000m));
        Assert.Equal(0m, Costs(Configurations.FeesOnly).SwapLoss(Curve, "weETH", 100_000m));
        Assert.Equal(0m, Costs(Configurations.NoCosts).SwapLoss(Curve, "weETH", 100_000m));
        Assert.Equal(0.005m, Costs(new CostSettings(CostModel.Full, 50m, null, true)).SwapLoss(Curve, "wstETH", 1m)); // a fixed slippage holds for any
        Assert.Equal(0.0020m, Costs(new CostSettings(CostModel.Full, null, null, false)).SwapLoss(Curve, "weETH", 4_000_000m)); // no market impact
    }

    [Fact]
    public void A_swap_receives_the_market_rate_less_its_loss_and_pays_no_fee()
    {
        // 40 weETH at 1.25 and 2000 dollars are 100 000: 24 bps
        var fill = Costs(Configurations.FullCosts).Swap(Curve, "weETH", 40m, 1.25m, 2_000m);

        Assert.Equal(new FillEstimate(1.247m, 49.88m, 0m, 0.12m), fill);
    }

    private static TradingCosts Costs(CostSettings settings, ShareClass shareClass = ShareClass.Usdt) => new(settings, Market, shareClass);

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

using BasisActors.Domain.Configuration;
using BasisActors.Domain.Costs;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Market;
using BasisActors.Tests.Fixtures;
using CsCheck;

namespace BasisActors.Domain.Tests.Costs;

/// <summary>Fees, slippage and gas under each cost model. One coin at 50 000; binance: spot fee 0.1 %, perpetual 0.05 %.</summary>
public class TradingCostsTests
{
    private static readonly VenueSettings Binance = Configurations.Binance;

    [Fact]
    public void Without_costs_a_trade_fills_at_the_mid()
    {
        var fill = Costs(Configurations.NoCosts).Spot(Binance, Side.Buy, 1m, 50_000m);

        Assert.Equal(new FillEstimate(50_000m, 50_000m, 0m, 0m), fill);
    }

    [Fact]
    public void A_fixed_slippage_does_not_turn_costs_on() =>
        Assert.Equal(new FillEstimate(50_000m, 50_000m, 0m, 0m), Costs(Configurations.NoCosts with { SlippageBps = 10m }).Spot(Binance, Side.Buy, 1m, 50_000m));

    [Fact]
    public void With_fees_only_a_trade_pays_the_taker_fee_of_its_market()
    {
        var costs = Costs(Configurations.FeesOnly);

        Assert.Equal(new FillEstimate(50_000m, 50_000m, 50m, 0m), costs.Spot(Binance, Side.Buy, 1m, 50_000m)); // 0.001
        Assert.Equal(new FillEstimate(50_000m, 50_000m, 50m, 0m), costs.Spot(Binance, Side.Sell, 1m, 50_000m));
        Assert.Equal(new FillEstimate(50_000m, 50_000m, 25m, 0m), costs.Perp(Binance, Side.Sell, 1m, 50_000m)); // 0.0005
    }

    [Fact]
    public void A_fixed_slippage_moves_the_fill_against_the_trader()
    {
        var costs = Costs(Configurations.FeesOnly with { SlippageBps = 10m });

        Assert.Equal(new FillEstimate(50_050m, 50_050m, 50.05m, 50m), costs.Spot(Binance, Side.Buy, 1m, 50_000m));
        Assert.Equal(new FillEstimate(49_950m, 49_950m, 49.95m, 50m), costs.Spot(Binance, Side.Sell, 1m, 50_000m));
    }

    [Fact]
    public void Full_costs_take_slippage_from_the_venues_curve()
    {
        var costs = Costs(Configurations.FullCosts);

        // spot: 6.397940008672 bps at 50 k; 50 000 × 0.0006397940008672 = 31.98970004336
        Assert.Equal(new FillEstimate(50_031.98970004336m, 50_031.98970004336m, 50.03198970004336m.Rounded(), 31.98970004336m), costs.Spot(Binance, Side.Buy, 1m, 50_000m));
        Assert.Equal(new FillEstimate(49_968.01029995664m, 49_968.01029995664m, 49.96801029995664m.Rounded(), 31.98970004336m), costs.Spot(Binance, Side.Sell, 1m, 50_000m));
        // perpetual: 3 + log10(5) = 3.698970004336 bps; 50 000 × 0.0003698970004336 = 18.49485002168
        Assert.Equal(new FillEstimate(49_981.50514997832m, 49_981.50514997832m, 24.99075257498916m.Rounded(), 18.49485002168m), costs.Perp(Binance, Side.Sell, 1m, 50_000m));
    }

    [Fact]
    public void A_fixed_slippage_replaces_the_curve_under_full_costs() =>
        Assert.Equal(50_050m, Costs(Configurations.FullCosts with { SlippageBps = 10m }).Spot(Binance, Side.Buy, 1m, 50_000m).Price);

    [Fact]
    public void A_fixed_slippage_of_zero_is_kept_and_not_taken_for_absent() =>
        Assert.Equal(50_000m, Costs(Configurations.FullCosts with { SlippageBps = 0m }).Spot(Binance, Side.Buy, 1m, 50_000m).Price);

    [Fact]
    public void Without_market_impact_every_size_pays_the_smallest_bucket()
    {
        var costs = Costs(Configurations.FullCosts with { MarketImpact = false });

        Assert.Equal(50_025m, costs.Spot(Binance, Side.Buy, 1m, 50_000m).Price); // 5 bps
        Assert.Equal(50_025m, costs.Spot(Binance, Side.Buy, 40m, 50_000m).Price);
    }

    [Fact]
    public void A_venue_without_a_curve_has_no_slippage()
    {
        Assert.Equal(50_000m, Costs(Configurations.FullCosts).Spot(Binance with { SpotSlippage = [] }, Side.Buy, 1m, 50_000m).Price);
        Assert.Equal(50_000m, Costs(Configurations.FullCosts with { MarketImpact = false }).Spot(Binance with { SpotSlippage = [] }, Side.Buy, 1m, 50_000m).Price);
    }

    // model, override → gas is paid
    public static TheoryData<CostModel, bool?, bool> GasRules => new()
    {
        { CostModel.None, null, false },
        { CostModel.None, true, false },
        { CostModel.Fees, null, false },
        { CostModel.Fees, true, true },
        { CostModel.Full, null, true },
        { CostModel.Full, false, false },
    };

    [Theory]
    [MemberData(nameof(GasRules))]
    public void Gas_is_paid_under_full_costs_unless_said_otherwise(CostModel model, bool? gas, bool isPaid)
    {
        var market = Markets.Basis().Build();
        var charge = new TradingCosts(new CostSettings(model, null, gas, true), market).Gas(250_000m, market.At(MarketBuilder.Start));

        // 250 000 × 20 gwei = 0.005 ETH; × 3300 = 16.50 USDT
        Assert.Equal(isPaid ? new GasCharge(250_000m, 20m, 0.005m, 16.5m) : GasCharge.None, charge);
    }

    [Fact]
    public void Gas_without_a_gas_price_or_an_ether_price_is_an_error()
    {
        var noGas = new MarketBuilder().Set(ReferenceSeries.EthUsdt, 3_300m).Build();
        var noEther = new MarketBuilder().Set(ReferenceSeries.Gas, 20m).Build();

        Assert.Equal("EXP-003", Assert.Throws<BasisException>(() => new TradingCosts(Configurations.FullCosts, noGas).Gas(1m, noGas.At(MarketBuilder.Start))).Error.Code);
        Assert.Equal("EXP-003", Assert.Throws<BasisException>(() => new TradingCosts(Configurations.FullCosts, noEther).Gas(1m, noEther.At(MarketBuilder.Start))).Error.Code);
    }

    [Fact]
    public void The_atomic_entry_costs_the_golden_amount_of_gas()
    {
        var eth = GasSchedule.CostEth(GasSchedule.AtomicEntry, 20m); // 1 250 000 × 20e-9

        Assert.Equal(0.025m, eth);
        Assert.Equal(82.50m, eth * 3300m);
    }

    [Fact]
    public void Gas_units_are_those_of_the_schedule() =>
        Assert.Equal([100_000m, 250_000m, 220_000m, 1_250_000m], [GasSchedule.VenueTransfer, GasSchedule.CollateralSupplied, GasSchedule.CollateralWithdrawn, GasSchedule.AtomicEntry]);

    [Fact]
    public void A_buyer_never_pays_less_and_a_seller_never_gets_more_than_the_mid() => Gen.Select(Draw.Quantity, Draw.Price).Sample((quantity, price) =>
    {
        var costs = Costs(Configurations.FullCosts);
        var (buy, sell) = (costs.Perp(Binance, Side.Buy, quantity, price), costs.Perp(Binance, Side.Sell, quantity, price));
        Assert.True(buy.Price > price && sell.Price < price);
        Assert.True(buy.Fee >= 0 && sell.Fee >= 0 && buy.Slippage >= 0 && sell.Slippage >= 0);
    });

    private static TradingCosts Costs(CostSettings settings) => new(settings, Markets.Basis().Build());
}

internal static class HandNumbers
{
    /// <summary>Books keep twelve decimals; hand-worked products may have more.</summary>
    public static decimal Rounded(this decimal value) => decimal.Round(value, 12);
}

using BasisActors.Domain.Errors;
using BasisActors.Domain.Numerics;
using BasisActors.Domain.Staking;
using BasisActors.Tests.Fixtures;
using CsCheck;

namespace BasisActors.Domain.Tests.Staking;

/// <summary>Liquid staking tokens at the oracle and at the market rate (domain reference §5.2, §5.12).</summary>
public class LiquidStakingTests
{
    private static readonly Gen<decimal> Rate = Draw.Decimal(1_000_000, 1_300_000, 0.000001m);

    [Fact]
    public void Tokens_are_minted_and_carried_at_the_oracle_rate()
    {
        Assert.Equal(100m, LiquidStaking.Minted(105m, 1.05m));
        Assert.Equal(105m, LiquidStaking.CarryingValue(100m, 1.05m));
        // 104.761905 weETH × 1.0256 = 107.443810 ETH × 3305.20 = 355,123.28 USD
        var eth = LiquidStaking.CarryingValue(104.761904761905m, 1.0256m);
        Assert.Equal(107.443810m, decimal.Round(eth, 6));
        Assert.Equal(355_123.28m, decimal.Round(Amount.Value(eth, 3305.20m), 2));
    }

    [Fact]
    public void A_sale_is_paid_at_the_market_rate_less_its_cost() // 100 × 1.04 × 0.9976
        => Assert.Equal(103.7504m, LiquidStaking.SaleProceeds(100m, 1.04m, 0.0024m));

    [Fact]
    public void The_peg_discount_is_positive_when_the_market_pays_less()
    {
        Assert.Equal(0.0225m, LiquidStaking.PegDiscount(1.0019375m, 1.025m)); // 1 − 1.0019375 / 1.025
        Assert.Equal(0m, LiquidStaking.PegDiscount(1.05m, 1.05m));
        Assert.Equal(-0.01m, LiquidStaking.PegDiscount(1.01m, 1m));
    }

    [Fact]
    public void A_rate_is_never_assumed()
    {
        Action[] calls =
        [
            () => LiquidStaking.Minted(1m, 0m), () => LiquidStaking.CarryingValue(1m, 0m), () => LiquidStaking.SaleProceeds(1m, 0m, 0m),
            () => LiquidStaking.SaleProceeds(1m, 1m, 1m), () => LiquidStaking.PegDiscount(0m, 1m), () => LiquidStaking.PegDiscount(1m, 0m),
        ];

        Assert.All(calls, call => Assert.Equal("MTH-003", Assert.Throws<BasisException>(call).Error.Code));
    }

    [Fact]
    public void Minted_tokens_are_carried_at_the_ETH_they_took() => Gen.Select(Draw.Money, Rate).Sample((eth, rate) =>
        Assert.InRange(LiquidStaking.CarryingValue(LiquidStaking.Minted(eth, rate), rate), eth - 2e-12m, eth + 2e-12m));

    [Fact]
    public void A_sale_without_cost_brings_the_carrying_value_less_the_peg_discount() => Gen.Select(Draw.Money, Rate, Rate).Sample((lst, market, oracle) =>
    {
        var expected = LiquidStaking.CarryingValue(lst, oracle) * (1 - LiquidStaking.PegDiscount(market, oracle));
        Assert.InRange(LiquidStaking.SaleProceeds(lst, market, 0m), expected - 2e-12m, expected + 2e-12m);
    });
}

using BasisActors.Domain.Configuration;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Lending;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Strategies;

/// <summary>
/// Where low margin is topped up from (domain reference §3.6; S-133…S-137, S-146). 8.25, 8.25 and 8.5 ETH short at 2000: notionals 16 500, 16 500 and 17 000;
/// on the chain a loop of 250 against 225 at its target of 0.9.
/// </summary>
public class MarginSupportTests
{
    private static readonly RunConfiguration Neutral = StakingConfigurations.MarketNeutral with { Staking = StakingConfigurations.MarketNeutral.Staking! with { TargetLtv = 0.90m } };

    [Fact]
    public void Money_of_the_wallet_comes_first()
    {
        Assert.Equal(["TRANSFER_TO_CEX binance 12500"], Plan(wallet: 20_000m, 4_000m, 16_500m, 17_000m).Told()); // 16 500 − 4000
    }

    [Fact]
    public void Then_what_another_venue_has_too_much_of()
    {
        Assert.Equal(["TRANSFER_FROM_CEX bybit 12500", "TRANSFER_TO_CEX binance 12500"], Plan(0m, 4_000m, 30_000m, 17_000m).Told());
        Assert.Equal(["TRANSFER_FROM_CEX bybit 10000", "TRANSFER_TO_CEX binance 12500"], Plan(2_500m, 4_000m, 30_000m, 17_000m).Told());
        Assert.Equal(["TRANSFER_FROM_CEX okx 8000 + TRANSFER_FROM_CEX bybit 4500", "TRANSFER_TO_CEX binance 12500"], Plan(0m, 4_000m, 22_000m, 25_000m).Told()); // the richest first
    }

    [Fact]
    public void Only_the_rest_is_freed_on_the_chain()
    {
        // 16 500 − 8500 are left to find; half of it, 4000, is freed: 2 ETH, 20 of collateral
        Assert.Equal(
            ["TRANSFER_TO_CEX binance 4500", "ATOMIC_DELEVERAGE_AAVE instadapp 20 + TRANSFER_TO_CEX binance 2 + CEX_SPOT_SELL binance 2 + PERP_REDUCE_SHORT binance 2"],
            Plan(4_500m, 4_000m, 16_500m, 17_000m).Told());
    }

    [Fact]
    public void Two_venues_that_lack_margin_share_one_deleverage_each_with_its_three_steps()
    {
        // (16 500 − 4500) / 2 = 6000 each: 3 + 3 ETH of 60 of collateral
        Assert.Equal(
            [
                "ATOMIC_DELEVERAGE_AAVE instadapp 60 + TRANSFER_TO_CEX binance 3 + CEX_SPOT_SELL binance 3 + PERP_REDUCE_SHORT binance 3"
                + " + TRANSFER_TO_CEX bybit 3 + CEX_SPOT_SELL bybit 3 + PERP_REDUCE_SHORT bybit 3",
            ],
            Plan(0m, 4_500m, 4_500m, 17_000m).Told());
    }

    [Fact]
    public void Afterwards_the_ratio_is_the_target_and_the_delta_unchanged()
    {
        var plan = Plan(0m, 4_500m, 16_500m, 17_000m);
        var after = plan.Blocks.SelectMany(b => b.ExpectedDeltas).GroupBy(d => d.Key).ToDictionary(g => g.Key, g => g.Sum(d => d.Amount));

        Assert.Equal((10_500m, 5.25m), (4_500m + after[EtherBook.Usdt("binance")], 8.25m - after[EtherBook.Perp("binance")])); // 10 500 / (5.25 × 2000) = 1
        Assert.Equal((-30m, -27m), (after[EtherBook.Collateral], after[AavePositions.Debt])); // −3 ETH on the chain, +3 covered
    }

    [Fact]
    public void A_sale_at_a_discount_sells_more_so_that_what_is_needed_arrives()
    {
        var steps = Plan(0m, 4_500m, 16_500m, 17_000m, market: 0.99m).Blocks[0].Instructions;

        Assert.Equal((33.333333333333m, 30m), (decimal.Round(steps[0].Amount, 12), decimal.Round(steps[0].Bundle!.FlashLoan, 9))); // 3 / (0.99 − 0.9), 0.9 of that
        Assert.All(steps.Skip(1), s => Assert.Equal(3m, s.Amount));
    }

    [Fact]
    public void At_most_nine_tenths_of_the_stake_are_given_up_and_the_later_steps_follow_what_came()
    {
        var desk = new Desk(Neutral, Markets.Staking());
        var plan = desk.Decide(desk.Ether().Cash(0m, 4_500m, 16_500m, 17_000m).Loop(20m, 18m).Shorts(8.25m, 8.25m, 8.5m).Book); // 3 ETH are needed, 2 are there

        Assert.Equal(["ATOMIC_DELEVERAGE_AAVE instadapp 18 + TRANSFER_TO_CEX binance 1.8 + CEX_SPOT_SELL binance 1.8 + PERP_REDUCE_SHORT binance 1.8"], plan.Told());
    }

    [Fact]
    public void Money_that_another_venue_needs_itself_is_not_taken()
    {
        // bybit holds less than its target, okx more by less than the smallest transfer
        Assert.StartsWith("ATOMIC_DELEVERAGE_AAVE", Plan(0m, 4_500m, 10_000m, 17_010m).Told()[0], StringComparison.Ordinal);
        Assert.StartsWith("TRANSFER_FROM_CEX okx", Plan(0m, 4_500m, 10_000m, 17_010.01m).Told()[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_gas_reserve_of_the_wallet_is_not_margin()
    {
        var full = Neutral with { Costs = new CostSettings(CostModel.Full, 0m, null, true), GasReserve = 0.01m };
        var plan = Plan(20_000m, 4_000m, 16_500m, 17_000m, configuration: full); // equity 107 500, its reserve 1075, a transfer 4

        Assert.Equal(["TRANSFER_TO_CEX binance 12500"], plan.Told());
        Assert.Equal("TRANSFER_TO_CEX binance 2091", Plan(3_000m, 4_000m, 16_500m, 17_000m, configuration: full).Told()[0]); // 3000 − 1 % of 90 500 − 4
    }

    [Fact]
    public void A_loop_whose_sale_cannot_repay_it_gives_nothing()
    {
        var plan = Plan(0m, 4_500m, 16_500m, 17_000m, market: 0.89m);

        Assert.Equal(("hold", 0), (plan.Reason, plan.Blocks.Length));
    }

    [Fact]
    public void A_slow_transfer_ends_the_support_until_it_has_arrived()
    {
        var slow = Neutral with { Venues = [.. Neutral.Venues.Select(v => v.Type == VenueType.Cex ? v with { TransferTime = TimeSpan.FromMinutes(10) } : v)] };

        Assert.Equal(["TRANSFER_FROM_CEX bybit 12500"], Plan(0m, 4_000m, 30_000m, 17_000m, configuration: slow).Told());
    }

    private static Plan Plan(decimal wallet, decimal binance, decimal bybit, decimal okx, decimal market = 1m, RunConfiguration? configuration = null)
    {
        var desk = new Desk(configuration ?? Neutral, Markets.Staking(market: market));
        var plan = desk.Decide(desk.Ether().Cash(wallet, binance, bybit, okx).Loop(250m, 225m).Shorts(8.25m, 8.25m, 8.5m).Book);

        Assert.Equal(plan.Blocks.IsEmpty ? StrategyAction.SellDust : StrategyAction.ExitPartial, plan.Action);
        Assert.All(plan.Blocks, b => Assert.Equal(BlockPriority.Margin, b.Priority));
        Assert.Empty(desk.Violations(plan));
        return plan;
    }
}

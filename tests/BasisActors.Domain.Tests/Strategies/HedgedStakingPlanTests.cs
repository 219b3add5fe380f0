using BasisActors.Domain.Configuration;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Strategies;

/// <summary>
/// Desired positions and blocks of staking counted in dollars (domain reference §2.4–§2.6, §3.6; S-120…S-128). The book: a loop of 250 ETH against 225, worth 25,
/// its ETH short 33/33/34 at 2000, and 50 000 of margin by the same weights: 100 000 of equity. Target loan-to-value is 0.9 here, so that amounts are round.
/// </summary>
public class HedgedStakingPlanTests
{
    private static readonly RunConfiguration Neutral = StakingConfigurations.MarketNeutral with { Staking = StakingConfigurations.MarketNeutral.Staking! with { TargetLtv = 0.90m } };
    private static readonly RunConfiguration Slow = Neutral with { Staking = Neutral.Staking! with { Unwind = UnwindMode.Slow } };

    [Fact]
    public void Setup_brings_margin_buys_and_shorts_together_moves_the_coins_and_stakes() // S-123, S-237
    {
        var desk = new Desk(Neutral, Markets.Staking());
        var plan = desk.Decide(desk.Ether().Cash(100_000m).Book);

        Assert.Equal(
            [
                "TRANSFER_TO_CEX bybit 66500 + TRANSFER_TO_CEX binance 16500 + TRANSFER_TO_CEX okx 17000", // 50 000 by weight, and the 50 000 of the purchase first
                "CEX_SPOT_BUY bybit 25 + PERP_OPEN_SHORT binance 8.25 + PERP_OPEN_SHORT bybit 8.25 + PERP_OPEN_SHORT okx 8.5",
                "TRANSFER_FROM_CEX bybit 25",
                "ATOMIC_LEVERAGE_ENTRY instadapp 25",
            ],
            plan.Told());
        Assert.Equal(225m, plan.Blocks[3].Instructions[0].Bundle!.FlashLoan);
        Assert.Equal([false, true, false, false], plan.Blocks.Select(b => b.ParallelGroup));
        Assert.Equal([[], [plan.Blocks[0].Id], [plan.Blocks[1].Id], [plan.Blocks[2].Id]], plan.Blocks.Select(b => b.Dependencies.ToArray()));
        Assert.True(plan.AnswersFlow);
        Assert.Empty(desk.Violations(plan));
    }

    [Fact]
    public void Without_a_loop_setup_stakes_plainly()
    {
        var desk = new Desk(StakingConfigurations.HedgedSimple, Markets.Staking(rate: 1.25m));
        var plan = desk.Decide(desk.Ether().Cash(100_000m).Book);

        Assert.Equal("STAKE etherfi 25", plan.Told()[^1]);
        Assert.Contains(new Delta(EtherBook.Loose, 20m), plan.Blocks[^1].ExpectedDeltas);
        Assert.DoesNotContain("aave_ltv", plan.DesiredState.Keys);
    }

    [Fact]
    public void A_deposit_extends_both_sides_by_half() // S-124
    {
        var desk = new Desk(Neutral, Markets.Staking());
        var plan = desk.Decide(Book(desk).Cash(20_000m).Book, Desk.Deposit(20_000m));

        Assert.Equal(
            [
                "TRANSFER_TO_CEX binance 3300 + TRANSFER_TO_CEX bybit 13300 + TRANSFER_TO_CEX okx 3400",
                "CEX_SPOT_BUY bybit 5 + PERP_OPEN_SHORT binance 1.65 + PERP_OPEN_SHORT bybit 1.65 + PERP_OPEN_SHORT okx 1.7",
                "TRANSFER_FROM_CEX bybit 5",
                "ATOMIC_LEVERAGE_ENTRY instadapp 5",
            ],
            plan.Told());
        Assert.Equal(45m, plan.Blocks[3].Instructions[0].Bundle!.FlashLoan); // 0.9 × 5 / 0.1
        Assert.Equal((new TargetValue.Increase(10_000m), new TargetValue.Increase(10_000m)), (plan.DesiredState["add_to_aave"], plan.DesiredState["add_to_cex_margin"]));
        Assert.Equal((true, 20_000m, 25m), (plan.AnswersFlow, plan.Facts["flow"], plan.Facts["aave_net_eth"]));
    }

    [Fact]
    public void A_withdrawal_shrinks_both_sides_and_pays() // §2.5
    {
        var desk = new Desk(Neutral, Markets.Staking());
        var plan = desk.Decide(Book(desk).Book, Desk.Withdrawal(20_000m));

        Assert.Equal(
            [
                "ATOMIC_DELEVERAGE_AAVE instadapp 50", // a fifth
                "TRANSFER_TO_CEX bybit 5",
                "PERP_REDUCE_SHORT binance 1.65 + PERP_REDUCE_SHORT bybit 1.65 + PERP_REDUCE_SHORT okx 1.7 + CEX_SPOT_SELL bybit 5",
                "TRANSFER_FROM_CEX binance 3300 + TRANSFER_FROM_CEX bybit 13300 + TRANSFER_FROM_CEX okx 3400",
                "WALLET_PAYOUT wallet 20000",
            ],
            plan.Told());
        Assert.Equal((true, new TargetValue.Decrease(10_000m)), (plan.AnswersFlow, plan.DesiredState["free_from_aave"]));
        Assert.Empty(desk.Violations(plan));
    }

    [Fact]
    public void A_full_withdrawal_closes_both_sides_and_pays_what_is_there()
    {
        var desk = new Desk(Neutral, Markets.Staking());
        var plan = desk.Decide(Book(desk).Book, Desk.Withdrawal(100_000m));

        Assert.Equal(
            [
                "ATOMIC_DELEVERAGE_AAVE instadapp 250",
                "TRANSFER_TO_CEX bybit 25",
                "PERP_REDUCE_SHORT binance 8.25 + PERP_REDUCE_SHORT bybit 8.25 + PERP_REDUCE_SHORT okx 8.5 + CEX_SPOT_SELL bybit 25",
                "TRANSFER_FROM_CEX binance 16500 + TRANSFER_FROM_CEX bybit 66500 + TRANSFER_FROM_CEX okx 17000",
                "WALLET_PAYOUT wallet 100000",
            ],
            plan.Told());
        Assert.Equal(StrategyAction.ExitFull, plan.Action);
    }

    [Fact]
    public void A_discount_of_the_staked_token_is_the_withdrawers()
    {
        var desk = new Desk(Neutral, Markets.Staking(market: 0.995m));
        var plan = desk.Decide(Book(desk).Book, Desk.Withdrawal(100_000m));

        Assert.Equal("WALLET_PAYOUT wallet 97500", plan.Told()[^1]); // 250 × 0.005 × 2000 less
        Assert.Equal(2_500m, plan.Blocks[0].Instructions[0].EstimatedCost);
    }

    [Fact]
    public void A_slow_withdrawal_keeps_the_shorts_until_the_claim_is_sold() // C-36, S-238
    {
        var desk = new Desk(Slow, Markets.Staking());
        var part = desk.Decide(Book(desk).Book, Desk.Withdrawal(20_000m));
        var all = desk.Decide(Book(desk).Book, Desk.Withdrawal(100_000m));

        Assert.Equal(["ATOMIC_DELEVERAGE_AAVE instadapp 45", "AAVE_WITHDRAW aave_v3 5 + UNSTAKE_REQUEST etherfi 5"], part.Told());
        Assert.Equal(["ATOMIC_DELEVERAGE_AAVE instadapp 225", "AAVE_WITHDRAW aave_v3 25 + UNSTAKE_REQUEST etherfi 25"], all.Told());
        Assert.All([part, all], p => Assert.False(p.AnswersFlow));
        Assert.All([part, all], p => Assert.Empty(desk.Violations(p)));
    }

    [Fact]
    public void While_the_claim_waits_the_withdrawal_holds_and_afterwards_the_claims_ETH_is_sold_with_its_shorts()
    {
        var desk = new Desk(Slow, Markets.Staking());
        var waiting = desk.Ether().Cash(0m, 16_500m, 16_500m, 17_000m).Loop(200m, 180m).Shorts(8.25m, 8.25m, 8.5m).Queued("run-1-2-2", 5m, MarketBuilder.Hour(1)).Book;
        var arrived = desk.Ether().Cash(0m, 16_500m, 16_500m, 17_000m).Loop(200m, 180m).Shorts(8.25m, 8.25m, 8.5m).Holds(EtherBook.Eth("wallet"), 5m).Book;

        Assert.Equal(("in_queue", 0, false), Shape(desk.Decide(waiting, Desk.Withdrawal(20_000m))));
        Assert.Equal(
            [
                "TRANSFER_TO_CEX bybit 5",
                "PERP_REDUCE_SHORT binance 1.65 + PERP_REDUCE_SHORT bybit 1.65 + PERP_REDUCE_SHORT okx 1.7 + CEX_SPOT_SELL bybit 5",
                "TRANSFER_FROM_CEX binance 3300 + TRANSFER_FROM_CEX bybit 13300 + TRANSFER_FROM_CEX okx 3400",
                "WALLET_PAYOUT wallet 20000",
            ],
            desk.Decide(arrived, Desk.Withdrawal(20_000m)).Told());
    }

    [Theory]
    [InlineData("22", "PERP_OPEN_SHORT binance 0.99 + PERP_OPEN_SHORT bybit 0.99 + PERP_OPEN_SHORT okx 1.02", StrategyAction.ExitPartial)] // 3 too long
    [InlineData("28", "PERP_REDUCE_SHORT binance 0.99 + PERP_REDUCE_SHORT bybit 0.99 + PERP_REDUCE_SHORT okx 1.02", StrategyAction.EntryPartial)] // 3 too short
    public void A_drifted_delta_moves_the_shorts_alone(string shorts, string block, StrategyAction action) // S-097, S-098, S-147
    {
        var (desk, size) = (new Desk(Neutral, Markets.Staking()), Number(shorts));
        var plan = desk.Decide(desk.Ether().Cash(0m, 16_500m, 16_500m, 17_000m).Loop(250m, 225m).Shorts(size * 0.33m, size * 0.33m, size * 0.34m).Book);

        Assert.Equal([block], plan.Told());
        Assert.Equal((action, BlockPriority.Delta), (plan.Action, plan.Blocks[0].Priority));
        Assert.Equal(new TargetValue.Absolute(-25m), plan.DesiredState["target_perp_short_total"]); // what lies on the chain
        Assert.Equal(new TargetValue.Absolute(1m), plan.DesiredState["target_margin_ratio"]);
    }

    [Fact]
    public void Shorts_that_their_margin_cannot_carry_are_not_opened()
    {
        var desk = new Desk(Neutral with { Risk = Neutral.Risk with { MarginAction = 1_000_000m } }, Markets.Staking());
        var plan = desk.Decide(desk.Ether().Cash(0m, 100m, 100m, 100m).Loop(250m, 225m).Shorts(5m, 5m, 5m).Book); // 8.25 × 2000 × 1 % are needed on each

        Assert.Equal(("not_affordable", 0, false), Shape(plan));
    }

    [Fact]
    public void A_cut_of_the_loop_leaves_the_shorts_alone() // S-131, S-148
    {
        var desk = new Desk(Neutral, Markets.Staking());
        var cut = desk.Decide(desk.Ether().Cash(0m, 16_500m, 16_500m, 17_000m).Loop(250m, 230.5m).Shorts(6.435m, 6.435m, 6.63m).Book); // 0.922
        var emergency = desk.Decide(desk.Ether().Cash(0m, 16_500m, 16_500m, 17_000m).Loop(250m, 236m).Shorts(4.62m, 4.62m, 4.76m).Book); // 0.944

        Assert.Equal(["ATOMIC_DELEVERAGE_AAVE instadapp 55"], cut.Told()); // (230.5 − 225) / 0.1
        Assert.Equal(("reduce_ltv", BlockPriority.LoanToValue), (cut.Reason, cut.Blocks[0].Priority));
        Assert.Equal(["ATOMIC_DELEVERAGE_AAVE instadapp 142.307692307692"], emergency.Told()); // to 0.87: (236 − 217.5) / 0.13
        Assert.Equal(("emergency_deleverage", BlockPriority.Emergency), (emergency.Reason, emergency.Blocks[0].Priority));
    }

    [Fact]
    public void A_loop_that_is_too_small_is_levered_without_buying_anything()
    {
        var desk = new Desk(Neutral, Markets.Staking());
        var plan = desk.Decide(desk.Ether().Cash(0m, 16_500m, 16_500m, 17_000m).Loop(200m, 175m).Shorts(8.25m, 8.25m, 8.5m).Book);

        Assert.Equal(["ATOMIC_LEVERAGE_ENTRY instadapp 0"], plan.Told());
        Assert.Equal(50m, plan.Blocks[0].Instructions[0].Bundle!.FlashLoan); // (0.9 × 200 − 175) / 0.1
    }

    [Fact]
    public void A_stop_closes_everything_and_leaves_the_money_on_the_exchanges()
    {
        var desk = new Desk(Neutral, Markets.Staking());
        var plan = desk.Strategy.UpdateState(desk.Input(Book(desk).Book) with { Halted = true });

        Assert.Equal(["ATOMIC_DELEVERAGE_AAVE instadapp 250", "TRANSFER_TO_CEX bybit 25", "PERP_REDUCE_SHORT binance 8.25 + PERP_REDUCE_SHORT bybit 8.25 + PERP_REDUCE_SHORT okx 8.5 + CEX_SPOT_SELL bybit 25"], plan.Told());
        Assert.All(plan.Blocks, b => Assert.Equal(BlockPriority.Emergency, b.Priority));
        Assert.True(plan.HaltsRun);
    }

    [Fact]
    public void A_slow_transfer_ends_the_plan_and_the_flow_waits_for_its_arrival()
    {
        var desk = new Desk(Neutral with { Venues = [.. Neutral.Venues.Select(v => v.Type == VenueType.Cex ? v with { TransferTime = TimeSpan.FromMinutes(10) } : v)] }, Markets.Staking());
        var plan = desk.Decide(Book(desk).Cash(20_000m).Book, Desk.Deposit(20_000m));

        Assert.Equal(["TRANSFER_TO_CEX binance 3300 + TRANSFER_TO_CEX bybit 13300 + TRANSFER_TO_CEX okx 3400"], plan.Told());
        Assert.Contains(new Delta(PositionKey.InTransit("USDT"), 20_000m), plan.Blocks[0].ExpectedDeltas);
        Assert.False(plan.AnswersFlow);
    }

    [Fact]
    public void Over_deployed_staking_without_a_loop_is_sold_down_and_its_money_spread()
    {
        var desk = new Desk(StakingConfigurations.HedgedSimple, Markets.Staking());
        var plan = desk.Decide(desk.Ether().Cash(0m, 13_200m, 13_200m, 13_600m).Staked(30m).Shorts(9.9m, 9.9m, 10.2m).Book); // 60 000 of 100 000

        Assert.Equal(
            [
                "SWAP curve 5", "TRANSFER_TO_CEX bybit 5", "PERP_REDUCE_SHORT binance 1.65 + PERP_REDUCE_SHORT bybit 1.65 + PERP_REDUCE_SHORT okx 1.7 + CEX_SPOT_SELL bybit 5",
                "TRANSFER_FROM_CEX bybit 6700", "TRANSFER_TO_CEX binance 3300 + TRANSFER_TO_CEX okx 3400", // 16 500, 16 500, 17 000 afterwards
            ],
            plan.Told());
    }

    [Fact]
    public void Gas_is_taken_from_an_exchange_when_the_wallet_has_none()
    {
        var desk = new Desk(Neutral with { Costs = new CostSettings(CostModel.Full, 0m, null, true) }, Markets.Staking());
        var plan = desk.Decide(desk.Ether().Cash(0m, 16_500m, 16_500m, 17_000m).Loop(250m, 230.5m).Shorts(6.435m, 6.435m, 6.63m).Book);

        // 850 000 + 2 × 100 000 gas at 20 gwei and 2000 are 42, and 4 for the transfer itself; okx has most to spare
        Assert.Equal(["TRANSFER_FROM_CEX okx 46", "ATOMIC_DELEVERAGE_AAVE instadapp 55"], plan.Told());
    }

    private static EtherBook Book(Desk desk) => desk.Ether().Cash(0m, 16_500m, 16_500m, 17_000m).Loop(250m, 225m).Shorts(8.25m, 8.25m, 8.5m);

    private static (string Reason, int Blocks, bool Answers) Shape(Plan plan) => (plan.Reason, plan.Blocks.Length, plan.AnswersFlow);

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

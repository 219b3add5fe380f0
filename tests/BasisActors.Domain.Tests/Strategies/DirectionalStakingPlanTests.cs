using BasisActors.Domain.Configuration;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Lending;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Strategies;

/// <summary>Desired positions and blocks of staking counted in ETH (domain reference §2.3, §2.6, §5.3, §5.4; S-117…S-119, S-238). At the target of 0.91 one ETH of equity carries 1/0.09 of collateral.</summary>
public class DirectionalStakingPlanTests
{
    private static readonly RunConfiguration Levered = StakingConfigurations.LeveragedInEth;

    [Fact]
    public void Setup_levers_everything_in_one_flash_loan()
    {
        var desk = new Desk(Levered, Markets.Staking(rate: 1.25m, supplyIndex: 1.1m, borrowIndex: 1.2m));
        var plan = desk.Decide(desk.Ether().Holds(EtherBook.Eth("wallet"), 100m).Book);

        Assert.Equal(["ATOMIC_LEVERAGE_ENTRY instadapp 100"], plan.Told());
        Assert.Equal(new BundleTerms(1_011.111111111111m, 1.02m, 0m), Only(plan).Bundle); // 0.91 × 100 / 0.09
        Assert.Equal(
            [
                new Delta(EtherBook.Collateral, 808.080808080808m), // 1111.111111111111 / 1.25 / 1.1
                new Delta(AavePositions.Debt, 842.592592592592m), // 1011.111111111111 / 1.2, rounded to even
                new Delta(EtherBook.Eth("wallet"), -100m),
            ],
            plan.Blocks[0].ExpectedDeltas.ToArray());
        Assert.Equal(new TargetValue.Absolute(0.91m), plan.DesiredState["aave_ltv"]);
        Assert.Equal(new TargetValue.Absolute(100m), plan.DesiredState["target_delta_eth"]);
        Assert.True(plan.AnswersFlow);
        Assert.Empty(desk.Violations(plan));
    }

    [Fact]
    public void A_flash_fee_makes_the_loan_smaller_and_is_owed()
    {
        var desk = new Desk(Levered with { Venues = [.. Levered.Venues.Select(v => v.Name == "morpho" ? v with { FlashFee = 0.0005m } : v)] }, Markets.Staking());
        var plan = desk.Decide(desk.Ether().Holds(EtherBook.Eth("wallet"), 15.151515151515m).Book);

        // domain reference §5.12: F 152.352252, C 167.503767, D 152.428428
        Assert.Equal(152.352252m, decimal.Round(Only(plan).Bundle!.FlashLoan, 6));
        Assert.Equal([167.503767m, 152.428428m], plan.Blocks[0].ExpectedDeltas.Take(2).Select(d => decimal.Round(d.Amount, 6)));
        Assert.Equal(0.076176m, decimal.Round(Only(plan).EstimatedCost, 6)); // 152.352252 × 5 bps, ETH
    }

    [Fact]
    public void A_deposit_is_levered_and_the_rest_stays_as_it_is()
    {
        var desk = new Desk(Levered, Markets.Staking());
        var plan = desk.Decide(desk.Ether().Holds(EtherBook.Eth("wallet"), 9m).Loop(1_000m, 910m).Book, Desk.Deposit(9m));

        Assert.Equal(["ATOMIC_LEVERAGE_ENTRY instadapp 9"], plan.Told());
        Assert.Equal(91m, Only(plan).Bundle!.FlashLoan);
        Assert.Equal(new TargetValue.Increase(9m), plan.DesiredState["target_delta_eth"]);
        Assert.True(plan.AnswersFlow);
    }

    [Theory]
    [InlineData("0.009", "nothing_idle")] // the protocol's smallest stake is 0.01
    [InlineData("0.01", "deposit")]
    public void A_deposit_below_the_smallest_stake_stays_idle_and_is_answered(string amount, string reason)
    {
        var desk = new Desk(Levered, Markets.Staking());
        var plan = desk.Decide(desk.Ether().Holds(EtherBook.Eth("wallet"), Number(amount)).Loop(1_000m, 910m).Book, Desk.Deposit(Number(amount)));

        Assert.Equal((reason, true), (plan.Reason, plan.AnswersFlow));
    }

    [Fact]
    public void A_withdrawal_frees_it_at_the_same_leverage_and_pays() // §5.4: W = X/(1−λ), R = λX/(1−λ)
    {
        var desk = new Desk(Levered, Markets.Staking());
        var plan = desk.Decide(desk.Ether().Loop(1_000m, 910m).Book, Desk.Withdrawal(9m));

        Assert.Equal(["ATOMIC_DELEVERAGE_AAVE instadapp 100", "WALLET_PAYOUT wallet 9"], plan.Told());
        Assert.Equal(91m, plan.Blocks[0].Instructions[0].Bundle!.FlashLoan);
        Assert.Equal([plan.Blocks[0].Id], plan.Blocks[1].Dependencies.ToArray());
        Assert.Equal((true, new TargetValue.Decrease(9m)), (plan.AnswersFlow, plan.DesiredState["target_delta_eth"]));
    }

    [Fact]
    public void A_withdrawal_takes_idle_ETH_first()
    {
        var desk = new Desk(Levered, Markets.Staking());
        var book = desk.Ether().Holds(EtherBook.Eth("wallet"), 4m).Loop(1_000m, 910m).Book;

        Assert.Equal(["WALLET_PAYOUT wallet 4"], desk.Decide(book, Desk.Withdrawal(4m)).Told());
        Assert.Equal(["ATOMIC_DELEVERAGE_AAVE instadapp 10", "WALLET_PAYOUT wallet 4.9"], desk.Decide(book, Desk.Withdrawal(4.9m)).Told()); // 0.9 / 0.09
    }

    [Fact]
    public void A_full_withdrawal_repays_and_sells_everything()
    {
        var desk = new Desk(Levered, Markets.Staking(rate: 1.25m, market: 1.24m));
        var plan = desk.Decide(desk.Ether().Loop(800m, 910m).Book, Desk.Withdrawal(90m));

        Assert.Equal(["ATOMIC_DELEVERAGE_AAVE instadapp 800", "WALLET_PAYOUT wallet 82"], plan.Told()); // 800 × 1.24 − 910
        Assert.Equal(new BundleTerms(910m, 0m, 0m), plan.Blocks[0].Instructions[0].Bundle);
        Assert.Equal(8m, plan.Blocks[0].Instructions[0].EstimatedCost); // 800 × (1.25 − 1.24)
        Assert.True(plan.AnswersFlow);
    }

    [Fact]
    public void A_sale_that_cannot_repay_the_debt_is_not_made()
    {
        var desk = new Desk(Levered, Markets.Staking(rate: 1m, market: 0.9m));
        var loop = desk.Ether().Loop(1_000m, 910m).Book; // sells for 900

        Assert.Equal(("sale_below_debt", false), Answer(desk.Decide(loop, Desk.Withdrawal(90m))));
        Assert.Equal(("sale_below_debt", false), Answer(desk.Decide(loop, Desk.Withdrawal(9m))));
        Assert.Equal("sale_below_debt", desk.Decide(desk.Ether().Loop(1_000m, 945m).Book).Reason);
        var stopped = desk.Strategy.UpdateState(desk.Input(loop) with { Halted = true });
        Assert.Equal(("sale_below_debt", true), (stopped.Reason, stopped.HaltsRun));
    }

    [Fact]
    public void A_slow_withdrawal_sells_what_backs_the_debt_and_queues_what_is_ours() // C-36, S-238
    {
        var desk = new Desk(Slow(Levered), Markets.Staking(rate: 1.25m, supplyIndex: 1.1m));
        var plan = desk.Decide(desk.Ether().Loop(800m, 910m, supplyIndex: 1.1m).Book, Desk.Withdrawal(9m));

        // 9 ETH are 7.2 tokens; 91 ETH of debt are repaid with 72.8 tokens
        Assert.Equal(["ATOMIC_DELEVERAGE_AAVE instadapp 72.8", "AAVE_WITHDRAW aave_v3 7.2 + UNSTAKE_REQUEST etherfi 7.2"], plan.Told());
        Assert.Contains(new Delta(EtherBook.Claims, 9m), plan.Blocks[1].ExpectedDeltas);
        Assert.Contains(new Delta(EtherBook.Collateral, -6.545454545455m), plan.Blocks[1].ExpectedDeltas); // 7.2 / 1.1
        Assert.False(plan.AnswersFlow); // it is paid once the claim has been collected
        Assert.Empty(desk.Violations(plan));
    }

    [Fact]
    public void A_slow_full_withdrawal_queues_all_that_is_ours()
    {
        var desk = new Desk(Slow(Levered), Markets.Staking(rate: 1.25m, supplyIndex: 1.1m));
        var plan = desk.Decide(desk.Ether().Loop(800m, 910m, supplyIndex: 1.1m).Book, Desk.Withdrawal(90m));

        Assert.Equal(["ATOMIC_DELEVERAGE_AAVE instadapp 728", "AAVE_WITHDRAW aave_v3 72 + UNSTAKE_REQUEST etherfi 72"], plan.Told()); // 910 / 1.25 and 90 / 1.25
        Assert.Equal(-727.272727272727m, plan.Blocks.SelectMany(b => b.ExpectedDeltas).Where(d => d.Key == EtherBook.Collateral).Sum(d => d.Amount)); // all: 800 / 1.1
        Assert.Equal(-910m, plan.Blocks[0].ExpectedDeltas.Single(d => d.Key == AavePositions.Debt).Amount);
        Assert.Empty(desk.Violations(plan));
    }

    [Fact]
    public void At_a_discount_a_slow_full_withdrawal_queues_what_the_repayment_leaves()
    {
        var desk = new Desk(Slow(Levered), Markets.Staking(rate: 1.25m, market: 1.24m));
        var plan = desk.Decide(desk.Ether().Loop(800m, 910m).Book, Desk.Withdrawal(90m));

        // 910 / 1.24 tokens and a billionth of one more repay; the rest of the 800 waits
        Assert.Equal(["ATOMIC_DELEVERAGE_AAVE instadapp 733.870967742935", "AAVE_WITHDRAW aave_v3 66.129032257065 + UNSTAKE_REQUEST etherfi 66.129032257065"], plan.Told());
        Assert.Empty(desk.Violations(plan));
    }

    [Fact]
    public void While_its_claim_waits_a_withdrawal_holds_and_is_paid_from_the_wallet_afterwards()
    {
        var desk = new Desk(Slow(Levered), Markets.Staking());
        var waiting = desk.Ether().Loop(900m, 819m).Queued("run-1-1-1", 9m, MarketBuilder.Hour(1)).Book;
        var arrived = desk.Ether().Holds(EtherBook.Eth("wallet"), 9m).Loop(900m, 819m).Book;

        Assert.Equal(("in_queue", false), Answer(desk.Decide(waiting, Desk.Withdrawal(9m))));
        Assert.Equal(["WALLET_PAYOUT wallet 9"], desk.Decide(arrived, Desk.Withdrawal(9m)).Told());
    }

    [Theory]
    [InlineData("19.61", "SWAP curve")] // more than 98 % of 20 came out of the queue: so little is sold
    [InlineData("19.59", "UNSTAKE_REQUEST etherfi")]
    public void What_a_queue_paid_less_by_its_costs_is_not_queued_for_again(string arrived, string block)
    {
        var desk = new Desk(Slow(StakingConfigurations.StakingOnly) with { Costs = new CostSettings(CostModel.Full, 0m, null, true) }, Markets.Staking());
        var plan = desk.Decide(desk.Ether().Holds(EtherBook.Eth("wallet"), Number(arrived) + 0.002m).Staked(80m).Book, Desk.Withdrawal(20m));

        Assert.StartsWith(block, plan.Told()[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_due_claim_is_collected_into_the_wallet()
    {
        var desk = new Desk(Levered, Markets.Staking());
        var plan = desk.Decide(desk.Ether().Loop(1_000m, 910m).Queued("run-1-1-1", 5m, MarketBuilder.Start).Queued("run-1-1-2", 3m, MarketBuilder.Hour(1)).Book);

        Assert.Equal(["UNSTAKE_CLAIM etherfi 5"], plan.Told()); // the other one is not due
        Assert.Equal("run-1-1-1", Only(plan).ClaimId);
        Assert.Equal([new Delta(EtherBook.Claims, -5m), new Delta(EtherBook.Eth("wallet"), 5m)], plan.Blocks[0].ExpectedDeltas.ToArray());
    }

    [Theory]
    [InlineData(925, "166.666666666667", 2)] // R = W = (925 − 910) / 0.09
    [InlineData(945, "541.666666666667", 0)] // to 0.88: (945 − 880) / 0.12
    public void A_cut_repays_down_to_the_target_and_an_emergency_further(int debt, string sold, int priority)
    {
        var desk = new Desk(Levered, Markets.Staking());
        var plan = desk.Decide(desk.Ether().Loop(1_000m, debt).Book);

        Assert.Equal(["ATOMIC_DELEVERAGE_AAVE instadapp " + sold], plan.Told());
        Assert.Equal((priority, Number(sold)), (plan.Blocks[0].Priority, Only(plan).Bundle!.FlashLoan));
        Assert.Equal(TargetValue.Keep, plan.DesiredState["target_delta_eth"]);
    }

    [Fact]
    public void Relevering_needs_no_ETH_of_our_own() // §5.12: C 100, D 88 → 33.333333
    {
        var desk = new Desk(Levered, Markets.Staking());
        var plan = desk.Decide(desk.Ether().Loop(100m, 88m).Book);

        Assert.Equal(["ATOMIC_LEVERAGE_ENTRY instadapp 0"], plan.Told());
        Assert.Equal(33.333333333333m, Only(plan).Bundle!.FlashLoan);
        Assert.Empty(desk.Violations(plan));
    }

    [Fact]
    public void Plain_staking_mints_at_the_oracle_rate_and_sells_at_the_market_rate()
    {
        var desk = new Desk(StakingConfigurations.StakingOnly, Markets.Staking(rate: 1.25m, market: 1.2m));
        var setup = desk.Decide(desk.Ether().Holds(EtherBook.Eth("wallet"), 100m).Book);
        var payout = desk.Decide(desk.Ether().Staked(80m).Book, Desk.Withdrawal(12m));

        Assert.Equal(["STAKE etherfi 100"], setup.Told());
        Assert.Contains(new Delta(EtherBook.Loose, 80m), setup.Blocks[0].ExpectedDeltas); // 100 / 1.25
        Assert.Equal(["SWAP curve 10", "WALLET_PAYOUT wallet 12"], payout.Told()); // 12 / 1.2
        Assert.Equal("ETH", payout.Blocks[0].Instructions[0].Into);
    }

    [Fact]
    public void Plain_staking_leaves_by_the_queue_when_that_is_asked_for_or_cheaper()
    {
        var discounted = Markets.Staking(rate: 1.25m, market: 1.2m); // a sale loses 4 %, the queue nothing but a week
        var slow = new Desk(Slow(StakingConfigurations.StakingOnly), discounted);
        var cheapest = new Desk(StakingConfigurations.StakingOnly with { Staking = StakingConfigurations.StakingOnly.Staking! with { Unwind = UnwindMode.Cheapest } }, discounted);
        var plan = cheapest.Decide(cheapest.Ether().Staked(80m).Book, Desk.Withdrawal(10m));

        Assert.Equal(["UNSTAKE_REQUEST etherfi 8"], slow.Decide(slow.Ether().Staked(80m).Book, Desk.Withdrawal(10m)).Told()); // 10 / 1.25
        Assert.Equal(["UNSTAKE_REQUEST etherfi 8"], plan.Told());
        Assert.Equal((0.4m, 0m), (plan.Facts["fast_cost_eth"], plan.Facts["slow_cost_eth"])); // 8 × (1.25 − 1.2)
    }

    [Fact]
    public void At_a_premium_the_cheapest_way_out_is_the_market()
    {
        var desk = new Desk(
            StakingConfigurations.StakingOnly with { Staking = StakingConfigurations.StakingOnly.Staking! with { Unwind = UnwindMode.Cheapest } }, Markets.Staking(rate: 1.25m, market: 1.26m));

        Assert.Equal("SWAP", desk.Decide(desk.Ether().Staked(80m).Book, Desk.Withdrawal(10m)).Blocks[0].Instructions[0].Operation.Name());
    }

    [Fact]
    public void Gas_is_paid_in_ETH_and_its_reserve_stays_in_the_wallet() // ADR 0004; entry 1 250 000 × 20 gwei = 0.025
    {
        var desk = new Desk(Levered with { Costs = new CostSettings(CostModel.Full, 0m, null, true), GasReserve = 0.01m }, Markets.Staking());
        var plan = desk.Decide(desk.Ether().Holds(EtherBook.Eth("wallet"), 100m).Book);

        Assert.Equal(98.975m, Only(plan).Amount); // 100 − 1 % − 0.025
        Assert.Contains(new Delta(EtherBook.Eth("wallet"), -99m), plan.Blocks[0].ExpectedDeltas);
        Assert.Equal(0.025m, Only(plan).EstimatedCost);
    }

    [Fact]
    public void A_stop_closes_the_loop_and_halts()
    {
        var desk = new Desk(Levered, Markets.Staking());
        var plan = desk.Strategy.UpdateState(desk.Input(desk.Ether().Loop(1_000m, 910m).Book) with { Halted = true });

        Assert.Equal(["ATOMIC_DELEVERAGE_AAVE instadapp 1000"], plan.Told());
        Assert.Equal((true, 0, StrategyAction.ExitFull), (plan.HaltsRun, plan.Blocks[0].Priority, plan.Action));
    }

    private static RunConfiguration Slow(RunConfiguration configuration) => configuration with { Staking = configuration.Staking! with { Unwind = UnwindMode.Slow } };

    private static Instruction Only(Plan plan) => Assert.Single(Assert.Single(plan.Blocks).Instructions);

    private static (string, bool) Answer(Plan plan)
    {
        Assert.Empty(plan.Blocks);
        return (plan.Reason, plan.AnswersFlow);
    }

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

using BasisActors.Domain.Configuration;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Lending;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Strategies;

/// <summary>Plans of the hedged modes that are not made, or not made whole, and what they say (domain reference §3.4: no gap without a block, no half of a plan).</summary>
public class RefusalTests
{
    private static readonly RunConfiguration Neutral = StakingConfigurations.MarketNeutral with { Staking = StakingConfigurations.MarketNeutral.Staking! with { TargetLtv = 0.90m } };
    private static readonly RunConfiguration Dear = Neutral with { Costs = new CostSettings(CostModel.Full, 0m, null, true) };

    [Fact]
    public void A_due_claim_is_collected_into_the_wallet()
    {
        var desk = new Desk(Neutral, Markets.Staking());

        Assert.Equal(["UNSTAKE_CLAIM etherfi 5"], desk.Decide(Book(desk).Queued("run-1-1-1", 5m, MarketBuilder.Start).Book).Told());
    }

    [Fact]
    public void A_cut_whose_gas_nobody_can_pay_is_not_affordable()
    {
        var desk = new Desk(Dear, Markets.Staking());

        Assert.Equal("not_affordable", desk.Decide(desk.Ether().Loop(250m, 230.5m).Cash(1m, 1m, 1m, 1m).Book).Reason);
    }

    [Fact]
    public void A_cut_that_cannot_repay_is_refused()
    {
        var desk = new Desk(Neutral, Markets.Staking(market: 0.9m));

        Assert.Equal("sale_below_debt", desk.Decide(desk.Ether().Cash(0m, 16_500m, 16_500m, 17_000m).Loop(250m, 230.5m).Shorts(6.435m, 6.435m, 6.63m).Book).Reason); // sells for 225
    }

    [Fact]
    public void A_deposit_too_small_to_buy_anything_stays_idle_and_is_answered()
    {
        var desk = new Desk(Neutral, Markets.Staking());
        var plan = desk.Decide(Book(desk).Cash(19m).Book, Desk.Deposit(19m)); // half of it buys less than 10

        Assert.Equal(("below_minimum", true), (plan.Reason, plan.AnswersFlow));
        Assert.Empty(plan.Blocks);
    }

    [Fact]
    public void An_entry_whose_gas_is_more_than_the_wallet_has_is_not_made_at_all()
    {
        var desk = new Desk(Dear, Markets.Staking());
        var plan = desk.Decide(desk.Ether().Cash(62m).Book); // half of it would be bought, three transfers and the entry cost more

        Assert.Equal(("not_affordable", 0), (plan.Reason, plan.Blocks.Length));
    }

    [Fact]
    public void A_withdrawal_that_its_gas_eats_up_is_answered_without_a_payment()
    {
        var desk = new Desk(Dear, Markets.Staking());
        var plan = desk.Decide(desk.Ether().Cash(3m).Book, Desk.Withdrawal(3m)); // a payout costs 4

        Assert.Equal(("payout_below_gas", true, 0), (plan.Reason, plan.AnswersFlow, plan.Blocks.Length));
    }

    [Fact]
    public void A_slow_way_out_that_cannot_repay_its_debt_is_refused()
    {
        var desk = new Desk(Neutral with { Staking = Neutral.Staking! with { Unwind = UnwindMode.Slow } }, Markets.Staking(market: 0.85m));

        Assert.Equal(("sale_below_debt", false), (desk.Decide(Book(desk).Book, Desk.Withdrawal(100_000m)).Reason, desk.Decide(Book(desk).Book, Desk.Withdrawal(100_000m)).AnswersFlow));
    }

    [Fact]
    public void A_margin_support_without_a_stake_gives_what_money_there_is()
    {
        var desk = new Desk(Neutral, Markets.Staking());
        var plan = desk.Decide(desk.Ether().Cash(2_000m, 4_000m, 16_500m, 17_000m).Shorts(8.25m, 8.25m, 8.5m).Book);

        Assert.Equal(["TRANSFER_TO_CEX binance 2000"], plan.Told());
    }

    [Fact]
    public void A_full_exit_sells_loose_tokens_and_the_loop()
    {
        var desk = new Desk(StakingConfigurations.LeveragedInEth, Markets.Staking());
        var plan = desk.Decide(desk.Ether().Staked(2m).Loop(100m, 91m).Book, Desk.Withdrawal(11m));

        Assert.Equal(["SWAP curve 2 + ATOMIC_DELEVERAGE_AAVE instadapp 100", "WALLET_PAYOUT wallet 11"], plan.Told());
        Assert.Equal(-91m, plan.Blocks[0].ExpectedDeltas.Single(d => d.Key == AavePositions.Debt).Amount);
    }

    [Fact]
    public void Gas_is_brought_before_a_claim_is_collected_or_its_ETH_is_sold()
    {
        var desk = new Desk(Dear, Markets.Staking());
        var claim = desk.Decide(Book(desk).Queued("run-1-1-1", 5m, MarketBuilder.Start).Book);
        var sale = desk.Decide(Book(desk).Holds(EtherBook.Eth("wallet"), 5m).Book, Desk.Withdrawal(10_000m));

        Assert.Equal(["TRANSFER_FROM_CEX okx 12", "UNSTAKE_CLAIM etherfi 5"], claim.Told()); // 8 for the claim, 4 for this transfer
        Assert.Equal("TRANSFER_FROM_CEX okx 8", sale.Told()[0]);
        Assert.Equal("TRANSFER_TO_CEX bybit", sale.Told()[1][..21]);
    }

    [Fact]
    public void Gas_of_the_queue_is_brought_with_that_of_the_deleverage()
    {
        var desk = new Desk(Dear with { Staking = Dear.Staking! with { Unwind = UnwindMode.Slow } }, Markets.Staking());

        Assert.Equal("TRANSFER_FROM_CEX okx 70.8", desk.Decide(Book(desk).Book, Desk.Withdrawal(20_000m)).Told()[0]); // 34 + 8.8 + 8 + 8 + 3 × 4
    }

    [Fact]
    public void Loose_tokens_without_a_loop_are_sold_where_a_loop_would_be_cut()
    {
        var desk = new Desk(StakingConfigurations.LeveragedInEth, Markets.Staking());
        var neutral = new Desk(Neutral, Markets.Staking());
        var support = neutral.Decide(neutral.Ether().Staked(25m).Cash(0m, 4_500m, 16_500m, 17_000m).Shorts(8.25m, 8.25m, 8.5m).Book);

        Assert.Equal(["SWAP curve 9", "WALLET_PAYOUT wallet 9"], desk.Decide(desk.Ether().Staked(90m).Book, Desk.Withdrawal(9m)).Told());
        Assert.Equal(["SWAP curve 3 + TRANSFER_TO_CEX binance 3 + CEX_SPOT_SELL binance 3 + PERP_REDUCE_SHORT binance 3"], support.Told()); // (16 500 − 4500) / 2 / 2000
    }

    [Fact]
    public void A_report_is_complete_when_all_of_it_was_carried_out()
    {
        var instruction = new Instruction { Id = "i", Operation = Operation.Stake, Venue = "etherfi", Symbol = "weETH", Amount = 2m, EstimatedDeltas = [], EstimatedCost = 0m };
        var report = new ExecutionReport { Instruction = instruction, Status = ExecutionStatus.Confirmed, ExecutedAt = MarketBuilder.Start, FilledAmount = 2m };

        Assert.True(report.IsComplete);
        Assert.False((report with { FilledAmount = 1m }).IsComplete);
        Assert.False((report with { Status = ExecutionStatus.Failed }).IsComplete);
        Assert.False((report with { Status = ExecutionStatus.Cancelled }).IsConfirmed);
    }

    private static EtherBook Book(Desk desk) => desk.Ether().Cash(0m, 16_500m, 16_500m, 17_000m).Loop(250m, 225m).Shorts(8.25m, 8.25m, 8.5m);
}

using BasisActors.Actors.Tests.Fixtures;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;

namespace BasisActors.Actors.Tests;

/// <summary>Deposits and withdrawals while a run is on (S-070, S-102, S-110, C-14): booked at their tick, answered once, never lost.</summary>
public sealed class CapitalFlowTests : ActorTreeTest
{
    private static readonly Scenario Basis = BusyDay.Scenario with { Market = SampleMarket.Table, Flows = [] };
    private static readonly Scenario Lending = Scenario.Lending with { LastHour = 23 };

    [Fact]
    public void A_deposit_is_booked_at_its_tick_and_deployed_at_the_next()
    {
        var recording = Complete(Basis with { Flows = [Scenario.Deposit(20_000, 4)] });

        Assert.Equal(20_000, recording.Ticks[4].Pnl.NetFlow);
        Assert.Empty(recording.Ticks[4].Plan.Blocks);
        Assert.Equal((StrategyAction.EntryPartial, ChangeType.Deposit), (recording.Ticks[5].Plan.Action, recording.Ticks[5].Plan.Change));
        Assert.Equal(2, recording.Ticks.Count(t => !t.Plan.Blocks.IsEmpty)); // entry, deposit
        AssertHalfInCoins(recording);
    }

    [Fact]
    public void A_deposit_between_two_ticks_is_booked_at_the_later_one()
    {
        var flow = Scenario.Deposit(20_000, 4) with { EffectiveAt = MarketBuilder.Hour(4).AddMinutes(-59) };

        Assert.Equal(20_000, Complete(Basis with { Flows = [flow] }).Ticks[4].Pnl.NetFlow);
    }

    [Fact]
    public void A_deposit_of_half_the_equity_is_a_full_entry()
    {
        var recording = Complete(Basis with { Flows = [Scenario.Deposit(60_000, 4)] });

        Assert.Equal(StrategyAction.EntryFull, recording.Ticks[5].Plan.Action);
        AssertHalfInCoins(recording);
    }

    [Fact]
    public void A_deposit_while_the_basis_is_off_waits_for_the_entry_and_is_deployed_with_it()
    {
        // Funding is negative until hour 16.
        var market = SampleMarket.Builder(BusyDay.Rows).WithFunding(row => row < 16 ? -0.0003m : 0.0003m).Build();

        var recording = Complete(Basis with { Market = market, Flows = [Scenario.Deposit(20_000, 4)] });

        Assert.Equal(120_000, recording.Ticks[15].Pnl.EquityAfter);
        Assert.Equal([16L], recording.Ticks.Where(t => !t.Plan.Blocks.IsEmpty).Select(t => t.Tick.Sequence));
        AssertHalfInCoins(recording);
    }

    [Fact]
    public void A_withdrawal_is_paid_at_its_tick_in_full_and_shrinks_both_legs()
    {
        var recording = Complete(Basis with { Flows = [Scenario.Withdrawal(30_000, 4)] });

        Assert.Equal(-30_000, recording.Ticks[4].Pnl.NetFlow);
        Assert.Equal(StrategyAction.ExitPartial, recording.Ticks[4].Plan.Action);
        Assert.Equal(0, recording.Last.Computed.Exposure.Asset("BTC").Delta);
        AssertHalfInCoins(recording);
    }

    [Fact]
    public void A_full_withdrawal_closes_everything_and_pays_what_is_left_after_costs()
    {
        var recording = Complete(Basis with { Flows = [Scenario.Withdrawal(100_000, 4)] });

        var paid = -recording.Ticks[4].Pnl.NetFlow;
        Assert.Equal(StrategyAction.ExitFull, recording.Ticks[4].Plan.Action);
        Assert.InRange(paid, 99_000, 100_000);
        Assert.Equal(recording.Ticks[3].Pnl.EquityAfter + recording.Ticks[4].Pnl.Total - recording.FinalEquity, paid);
        Assert.InRange(recording.FinalEquity, 0, 20); // less than one more transfer would cost
        Assert.All(recording.Ticks.Skip(5), t => Assert.Empty(t.Plan.Blocks));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_deposit_and_a_withdrawal_at_the_same_time_are_both_answered_in_their_order(bool depositFirst)
    {
        var deposit = Scenario.Deposit(20_000, 4);
        var withdrawal = Scenario.Withdrawal(30_000, 4);

        var recording = Complete(Basis with { Flows = depositFirst ? [deposit, withdrawal] : [withdrawal, deposit] });

        var answers = recording.Ticks.Where(t => t.Plan.AnswersFlow && t.Plan.Change != ChangeType.InitialSetup).Select(t => (t.Tick.Sequence, t.Plan.Change));
        Assert.Equal(depositFirst ? [(5, ChangeType.Deposit), (6, ChangeType.Withdrawal)] : [(4, ChangeType.Withdrawal), (5, ChangeType.Deposit)], answers);
        Assert.Equal(SampleConfiguration.Capital - 10_000, recording.Ticks.Sum(t => t.Pnl.NetFlow));
        AssertHalfInCoins(recording);
    }

    [Fact]
    public void Two_deposits_at_the_same_time_are_both_deployed()
    {
        var recording = Complete(Basis with { Flows = [Scenario.Deposit(10_000, 4), Scenario.Deposit(15_000, 4)] });

        Assert.Equal(25_000, recording.Ticks[4].Pnl.NetFlow);
        Assert.Equal([5L, 6L], recording.Ticks.Where(t => t.Plan.Change == ChangeType.Deposit).Select(t => t.Tick.Sequence));
        AssertHalfInCoins(recording);
    }

    [Fact]
    public void Nothing_is_lost_while_the_market_is_stale()
    {
        var market = SampleMarket.Builder(BusyDay.Rows).Set(SampleMarket.BinanceSpot, 1, SampleMarket.Price, 4, 5, 6).Build();

        var recording = Complete(Basis with { Market = market, Flows = [Scenario.Deposit(20_000, 4), Scenario.Withdrawal(30_000, 5)] });

        Assert.Equal(20_000, recording.Ticks[4].Pnl.NetFlow); // booked in spite of the hole
        Assert.All(recording.Ticks[4..7], t => Assert.Empty(t.Plan.Blocks));
        Assert.Equal((ChangeType.Deposit, ChangeType.Withdrawal), (recording.Ticks[7].Plan.Change, recording.Ticks[8].Plan.Change));
        Assert.Equal(-30_000, recording.Ticks[8].Pnl.NetFlow);
    }

    [Fact]
    public void A_payout_that_was_refused_is_paid_on_the_next_tick_and_once()
    {
        var recording = Complete((Basis with { Flows = [Scenario.Withdrawal(30_000, 4)] }).Refusing("EXEC-004", Operation.WalletPayout, times: 1));

        Assert.Equal([(5L, -30_000m)], recording.Ticks.Skip(1).Where(t => t.Pnl.NetFlow != 0).Select(t => (t.Tick.Sequence, t.Pnl.NetFlow)));
    }

    [Fact]
    public void A_deposit_whose_purchase_was_refused_is_deployed_on_the_next_tick()
    {
        var recording = Complete((Basis with { Flows = [Scenario.Deposit(20_000, 4)] }).Refusing("EXEC-004", Operation.CexSpotBuy, times: 1, from: 5));

        Assert.Equal([5L, 6L], recording.Ticks.Where(t => t.Plan.Change == ChangeType.Deposit).Select(t => t.Tick.Sequence));
        AssertHalfInCoins(recording);
    }

    [Fact]
    public void Lending_supplies_a_deposit_at_the_next_tick_and_pays_a_withdrawal_at_its_own()
    {
        var recording = Complete(Lending with { Flows = [Scenario.Deposit(20_000, 4), Scenario.Withdrawal(50_000, 10)] });

        Assert.Equal([0L, 5L, 10L], recording.Ticks.Where(t => !t.Plan.Blocks.IsEmpty).Select(t => t.Tick.Sequence));
        Assert.Equal(-50_000, recording.Ticks[10].Pnl.NetFlow);
        Assert.Equal(["AAVE_WITHDRAW", "WALLET_PAYOUT"], recording.Ticks[10].Plan.Blocks.SelectMany(b => b.Instructions).Select(i => i.Operation.Name()));
    }

    [Fact]
    public void Lending_pays_out_everything_and_takes_a_later_deposit_again()
    {
        var recording = Complete(Lending with { Flows = [Scenario.Withdrawal(200_000, 4), Scenario.Deposit(40_000, 10)] });

        Assert.InRange(recording.Ticks[4].Pnl.EquityAfter, 0, 1);
        Assert.InRange(-recording.Ticks[4].Pnl.NetFlow, 99_900, 100_000);
        Assert.InRange(recording.FinalEquity, 39_900, 40_000);
        Assert.True(recording.Last.Computed.Exposure.TotalDeployed > 39_900);
    }

    [Fact]
    public void Flows_are_neither_profit_nor_loss()
    {
        var still = Complete(Basis with { Configuration = WithoutCosts }, "still");
        var flowing = Complete(Basis with { Configuration = WithoutCosts, Flows = [Scenario.Deposit(20_000, 4), Scenario.Withdrawal(30_000, 12)] }, "flowing");

        Assert.Equal(20_000 - 30_000 + SampleConfiguration.Capital, flowing.Ticks.Sum(t => t.Pnl.NetFlow));
        Assert.All(flowing.Ticks, t => Assert.Equal(0, t.Pnl.Residual));
        Assert.Equal(still.Last.Assessed.Risk.Loss, flowing.Last.Assessed.Risk.Loss, precision: 3); // performance per unit of capital
        Assert.Equal(["initial-capital", "deposit", flowing.Blocks[^1].Outcome.Block.Instructions[^1].Id],
            flowing.Postings.Where(p => p.Cause == Cause.CapitalFlow).Select(p => p.Source));
    }

    private static Domain.Configuration.RunConfiguration WithoutCosts =>
        Basis.Configuration with { Costs = Basis.Configuration.Costs with { Model = Domain.Configuration.CostModel.None } };

    private static void AssertHalfInCoins(Recording recording)
    {
        var exposure = recording.Last.Computed.Exposure;
        var btc = exposure.Asset("BTC");
        Assert.Equal(0, btc.Delta);
        Assert.InRange(btc.Spot * btc.Price / exposure.Equity, 0.475m, 0.525m);
    }
}

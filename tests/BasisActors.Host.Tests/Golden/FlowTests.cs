using BasisActors.Actors.Events;
using BasisActors.Actors.Runs;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Lending;
using BasisActors.Host.Commands;
using BasisActors.Host.Tests.CommandLine;
using BasisActors.Host.Tests.Configuration;

namespace BasisActors.Host.Tests.Golden;

/// <summary>Every flow happens because of the data, and afterwards its gap is closed. In all of these runs every invariant holds.</summary>
[Collection(RunsCollection.Name)]
public sealed class FlowTests(Runs runs)
{
    private const decimal Close = 0.01m;

    /// <summary>S-130: money that lies idle goes first, and nothing is sold.</summary>
    [Fact]
    public async Task Margin_comes_from_idle_cash()
    {
        var run = await RunAsync(FlowCases.MarginFromIdleCash);

        var support = First(run, "add_margin");
        Assert.True(support.Did(Operation.TransferToCex, Operation.TransferToCex, Operation.TransferToCex));
        AssertMargin(support, 1);
    }

    [Fact]
    public async Task Margin_comes_from_another_venue_that_has_too_much()
    {
        var run = await RunAsync(FlowCases.MarginFromAnotherVenue);

        var sent = run.Moments.First(m => m.Reason == "add_margin" && Transfers(m, Operation.TransferFromCex).Any() && Transfers(m, Operation.TransferToCex).Any());
        var (from, to) = (Transfers(sent, Operation.TransferFromCex).ToList(), Transfers(sent, Operation.TransferToCex).ToList());
        Assert.Empty(from.Intersect(to));
        Assert.All(to, venue => Assert.True(Margin(Before(run, sent), venue) < 0.3m));
        Assert.All(from, venue => Assert.True(Margin(sent, venue) >= 0.3m));
        AssertMargin(Later(run, sent, m => m.Completed.Assessed.Risk.MinMarginRatio >= 0.3m), 0.3m);
    }

    /// <summary>S-133…S-137: free ETH on the chain, then for each venue move it, sell it, and buy back as much of the short.</summary>
    [Fact]
    public async Task Margin_comes_from_the_stake_in_four_steps()
    {
        var run = await RunAsync(FlowCases.MarginFromTheStake);

        var support = First(run, "add_margin");
        Operation[] each = [Operation.TransferToCex, Operation.CexSpotSell, Operation.PerpReduceShort];
        Assert.True(support.Did([Operation.AtomicDeleverageAave, .. each, .. each, .. each]));
        AssertMargin(support, 1);
        Assert.InRange(support.Completed.Assessed.Risk.LoanToValue!.Value, 0.909m, 0.911m);
    }

    [Fact]
    public async Task A_loan_that_has_become_too_large_is_cut_to_its_target()
    {
        var run = await RunAsync(FlowCases.ReducedLoanToValue);

        var cut = First(run, "reduce_ltv");
        Assert.True(cut.Did(Operation.AtomicDeleverageAave));
        Assert.InRange(cut.Completed.Assessed.Risk.LoanToValue!.Value, 0.909m, 0.9101m);
    }

    [Fact]
    public async Task A_delta_outside_its_band_is_traded_back()
    {
        var run = await RunAsync(FlowCases.AdjustedDelta);

        var repair = First(run, "delta_drift");
        Assert.True(Before(run, repair).Completed.Assessed.Risk.DeltaDrift > 0.05m);
        AssertHedged(Later(run, repair, m => !m.HasFailed));
    }

    /// <summary>To the target less the buffer of 0.03.</summary>
    [Fact]
    public async Task A_loan_close_to_liquidation_is_cut_far_below_its_target()
    {
        var run = await RunAsync(FlowCases.EmergencyDeleverage);

        var cut = First(run, "emergency_deleverage");
        Assert.Equal(0, cut.Completed.Plan.Blocks[0].Priority);
        Assert.InRange(cut.Completed.Assessed.Risk.LoanToValue!.Value, 0.879m, 0.8801m);
    }

    [Fact]
    public async Task A_loop_that_costs_more_than_it_earns_is_repaid_and_taken_up_again()
    {
        var run = await RunAsync(FlowCases.CarryGuard);

        var repaid = First(run, "negative_carry");
        Assert.Equal(0, repaid.Completed.Assessed.Risk.Loan!.Value.Debt);
        var again = Later(run, repaid, m => m.Reason == "carry_positive");
        Assert.InRange(again.Completed.Assessed.Risk.LoanToValue!.Value, 0.909m, 0.911m);
    }

    [Fact]
    public async Task The_stop_loss_closes_everything_and_halts()
    {
        var run = await RunAsync(FlowCases.StopLoss, RunStatus.Halted);

        Assert.Equal(("LT-011", "stop_loss"), (run.Summary.Error!.Code, run.Last.Reason));
        AssertFlat(run.Last);
    }

    [Fact]
    public async Task The_drawdown_limit_closes_everything_and_halts()
    {
        var run = await RunAsync(FlowCases.DrawdownLimit, RunStatus.Halted);

        Assert.Equal(("LT-011", "max_drawdown"), (run.Summary.Error!.Code, run.Last.Reason));
        AssertFlat(run.Last);
    }

    /// <summary>A deposit waits while the breaker is open: until 24 hours after the last hour of the depeg, or after the jump.</summary>
    [Fact]
    public async Task A_peg_discount_opens_the_circuit_breaker_until_a_day_after_it()
    {
        var run = await RunAsync(FlowCases.BreakerByPeg);

        Assert.Contains(run.Moments, m => m.Completed.Plan.Reason == "circuit_breaker");
        Assert.Equal(new DateTimeOffset(2024, 7, 18, 23, 0, 0, TimeSpan.Zero), First(run, "deposit").At);
    }

    [Fact]
    public async Task A_price_jump_opens_the_circuit_breaker_for_a_day()
    {
        var run = await RunAsync(FlowCases.BreakerByPrice);

        Assert.Contains(run.Moments, m => m.Completed.Plan.Reason == "circuit_breaker");
        Assert.Equal(new DateTimeOffset(2024, 7, 16, 0, 0, 0, TimeSpan.Zero), First(run, "deposit").At);
    }

    [Fact]
    public async Task Three_failed_plans_open_the_circuit_breaker_for_a_day()
    {
        var run = await RunAsync(FlowCases.BreakerByFailures);

        Assert.All(run.Moments.Take(3), m => Assert.True(m.HasFailed));
        Assert.All(run.Moments.Skip(3).Take(24), m => Assert.Equal("circuit_breaker", m.Completed.Plan.Reason));
        Assert.True(run.Moments[27].HasFailed); // tried again
        AssertHedged(run.Last);
    }

    [Fact]
    public async Task An_exchange_takes_over_a_short_and_the_run_halts()
    {
        var run = await RunAsync(FlowCases.ExchangeLiquidation, RunStatus.Halted);

        Assert.Equal(("RSK-005", 3), (run.Summary.Error!.Code, run.Summary.Liquidations));
        Assert.Contains(run.Last.Completed.Postings, p => p.Cause == Cause.Liquidation && p.Source == "binance:Perp:ETHUSDT");
        AssertFlat(run.Last);
    }

    [Fact]
    public void A_liquidation_is_exit_code_4()
    {
        using var basis = new Basis();

        var answer = basis.Run([.. FlowCases.ExchangeLiquidation.CommandLine.Split(' ')[1..], "--no-report"]);

        Assert.True(answer.ExitCode == ExitCodes.Halted, answer.ToString());
    }

    [Fact]
    public async Task Aave_takes_collateral_and_the_run_halts()
    {
        var run = await RunAsync(FlowCases.LoanLiquidation, RunStatus.Halted);

        Assert.Equal("RSK-005", run.Summary.Error!.Code);
        Assert.Equal(AavePositions.Debt.ToString(), Assert.Single(run.Last.Completed.Postings, p => p.Cause == Cause.Liquidation).Source);
        AssertFlat(run.Last);
    }

    /// <summary>Each order fills by half and the deposit is bought once; the withdrawal is unwound once, sold half by half and paid whole.</summary>
    [Fact]
    public async Task Partial_fills_are_repaired()
    {
        var run = await RunAsync(FlowCases.PartialFills);

        Assert.Equal((1, 0), (run.Moments.Count(m => m.Reason == "deposit"), run.Summary.NetFlows));
        Assert.True(run.Moments.Count(m => m.Reason == "withdrawal") > 1);
        Assert.InRange(run.Moments.Count(m => m.Reason == "withdrawal" && m.Confirmed.Any(r => r.Instruction.Operation == Operation.AtomicDeleverageAave)), 0, 1);
        AssertHedged(run.Last);
    }

    [Fact]
    public async Task Rejections_are_repaired()
    {
        var run = await RunAsync(FlowCases.Rejections);

        Assert.Contains(run.Moments, m => m.HasFailed);
        Assert.Equal(0, run.Summary.NetFlows);
        AssertHedged(run.Last);
    }

    [Fact]
    public async Task A_venue_outage_is_survived_and_what_waited_is_done_after_it()
    {
        var run = await RunAsync(FlowCases.Outage);

        Assert.Equal((24, new DateTimeOffset(2024, 7, 16, 0, 0, 0, TimeSpan.Zero)), (run.Summary.DataGaps.StaleTicks, First(run, "deposit").At));
        AssertHedged(run.Last);
    }

    /// <summary>Money to the exchanges takes up to three ticks, coins to the wallet three more; a withdrawal goes the same way back.</summary>
    [Fact]
    public async Task Entry_and_payout_are_completed_over_several_ticks_when_transfers_take_time()
    {
        var run = await RunAsync(FlowCases.SlowTransfer);

        var entry = run.Moments.Where(m => m.Reason is "nothing_deployed" or "idle_capital").Take(3).ToList();
        Assert.Equal([0, 3, 6], entry.Select(m => (int)(m.At - run.Moments[0].At).TotalHours));
        Assert.True(entry[2].Did(Operation.AtomicLeverageEntry));
        Assert.Equal(5_000, run.Summary.NetFlows);
        var payout = run.Moments.Where(m => m.Reason == "withdrawal").ToList();
        Assert.Equal([0, 3, 6], payout.Select(m => (int)(m.At - payout[0].At).TotalHours));
        Assert.True(payout[^1].Did(Operation.WalletPayout));
        Assert.Empty(run.Last.Completed.Computed.Positions.Book.Receivables);
        AssertHedged(run.Last);
    }

    [Fact]
    public async Task A_withdrawal_through_the_queue_is_paid_after_the_claim()
    {
        var run = await RunAsync(FlowCases.SlowUnwind);

        var asked = First(run, "withdrawal");
        Assert.Equal(Operation.UnstakeRequest, asked.Confirmed.Last().Instruction.Operation);
        var claim = Later(run, asked, m => m.Reason == "claim_due");
        Assert.Equal(7, (claim.At - asked.At).TotalDays);
        var paid = Later(run, claim, m => m.Reason == "withdrawal");
        Assert.Equal(15, Assert.Single(paid.Confirmed, r => r.Instruction.Operation == Operation.WalletPayout).FilledAmount);
        Assert.Single(run.Moments.SelectMany(m => m.Confirmed), r => r.Instruction.Operation == Operation.UnstakeRequest);
        Assert.Empty(run.Last.Completed.Computed.Positions.Book.Receivables);
    }

    [Fact]
    public async Task A_withdrawal_by_the_fast_way_is_paid_in_the_same_tick()
    {
        var run = await RunAsync(FlowCases.FastUnwind);

        var paid = Assert.Single(run.Moments, m => m.Reason == "withdrawal");
        Assert.True(paid.Did(Operation.AtomicDeleverageAave, Operation.WalletPayout));
        Assert.Equal(-15, run.Summary.NetFlows);
        Assert.InRange(paid.Completed.Assessed.Risk.LoanToValue!.Value, 0.909m, 0.911m);
    }

    [Fact]
    public void Every_flow_stands_in_the_documentation_with_its_command()
    {
        var text = File.ReadAllText(Path.Combine(ConfigFolder.Repository, "docs", "stress.md"));

        Assert.All(FlowCases.All, c => Assert.Contains($"`{c.CommandLine}`", text, StringComparison.Ordinal));
    }

    private async Task<WatchedRun> RunAsync(Case one, RunStatus ends = RunStatus.Completed)
    {
        var run = await runs.RunAsync(one, EventDetail.All);
        Assert.True(run.Invariants.Breaches.Count == 0, string.Join('\n', run.Invariants.Breaches));
        Assert.True(ends == run.Summary.Status, $"{run.Summary.Status}: {run.Summary.Error}");
        return run;
    }

    private static Moment First(WatchedRun run, string reason) => run.Moments.First(m => m.Reason == reason);

    private static Moment Before(WatchedRun run, Moment moment) => run.Moments.Last(m => m.At < moment.At);

    private static Moment Later(WatchedRun run, Moment moment, Func<Moment, bool> isIt) => run.Moments.First(m => m.At > moment.At && isIt(m));

    /// <summary>Exchanges that sent or got USDT.</summary>
    private static IEnumerable<string> Transfers(Moment moment, Operation operation) =>
        moment.Confirmed.Where(r => r.Instruction.Operation == operation && r.Instruction.Symbol == "USDT").Select(r => r.Instruction.Venue);

    private static decimal Margin(Moment moment, string venue) => moment.Completed.Assessed.Risk.Margins.Single(m => m.Venue == venue).Ratio!.Value;

    private static void AssertMargin(Moment moment, decimal target) =>
        Assert.All(moment.Completed.Assessed.Risk.Margins, m => Assert.True(m.Ratio >= target - Close, $"{moment.At:u} {m.Venue} {m.Ratio}"));

    private static void AssertHedged(Moment moment) => Assert.InRange(moment.Completed.Assessed.Risk.DeltaDrift!.Value, 0, 0.05m);

    private static void AssertFlat(Moment moment)
    {
        Assert.Equal(0, moment.Completed.Computed.Exposure.GrossPerpNotional);
        Assert.InRange(Math.Abs(moment.Completed.Computed.Exposure.TotalDeployed), 0, 10); // what is below the smallest trade
        Assert.False(moment.Completed.Assessed.Risk.Loan is { Debt: > 0 });
    }
}

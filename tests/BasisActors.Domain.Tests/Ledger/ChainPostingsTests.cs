using BasisActors.Domain.Costs;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Lending;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Ledger;

/// <summary>What staking, lending, swaps, queues and bundles do to the book, leg by leg (domain reference §3.5, §5.1–§5.4; D-02). weETH is worth 1.25 ETH throughout.</summary>
public class ChainPostingsTests
{
    private static readonly ChartOfAccounts Chart = new(StakingConfigurations.MarketNeutral.PositionSubscriptions);
    private static readonly PositionKey Ether = EtherBook.Eth("wallet"), Weth = PositionKey.Token("wallet", "WETH");
    private static readonly DateTimeOffset Due = MarketBuilder.Start.AddDays(7);

    // supply at index 1.1, debt at index 1.2
    private static readonly Book Before = new EtherBook(Chart).Holds(Ether, 100m).Holds(Weth, 10m).Staked(40m).Loop(88m, 60m, 1.1m, 1.2m).Queued("run-1-1-1", 5m, Due).Cash(1_000m, 500m).Book;

    [Fact]
    public void A_stake_mints_at_the_oracle_rate()
    {
        var after = After(Operation.Stake, "etherfi", "weETH", 10m, r => r with { FillPrice = 1.25m }, new(Ether, -10m), new(EtherBook.Loose, 8m));

        Assert.Equal((90m, 48m), (after.Quantity(Ether), after.Quantity(EtherBook.Loose)));
    }

    [Fact]
    public void A_request_turns_tokens_into_a_claim_that_is_remembered()
    {
        var after = After(Operation.UnstakeRequest, "etherfi", "weETH", 8m, r => r with { FillPrice = 1.25m, DueAt = Due }, new(EtherBook.Loose, -8m), new(EtherBook.Claims, 10m));

        Assert.Equal((32m, 15m), (after.Quantity(EtherBook.Loose), after.Quantity(EtherBook.Claims)));
        Assert.Equal(new Receivable("i-1", EtherBook.Claims, Ether, 10m, Due), after.Receivables[^1]);
        Assert.Equal(2, after.Receivables.Length);
    }

    [Fact]
    public void A_claim_brings_its_ETH_and_is_forgotten()
    {
        var after = After(Operation.UnstakeClaim, "etherfi", "weETH", 5m, r => r with { Instruction = r.Instruction with { ClaimId = "run-1-1-1" } }, new(EtherBook.Claims, -5m), new(Ether, 5m));

        Assert.Equal((0m, 105m), (after.Quantity(EtherBook.Claims), after.Quantity(Ether)));
        Assert.Empty(after.Receivables);
    }

    [Fact]
    public void Wrapping_changes_nothing_but_the_name()
    {
        var wrapped = After(Operation.WrapEth, "wallet", "ETH", 4m, r => r, new(Ether, -4m), new(Weth, 4m));
        var unwrapped = After(Operation.UnwrapWeth, "wallet", "WETH", 4m, r => r, new(Ether, 4m), new(Weth, -4m));

        Assert.Equal((96m, 14m), (wrapped.Quantity(Ether), wrapped.Quantity(Weth)));
        Assert.Equal((104m, 6m), (unwrapped.Quantity(Ether), unwrapped.Quantity(Weth)));
    }

    [Fact]
    public void A_swap_brings_the_fill_price()
    {
        var after = After(Operation.Swap, "curve", "weETH", 8m, r => r with { FillPrice = 1.24m, Instruction = r.Instruction with { Into = "ETH" } }, new(EtherBook.Loose, -8m), new(Ether, 9.92m));

        Assert.Equal((32m, 109.92m), (after.Quantity(EtherBook.Loose), after.Quantity(Ether)));
    }

    [Fact]
    public void A_supply_of_ETHs_wrapper_is_booked_with_the_venues_scaled_balance()
    {
        var after = After(Operation.AaveSupply, "aave_v3", "WETH", 4m, r => r, new(Weth, -4m), new(EtherBook.Lent, 3.2m));

        Assert.Equal((6m, 4m, 3.2m), (after.Quantity(Weth), after.Underlying(EtherBook.Lent), after.Quantity(EtherBook.Lent)));
    }

    [Fact]
    public void A_withdrawal_of_staked_tokens_brings_them_to_the_wallet()
    {
        var after = After(Operation.AaveWithdraw, "aave_v3", "weETH", 11m, r => r, new(EtherBook.Collateral, -10m), new(EtherBook.Loose, 11m));

        Assert.Equal((51m, 77m, 70m), (after.Quantity(EtherBook.Loose), after.Underlying(EtherBook.Collateral), after.Quantity(EtherBook.Collateral)));
    }

    [Fact]
    public void An_entry_turns_our_ETH_and_the_loan_into_collateral_and_the_loan_with_its_fee_into_debt()
    {
        var report = Report(
            Operation.AtomicLeverageEntry, "instadapp", "weETH", 10m,
            r => r with { FillPrice = 1.25m, FlashFee = 0.045m, Instruction = r.Instruction with { Bundle = new BundleTerms(90m, 1m, 0m) } },
            new(Ether, -10m), new(EtherBook.Collateral, 72.727272727273m), new(AavePositions.Debt, 75.0375m)); // 80 / 1.1, 90.045 / 1.2
        var postings = ReportPostings.For(Before, report);
        var after = Before.Post(postings);

        Assert.Equal([Cause.Conversion, Cause.Fee], postings.Select(p => p.Cause));
        Assert.Equal((90m, 168m, 152.727272727273m), (after.Quantity(Ether), after.Underlying(EtherBook.Collateral), after.Quantity(EtherBook.Collateral))); // 88 + 100 / 1.25
        Assert.Equal((-150.045m, 125.0375m), (after.Underlying(AavePositions.Debt), after.Quantity(AavePositions.Debt))); // 60 + 90 + 0.045
    }

    [Fact]
    public void A_deleverage_sells_collateral_gives_the_loan_back_and_pays_its_fee_from_the_rest()
    {
        var report = Report(
            Operation.AtomicDeleverageAave, "instadapp", "weETH", 22m,
            r => r with { FillPrice = 1.24m, FlashFee = 0.012m, Instruction = r.Instruction with { Bundle = new BundleTerms(24m, 1m, 0m) } },
            new(EtherBook.Collateral, -20m), new(AavePositions.Debt, -20m), new(Ether, 3.268m)); // 22 × 1.24 − 24 − 0.012
        var postings = ReportPostings.For(Before, report);
        var after = Before.Post(postings);

        Assert.Equal([Cause.Trade, Cause.Fee], postings.Select(p => p.Cause));
        Assert.Equal((66m, 60m, -36m, 30m), (after.Underlying(EtherBook.Collateral), after.Quantity(EtherBook.Collateral), after.Underlying(AavePositions.Debt), after.Quantity(AavePositions.Debt)));
        Assert.Equal(103.268m, after.Quantity(Ether));
    }

    [Fact]
    public void Gas_is_taken_from_the_token_it_is_charged_in()
    {
        var report = Report(Operation.Stake, "etherfi", "weETH", 10m, r => r with { FillPrice = 1.25m, Gas = new GasCharge(150_000m, 20m, 0.003m, 0.003m, "ETH") }, new(Ether, -10.003m), new(EtherBook.Loose, 8m));
        var dollars = Report(Operation.WrapEth, "wallet", "ETH", 1m, r => r with { Gas = new GasCharge(45_000m, 20m, 0.0009m, 1.8m) }, new(Ether, -1m), new(Weth, 1m), new(EtherBook.Usdt("wallet"), -1.8m));

        Assert.Equal(89.997m, Before.Post(ReportPostings.For(Before, report)).Quantity(Ether));
        Assert.Equal(998.2m, Before.Post(ReportPostings.For(Before, dollars)).Quantity(EtherBook.Usdt("wallet")));
        Assert.Equal(Cause.Gas, ReportPostings.For(Before, report)[^1].Cause);
    }

    [Theory]
    [InlineData(Operation.Stake, "8.1", "-10")] // more tokens than the rate mints
    [InlineData(Operation.Stake, "8", "-9")]
    [InlineData(Operation.Swap, "-8", "10")] // the fill gives 9.92
    public void Deltas_that_do_not_follow_from_the_fill_are_POS_002(Operation operation, string tokens, string eth)
    {
        var report = Report(
            operation, "v", "weETH", operation == Operation.Stake ? 10m : 8m, r => r with { FillPrice = operation == Operation.Stake ? 1.25m : 1.24m, Instruction = r.Instruction with { Into = "ETH" } },
            new(EtherBook.Loose, Number(tokens)), new(Ether, Number(eth)));

        Assert.Equal("POS-002", Assert.Throws<BasisException>(() => ReportPostings.For(Before, report)).Error.Code);
    }

    [Fact]
    public void A_position_that_the_fill_changes_and_the_venue_does_not_name_is_POS_002()
    {
        var report = Report(Operation.Stake, "etherfi", "weETH", 10m, r => r with { FillPrice = 1.25m }, new Delta(Ether, -10m)); // where are the 8 tokens?

        Assert.StartsWith("POS-002: The venue reports 0 on wallet:LST:weETH, but its fill gives 8", Assert.Throws<BasisException>(() => ReportPostings.For(Before, report)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_transfer_that_takes_time_is_ours_on_the_way_and_arrives_at_its_time()
    {
        var transit = PositionKey.InTransit("USDT");
        var sent = After(Operation.TransferToCex, "binance", "USDT", 300m, r => r with { DueAt = MarketBuilder.Hour(1) }, new(EtherBook.Usdt("wallet"), -300m), new(transit, 300m));
        var market = Markets.Staking(rows: 3).Build();
        var settlement = new PeriodicSettlement(Chart, market);

        Assert.Equal((700m, 300m, 500m), (sent.Quantity(EtherBook.Usdt("wallet")), sent.Quantity(transit), sent.Quantity(EtherBook.Usdt("binance"))));
        Assert.Empty(settlement.Arrivals(sent, market.At(MarketBuilder.Start)));
        var arrival = Assert.Single(settlement.Arrivals(sent, market.At(MarketBuilder.Hour(1))));
        var after = sent.Post(arrival);
        Assert.Equal((Cause.Transfer, "i-1", "i-1"), (arrival.Cause, arrival.Source, arrival.Settles));
        Assert.Equal((0m, 800m), (after.Quantity(transit), after.Quantity(EtherBook.Usdt("binance"))));
        Assert.Equal(["run-1-1-1"], after.Receivables.Select(r => r.Id)); // the claim in the queue stays
        Assert.Empty(settlement.Arrivals(after, market.At(MarketBuilder.Hour(2))));
    }

    [Fact]
    public void A_claim_does_not_arrive_by_itself_even_when_it_is_due()
    {
        var market = Markets.Staking(rows: 24 * 8).Build();

        Assert.Empty(new PeriodicSettlement(Chart, market).Arrivals(Before, market.At(MarketBuilder.Hour(24 * 7))));
        Assert.Empty(new PeriodicSettlement(Chart, market).Arrivals(Book.Open(Chart), market.At(MarketBuilder.Start)));
    }

    [Fact]
    public void A_transfer_back_to_the_wallet_takes_time_too()
    {
        var sent = After(Operation.TransferFromCex, "binance", "USDT", 300m, r => r with { DueAt = MarketBuilder.Hour(1) }, new(EtherBook.Usdt("binance"), -300m), new(PositionKey.InTransit("USDT"), 300m));

        Assert.Equal(new Receivable("i-1", PositionKey.InTransit("USDT"), EtherBook.Usdt("wallet"), 300m, MarketBuilder.Hour(1)), sent.Receivables[^1]);
    }

    [Fact]
    public void An_operation_without_a_posting_is_a_fault_of_the_program() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ReportPostings.For(Before, Report((Operation)99, "wallet", "ETH", 1m, r => r)));

    private static Book After(Operation operation, string venue, string symbol, decimal amount, Func<ExecutionReport, ExecutionReport> fill, params ReadOnlySpan<Delta> deltas) =>
        Before.Post(ReportPostings.For(Before, Report(operation, venue, symbol, amount, fill, deltas)));

    private static ExecutionReport Report(
        Operation operation, string venue, string symbol, decimal amount, Func<ExecutionReport, ExecutionReport> fill, params ReadOnlySpan<Delta> deltas) => fill(new ExecutionReport
        {
            Instruction = new Instruction { Id = "i-1", Operation = operation, Venue = venue, Symbol = symbol, Amount = amount, EstimatedDeltas = [], EstimatedCost = 0m },
            Status = ExecutionStatus.Confirmed,
            FilledAmount = amount,
            ExecutedAt = MarketBuilder.Start,
            ActualDeltas = [.. deltas],
        });

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

using System.Text;
using BasisActors.Domain.Costs;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Lending;
using BasisActors.Host.EventLog.Payloads;

namespace BasisActors.Host.Tests.EventLog;

/// <summary>The stored form of bundles, swaps, queue claims and what the ledger books of them.</summary>
public class ChainPayloadTests
{
    private static readonly PositionKey Ether = PositionKey.Token("wallet", "ETH");
    private static readonly PositionKey Claim = EventSamples.Key("etherfi:Claim:ETH");
    private static readonly PositionKey Reward = PositionKey.Token("wallet", "EIGEN");
    private static readonly DateTimeOffset Due = EventSamples.Noon.AddDays(7);
    private static readonly ChartOfAccounts Chart = new([Ether, PositionKey.Token("wallet", "weETH"), Reward, Claim, AavePositions.Supply("weETH"), AavePositions.Debt]);

    private static readonly ExecutionReport Bundle = Report(Operation.AtomicLeverageEntry, "instadapp", "weETH", 10m) with
    {
        FillPrice = 1.05m,
        ReferencePrice = 1.05m,
        FlashFee = 0.045m,
        Gas = new GasCharge(1_250_000m, 20m, 0.025m, 0.025m, "ETH"),
    };

    private static readonly Receivable Queued = new("r1-3-1-1", Claim, Ether, 5m, Due);

    [Fact]
    public void A_bundle_states_its_terms_its_flash_fee_and_gas_in_its_token()
    {
        var report = Bundle with { Instruction = Bundle.Instruction with { Bundle = new BundleTerms(90m, 1.02m, 0m) } };

        Assert.Equal(
            """{"instruction_id":"r1-3-1-1","operation":"ATOMIC_LEVERAGE_ENTRY","instruction_type":"smart_contract_action","venue":"instadapp","symbol":"weETH","amount":10,"bundle":{"flash_loan":90,"min_health_factor":1.02,"min_out":0},"status":"confirmed","executed_at":"2024-05-01T12:00:00Z","filled_amount":10,"fill_price":1.05,"reference_price":1.05,"fee":0,"flash_fee":0.045,"gas":{"units":1250000,"price_gwei":20,"cost_eth":0.025,"cost":0.025,"token":"ETH"},"actual_deltas":[],"simulated":true,"error":null}""",
            Json(report));
    }

    [Fact]
    public void A_swap_says_into_what_a_claim_which_request_and_a_request_when_it_is_due()
    {
        var swap = Report(Operation.Swap, "curve", "weETH", 2m);
        var claim = Report(Operation.UnstakeClaim, "etherfi", "weETH", 5m);

        Assert.Contains("\"into\":\"ETH\"", Json(swap with { Instruction = swap.Instruction with { Into = "ETH" } }), StringComparison.Ordinal);
        Assert.Contains("\"claim_id\":\"r1-2-1-1\"", Json(claim with { Instruction = claim.Instruction with { ClaimId = "r1-2-1-1" } }), StringComparison.Ordinal);
        Assert.Contains("\"due_at\":\"2024-05-08T12:00:00Z\"", Json(Report(Operation.UnstakeRequest, "etherfi", "weETH", 5m) with { DueAt = Due }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_posting_names_the_receivable_it_opens_and_the_one_it_settles()
    {
        var posting = Posting.Balanced(Chart, Cause.Conversion, "r1-3-1-1", new Leg(Chart.Own(Claim), 5m));

        Assert.EndsWith(
            """],"opens":{"id":"r1-3-1-1","held":"etherfi:Claim:ETH","destination":"wallet:BaseToken:ETH","amount":5,"due_at":"2024-05-08T12:00:00Z"}}""",
            Json(posting with { Opens = Queued }), StringComparison.Ordinal);
        Assert.EndsWith("""],"settles":"r1-3-1-1"}""", Json(posting with { Settles = "r1-3-1-1" }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_book_lists_what_is_under_way_behind_its_balances()
    {
        var opened = Posting.Balanced(Chart, Cause.CapitalFlow, "x", new Leg(Chart.Own(Claim), 5m)) with { Opens = Queued };
        var empty = new Posting(Cause.CapitalFlow, "x", []) { Opens = Queued };

        Assert.StartsWith("""{"etherfi:Claim:ETH":5,"receivables":[{"id":"r1-3-1-1",""", Json(Book.Open(Chart).Post(opened)), StringComparison.Ordinal);
        Assert.StartsWith("""{"receivables":[{"id":"r1-3-1-1",""", Json(Book.Open(Chart).Post(empty)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_of_a_bundle_has_its_rate_and_gas_in_ether_and_nothing_in_dollars() => // action … slippage_usd; no notional_usd, fee_usd, gas_cost_usd
        Assert.Equal(",,,,r1-3-1,r1-3-1-1,,instadapp,weETH,10,1.05,,,1250000,20,0.025,,,,", Cells(Bundle)[..Cells(Bundle).IndexOf(",\"{", StringComparison.Ordinal)]);

    [Fact]
    public void A_row_of_a_swap_into_dollars_has_its_notional_and_slippage() // 400 × 3 and 400 × 3.003
    {
        var swap = Report(Operation.Swap, "uniswap", "EIGEN", 400m) with { FillPrice = 3m, ReferencePrice = 3.003m };

        Assert.StartsWith(",,,,r1-3-1,r1-3-1-1,,uniswap,EIGEN,400,3,1200,0,,,,,1.2,", Cells(swap with { Instruction = swap.Instruction with { Into = "USDT" } }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_of_gas_paid_in_ether_is_not_in_dollars() => Assert.StartsWith(
        ",,,,r1-3-1,r1-3-1-1,,wallet,ETH,-0.025,,,,,,0.025,,,",
        Cells(Posting.Balanced(Chart, Cause.Gas, "r1-3-1-1", new Leg(Chart.Own(Ether), -0.025m))), StringComparison.Ordinal);

    [Fact]
    public void A_row_of_a_reward_or_a_liquidation_says_where_what_and_how_much()
    {
        Assert.StartsWith(",,,,,,,wallet,EIGEN,12.5,", Cells(Posting.Balanced(Chart, Cause.Reward, "week-1", new Leg(Chart.Own(Reward), 12.5m))), StringComparison.Ordinal);
        Assert.StartsWith(
            ",,,,,,,aave_v3,weETH,-3,",
            Cells(Posting.Balanced(Chart, Cause.Liquidation, "aave", new Leg(Chart.Own(AavePositions.Supply("weETH"), AccountRole.Underlying), -3m))), StringComparison.Ordinal);
    }

    private static ExecutionReport Report(Operation operation, string venue, string symbol, decimal amount) => new()
    {
        Instruction = new Instruction { Id = "r1-3-1-1", Operation = operation, Venue = venue, Symbol = symbol, Amount = amount, EstimatedDeltas = [], EstimatedCost = 0 },
        Status = ExecutionStatus.Confirmed,
        FilledAmount = amount,
        ExecutedAt = EventSamples.Noon,
        Simulated = true,
    };

    private static string Json(object payload) => Encoding.UTF8.GetString(new PayloadText(Chart, "backtest").Json(payload));

    private static string Cells(object payload) => Encoding.UTF8.GetString(new PayloadText(Chart, "backtest").Csv(payload));
}

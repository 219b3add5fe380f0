using System.Text;
using System.Text.Json;
using BasisActors.Actors.Ledger;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Lending;
using BasisActors.Domain.Risk;
using BasisActors.Host.EventLog.Payloads;

namespace BasisActors.Host.Tests.EventLog;

/// <summary>The stored form of each payload. A change here is a change of a file format that people read with their own tools.</summary>
public class PayloadTextTests
{
    [Fact]
    public void No_payload_is_null() => Assert.Equal("null", Json(null));

    [Fact]
    public void A_book_names_its_balances_that_are_not_zero() => Assert.Equal(
        """{"wallet:BaseToken:USDT":100000.5,"binance:Perp:BTCUSDT":-0.5,"binance:Perp:BTCUSDT/EntryNotional":30000}""", Json(EventSamples.Book));

    [Fact]
    public void An_empty_book_is_an_empty_object() => Assert.Equal("{}", Json(Book.Open(EventSamples.Chart)));

    [Fact]
    public void A_book_on_an_equal_chart_of_its_own_reads_the_same()
    {
        var own = new ChartOfAccounts(EventSamples.Chart.Positions);
        var book = Book.Open(own).Post(EventSamples.Deposit);

        Assert.Equal("""{"wallet:BaseToken:USDT":100000.5}""", Json(book));
    }

    [Fact]
    public void A_posting_names_its_cause_its_source_and_all_legs() => Assert.Equal(
        """{"cause":"funding","source":"binance:Perp:BTCUSDT","legs":[{"account":"binance:BaseToken:USDT","amount":6},{"account":"world:Funding:USDT","amount":-6}]}""",
        Json(EventSamples.Funding));

    [Theory]
    [InlineData(Cause.CapitalFlow, "capital_flow")]
    [InlineData(Cause.Transfer, "transfer")]
    [InlineData(Cause.Trade, "trade")]
    [InlineData(Cause.Fee, "fee")]
    [InlineData(Cause.Gas, "gas")]
    [InlineData(Cause.Funding, "funding")]
    [InlineData(Cause.LendingInterest, "lending_interest")]
    [InlineData(Cause.BorrowInterest, "borrow_interest")]
    [InlineData(Cause.Conversion, "conversion")]
    [InlineData(Cause.Reward, "reward")]
    [InlineData(Cause.Liquidation, "liquidation")]
    [InlineData(Cause.Adjustment, "adjustment")]
    public void Every_cause_has_its_name(Cause cause, string name) => Assert.Equal($$"""{"cause":"{{name}}","source":"x","legs":[]}""", Json(new Posting(cause, "x", [])));

    [Fact]
    public void A_statement_names_the_venue_and_what_it_holds() => Assert.Equal(
        """{"venue":"binance","holdings":[{"position":"binance:BaseToken:USDT","amount":15000},{"position":"binance:Perp:BTCUSDT","amount":-0.5}]}""",
        Json(EventSamples.Statement));

    [Fact]
    public void A_difference_says_what_each_has_and_where_it_was_seen() => Assert.Equal(
        """{"position":"binance:BaseToken:USDT","expected":100,"actual":98.5,"difference":-1.5,"grade":"above_tolerance","block_id":"r1-7-2"}""",
        Json(new DifferenceSeen(new PositionDifference(EventSamples.Key("binance:BaseToken:USDT"), 100m, 98.5m), DifferenceGrade.Above, "r1-7-2")));

    [Fact]
    public void A_hold_says_its_state_its_reason_and_since_when() => Assert.Equal(
        """{"state":"halted","reason":"ledger_differs","since":"2024-05-01T12:00:00Z","where":"binance:BaseToken:USDT"}""",
        Json(new TradingHold(TradingState.Halted, "ledger_differs", EventSamples.Noon, "binance:BaseToken:USDT")));

    [Fact]
    public void An_exposure_names_each_asset_of_the_chart() => Assert.Equal(
        """{"snapshot_id":12,"equity":100000.5,"total_deployed":30000,"gross_perp_notional":30000,"assets":{"BTC":{"spot":0.5,"perp":-0.5,"delta":0,"price":60000},"ETH":{"spot":0,"perp":0,"delta":0,"price":0}}}""",
        Json(EventSamples.Exposure));

    /// <summary>A risk that the mode has not enabled is null and never zero (domain reference §6).</summary>
    [Fact]
    public void A_risk_assessment_names_what_is_not_enabled_as_null() => Assert.Equal(
        """{"ltv_ratio":null,"health_factor":null,"min_margin_ratio":0.5,"worst_venue":"binance","margins":{"binance":{"balance":15000,"notional":30000,"unrealised_pnl":-12.5,"ratio":0.5}},"delta_drift":0,"basis_spread":0.0005,"drawdown":0.01,"loss":-0.02,"stop_loss_reached":false,"liquidated_venue":null,"triggers":["MARGIN_CRITICAL","DELTA_DRIFT_WARNING"]}""",
        Json(EventSamples.Alert));

    /// <summary>(0.5 − 0.1)/1.1; 1 − 0.9/0.95.</summary>
    [Fact]
    public void A_mode_that_stakes_and_borrows_tells_the_discount_and_how_far_both_sides_are_from_failure() => Assert.Contains(
        """ "liquidated_venue":null,"peg_discount":0.002,"price_rise_to_margin_failure":0.3636363636363636363636363636,"oracle_fall_to_liquidation":0.0526315789473684210526315789,"triggers" """.Trim(),
        Json(EventSamples.Risk with { PegDiscount = 0.002m, LoanToValue = 0.9m, Loan = new LendingAccount(100m, 90m, new ReserveParameters(0.93m, 0.95m, 0.01m)) }), StringComparison.Ordinal);

    [Fact]
    public void Pnl_names_the_buckets_that_are_not_zero() => Assert.Equal(
        """{"equity_before":100000,"equity_after":100004,"net_flow":0,"buckets":{"delta_pnl":1.5,"funding_pnl":6,"transaction_costs":-3.5},"fees":3,"gas":0.5,"slippage":0}""",
        Json(EventSamples.Pnl));

    [Fact]
    public void A_plan_says_what_why_and_which_blocks() => Assert.Equal(
        """{"action":"entry_full","change":"initial_setup","reason":"funding_above_entry","snapshot_id":12,"all_triggers":["DELTA_DRIFT_WARNING"],"gaps":[{"name":"btc_short","current":0,"desired":0.5,"threshold":0.025}],"facts":{"funding":0.0001,"price":60000},"block_ids":["r1-7-2"]}""",
        Json(EventSamples.Plan));

    [Fact]
    public void A_plan_that_holds_has_no_change() => Assert.Equal(
        """{"action":"sell_dust","change":null,"reason":"hold","snapshot_id":0,"all_triggers":[],"gaps":[],"facts":{},"block_ids":[]}""", Json(Plan.Hold("hold")));

    [Theory]
    [InlineData(ChangeType.InitialSetup, "initial_setup")]
    [InlineData(ChangeType.Deposit, "deposit")]
    [InlineData(ChangeType.Withdrawal, "withdrawal")]
    [InlineData(ChangeType.Rebalance, "rebalance")]
    public void Every_change_has_its_name(ChangeType change, string name) =>
        Assert.Equal(name, Parse(EventSamples.Plan with { Change = change }).GetProperty("change").GetString());

    [Fact]
    public void A_block_holds_its_instructions() => Assert.Equal(
        """{"block_id":"r1-7-2","action":"entry_full","priority":10,"parallel_group":false,"dependencies":["r1-7-1"],"expected_deltas":[{"position":"binance:BaseToken:USDT","amount":-15},{"position":"binance:Perp:BTCUSDT","amount":-0.5}],"instructions":[{"instruction_id":"r1-7-2-1","operation":"PERP_OPEN_SHORT","instruction_type":"cex_trade","venue":"binance","symbol":"BTCUSDT","amount":0.5,"reduce_only":false,"estimated_cost":15,"estimated_deltas":[{"position":"binance:Perp:BTCUSDT","amount":-0.5},{"position":"binance:BaseToken:USDT","amount":-15}]}]}""",
        Json(EventSamples.Block));

    [Fact]
    public void A_block_of_two_instructions_is_a_list_of_two()
    {
        var block = EventSamples.Block with { Instructions = [EventSamples.Supply, EventSamples.Short] };

        Assert.Equal(["r1-7-1-1", "r1-7-2-1"], Parse(block).GetProperty("instructions").EnumerateArray().Select(i => i.GetProperty("instruction_id").GetString()));
    }

    [Fact]
    public void A_report_says_what_the_venue_did() => Assert.Equal(
        """{"instruction_id":"r1-7-2-1","operation":"PERP_OPEN_SHORT","instruction_type":"cex_trade","venue":"binance","symbol":"BTCUSDT","amount":0.5,"status":"confirmed","executed_at":"2024-05-01T12:00:00Z","filled_amount":0.5,"fill_price":59990,"reference_price":60000,"fee":15,"gas":{"units":0,"price_gwei":0,"cost_eth":0,"cost":0},"actual_deltas":[{"position":"binance:Perp:BTCUSDT","amount":-0.5},{"position":"binance:BaseToken:USDT","amount":-15}],"simulated":true,"error":null}""",
        Json(EventSamples.Traded));

    [Fact]
    public void A_report_of_a_refusal_holds_the_error() => Assert.Equal(
        """{"error_code":"EXEC-004","sub_code":"CEX-IF-001","error_message":"The amount is 3; it must be 5 or more.","error_severity":"MEDIUM","where":"r1-7-2-1","resolution":"Raise it.","stack_trace":null}""",
        Parse(EventSamples.Refused).GetProperty("error").GetRawText());

    [Theory]
    [InlineData(ExecutionStatus.Confirmed, "confirmed")]
    [InlineData(ExecutionStatus.Failed, "failed")]
    [InlineData(ExecutionStatus.Cancelled, "cancelled")]
    public void Every_status_of_a_report_has_its_name(ExecutionStatus status, string name) =>
        Assert.Equal(name, Parse(EventSamples.Traded with { Status = status }).GetProperty("status").GetString());

    /// <summary>S-179.</summary>
    [Fact]
    public void An_error_takes_its_resolution_from_the_registry_when_it_has_none() => Assert.Equal(
        """{"error_code":"EXP-003","sub_code":null,"error_message":"No price.","error_severity":"HIGH","where":null,"resolution":"Provide data for the series named, or choose another period.","stack_trace":null}""",
        Json(new BasisError("EXP-003", "No price.")));

    /// <summary>S-177.</summary>
    [Fact]
    public void An_initialisation_names_both_modes_and_the_configuration() => Assert.Equal(
        """{"execution_mode":"backtest","mode":"btc_basis","config_hash":"abc123"}""", Json(EventSamples.Initialized));

    /// <summary>S-178.</summary>
    [Fact]
    public void A_state_update_names_trigger_action_and_counters() => Assert.Equal(
        """{"trigger_source":"full_loop","current_action":"entry_full","blocks":2,"instruction_blocks_generated":5,"execution_count":8,"processing_time_ms":0}""",
        Json(EventSamples.Update));

    [Fact]
    public void The_action_before_an_update_is_an_object_too() => Assert.Equal("""{"current_action":"exit_partial"}""", Json(StrategyAction.ExitPartial));

    [Fact]
    public void A_skipped_tick_names_the_series() => Assert.Equal("""{"tick":7,"series":"Spot/binance/BTCUSDT","age_seconds":7200}""", Json(EventSamples.Stale));

    [Fact]
    public void Plain_text_is_a_message() => Assert.Equal("""{"message":"done"}""", Json("done"));

    [Fact]
    public void A_payload_without_a_format_is_an_error()
    {
        var thrown = Assert.Throws<BasisException>(() => Json(new Version(1, 2)));

        Assert.Equal("EVT-001", thrown.Error.Code);
        Assert.Contains("Version", thrown.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_payload_that_failed_leaves_nothing_behind()
    {
        var text = new PayloadText(EventSamples.Chart, "backtest");
        var broken = new BasisError("NO-SUCH-CODE", "x");
        Assert.Throws<ArgumentException>(() => Encoding.UTF8.GetString(text.Json(broken)));

        Assert.Equal("null", Encoding.UTF8.GetString(text.Json(null)));
    }

    [Fact]
    public void State_told_again_reads_the_same_and_new_state_does_not()
    {
        var text = new PayloadText(EventSamples.Chart, "backtest");
        var first = Encoding.UTF8.GetString(text.Json(EventSamples.Risk));
        text.Json(EventSamples.Book);

        Assert.Equal(first, Encoding.UTF8.GetString(text.Json(EventSamples.Risk)));
        Assert.NotEqual(first, Encoding.UTF8.GetString(text.Json(EventSamples.Alert)));
    }

    [Fact]
    public void Every_payload_is_valid_json()
    {
        object[] payloads =
        [
            EventSamples.Book, EventSamples.Funding, EventSamples.Statement, EventSamples.Exposure, EventSamples.Risk, EventSamples.Alert, EventSamples.Pnl, EventSamples.Plan,
            EventSamples.Block, EventSamples.Traded, EventSamples.Supplied, EventSamples.Refused, EventSamples.Error, EventSamples.Initialized, EventSamples.Update,
            StrategyAction.EntryFull, EventSamples.Stale, "text",
        ];

        foreach (var payload in payloads)
            Assert.Equal(JsonValueKind.Object, Parse(payload).ValueKind);
    }

    private static JsonElement Parse(object payload) => JsonDocument.Parse(Json(payload)).RootElement;

    private static string Json(object? payload) => Encoding.UTF8.GetString(new PayloadText(EventSamples.Chart, "backtest").Json(payload));
}

using System.Text;
using BasisActors.Actors.Events;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Instructions;
using BasisActors.Host.EventLog;
using BasisActors.Host.EventLog.Text;

namespace BasisActors.Host.Tests.EventLog;

public class EventFormatTests
{
    private const string Head = "\"timestamp\":\"2024-05-01T12:00:00Z\",\"real_utc_time\":\"2024-05-01T12:00:00Z\",\"correlation_id\":\"r1-20240501T120000Z\",\"run_id\":\"r1\",\"pid\":0";

    /// <summary>S-174: one JSON object a line, with the record fields of domain reference §8 in their order.</summary>
    [Fact]
    public void A_record_has_all_fields_on_one_line() => Assert.Equal(
        $$"""{"order":42,{{Head}},"component":"strategy_manager","event_type":"state_update","level":"INFO","status":"pending","mode":"btc_basis","execution_mode":"backtest","data":null}""" + "\n",
        Json(EventSamples.Event(null, EventType.StateUpdate, EventStatus.Pending, "strategy-btc_basis", 42)));

    [Fact]
    public void An_exchange_is_named_with_its_file() =>
        Assert.Contains("\"component\":\"cex_execution:bybit\"", Json(EventSamples.Event(null, component: "cex-bybit")), StringComparison.Ordinal);

    [Theory]
    [InlineData("strategy-btc_basis", "strategy_manager")]
    [InlineData("ledger", "position_monitor")]
    [InlineData("exposure", "exposure_monitor")]
    [InlineData("risk", "risk_monitor")]
    [InlineData("attribution", "pnl_monitor")]
    [InlineData("execution", "execution_manager")]
    [InlineData("cex-binance", "cex_execution")]
    [InlineData("on-chain", "onchain_execution")]
    [InlineData("market-data", "data_provider")]
    [InlineData("event-log", "event_logger")]
    [InlineData("clock", "clock")]
    [InlineData("results", "results_store")]
    [InlineData("health", "health")]
    public void Each_component_has_its_file(string component, string file)
    {
        Assert.Equal(file, EventNames.FileOf(component));
        Assert.Contains(file, EventNames.Files);
    }

    [Fact]
    public void A_component_without_a_file_is_an_error() => Assert.Equal("EVT-001", Assert.Throws<BasisException>(() => EventNames.FileOf("butler")).Error.Code);

    [Theory]
    [InlineData(EventType.ComponentInitialization, "component_initialization")]
    [InlineData(EventType.StrategyDecision, "strategy_decision")]
    [InlineData(EventType.InstructionBlockGenerationFailed, "instruction_block_generation_failed")]
    [InlineData(EventType.PnlUpdate, "pnl_update")]
    [InlineData(EventType.RiskAlert, "RISK_ALERT")]
    [InlineData(EventType.Reconciliation, "HOURLY_RECONCILIATION")]
    [InlineData(EventType.VenueTransfer, "VENUE_TRANSFER")]
    [InlineData(EventType.SpotTrade, "SPOT_TRADE")]
    [InlineData(EventType.TradeExecuted, "TRADE_EXECUTED")]
    [InlineData(EventType.FundingPayment, "FUNDING_PAYMENT")]
    [InlineData(EventType.CollateralSupplied, "COLLATERAL_SUPPLIED")]
    [InlineData(EventType.CollateralWithdrawn, "COLLATERAL_WITHDRAWN")]
    [InlineData(EventType.GasFeePaid, "GAS_FEE_PAID")]
    public void An_event_has_the_name_of_the_specification(EventType type, string name) => Assert.Equal(name, EventNames.Of(type));

    [Fact]
    public void Every_event_type_has_a_name_of_its_own()
    {
        var names = Enum.GetValues<EventType>().Select(EventNames.Of).ToList();

        Assert.Equal(names.Count, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void A_record_is_as_urgent_as_its_content()
    {
        Assert.Equal("INFO", Level(EventType.StateUpdate, EventStatus.Complete, EventSamples.Update));
        Assert.Equal("WARNING", Level(EventType.TickSkipped, EventStatus.Complete, EventSamples.Stale));
        Assert.Equal("WARNING", Level(EventType.RiskAlert, EventStatus.Complete, EventSamples.Risk));
        Assert.Equal("CRITICAL", Level(EventType.RiskAlert, EventStatus.Complete, EventSamples.Alert));
        Assert.Equal("WARNING", Level(EventType.TradeExecuted, EventStatus.Failed, EventSamples.Refused)); // EXEC-004 is MEDIUM
        Assert.Equal("ERROR", Level(EventType.Error, EventStatus.Failed, new BasisError("EXP-003", "x")));
        Assert.Equal("CRITICAL", Level(EventType.Error, EventStatus.Failed, new BasisError("POS-005", "x")));
        Assert.Equal("ERROR", Level(EventType.BlockFailed, EventStatus.Failed, EventSamples.Block));
    }

    /// <summary>Columns of domain reference §8.</summary>
    [Fact]
    public void The_csv_has_the_columns_of_the_specification() => Assert.Equal(
        "order,timestamp,real_utc_time,component,event_type,status,severity,error_code,action,block_id,instruction_id,parent_event,venue,token,amount,price,notional_usd,fee_usd,gas_units,gas_price_gwei,gas_cost_eth,gas_cost_usd,slippage_usd,tx_hash,equity_share_class,data_json\n",
        Encoding.UTF8.GetString(EventFormat.CsvHeader));

    [Fact]
    public void A_trade_fills_its_columns()
    {
        // 0.5 × 59 990 = 29 995; the mark was 60 000, so slippage is |29 995 − 30 000| = 5.
        var row = Csv(EventSamples.Event(EventSamples.Traded, EventType.TradeExecuted, component: "execution", order: 3));

        Assert.StartsWith(
            "3,2024-05-01T12:00:00Z,2024-05-01T12:00:00Z,execution_manager,TRADE_EXECUTED,complete,,,,r1-7-2,r1-7-2-1,,binance,BTCUSDT,0.5,59990,29995,15,,,,,5,,,\"{\"\"instruction_id\"\":\"\"r1-7-2-1\"\",",
            row, StringComparison.Ordinal);
        Assert.EndsWith("\"\"error\"\":null}\"\n", row, StringComparison.Ordinal);
    }

    [Fact]
    public void An_operation_on_chain_fills_the_gas_columns() => Assert.StartsWith(
        "1,2024-05-01T12:00:00Z,2024-05-01T12:00:00Z,execution_manager,COLLATERAL_SUPPLIED,complete,,,,r1-7-1,r1-7-1-1,,aave_v3,USDT,1000,,,,250000,10,0.0025,7.5,,,,\"{",
        Csv(EventSamples.Event(EventSamples.Supplied, EventType.CollateralSupplied, component: "execution")), StringComparison.Ordinal);

    [Fact]
    public void A_refused_trade_has_its_error_and_no_price() => Assert.StartsWith(
        "1,2024-05-01T12:00:00Z,2024-05-01T12:00:00Z,execution_manager,TRADE_EXECUTED,failed,MEDIUM,EXEC-004,,r1-7-2,r1-7-2-1,,binance,BTCUSDT,0.5,,,,,,,,,,,\"{",
        Csv(EventSamples.Event(EventSamples.Refused, EventType.TradeExecuted, EventStatus.Failed, "execution")), StringComparison.Ordinal);

    [Fact]
    public void Funding_says_where_and_how_much() => Assert.Equal(
        "1,2024-05-01T12:00:00Z,2024-05-01T12:00:00Z,position_monitor,FUNDING_PAYMENT,complete,,,,,,,binance,USDT,6,,,,,,,,,,,\"{\"\"cause\"\":\"\"funding\"\",\"\"source\"\":\"\"binance:Perp:BTCUSDT\"\",\"\"legs\"\":[{\"\"account\"\":\"\"binance:BaseToken:USDT\"\",\"\"amount\"\":6},{\"\"account\"\":\"\"world:Funding:USDT\"\",\"\"amount\"\":-6}]}\"\n",
        Csv(EventSamples.Event(EventSamples.Funding, EventType.FundingPayment, component: "ledger")));

    [Fact]
    public void Gas_names_the_instruction_it_was_paid_for() => Assert.StartsWith(
        "1,2024-05-01T12:00:00Z,2024-05-01T12:00:00Z,position_monitor,GAS_FEE_PAID,complete,,,,r1-7-1,r1-7-1-1,,wallet,USDT,-7.5,,,,,,,7.5,,,,\"{",
        Csv(EventSamples.Event(EventSamples.Gas, EventType.GasFeePaid, component: "ledger")), StringComparison.Ordinal);

    [Fact]
    public void Interest_is_counted_in_the_token_and_not_in_the_scaled_one() => Assert.Contains(
        ",index_accrual,complete,,,,,,,aave_v3,USDT,0.25,", Csv(EventSamples.Event(EventSamples.Interest, EventType.IndexAccrual, component: "ledger")), StringComparison.Ordinal);

    [Fact]
    public void No_payload_is_null_in_the_csv_too() => Assert.Equal(
        "1,2024-05-01T12:00:00Z,2024-05-01T12:00:00Z,clock,state_update,complete,,,,,,,,,,,,,,,,,,,,null\n", Csv(EventSamples.Event(null)));

    [Fact]
    public void Every_row_has_as_many_columns_as_the_header()
    {
        var columns = Encoding.UTF8.GetString(EventFormat.CsvHeader).Split(',').Length;
        object?[] payloads =
        [
            null, EventSamples.Book, EventSamples.Exposure, EventSamples.Risk, EventSamples.Pnl, EventSamples.Plan, EventSamples.Block, EventSamples.Statement, EventSamples.Stale,
            EventSamples.Update, StrategyAction.SellDust, EventSamples.Error, EventSamples.Initialized, "text, with \"all\"\nthat breaks",
        ];

        foreach (var payload in payloads)
            Assert.Equal(columns, CsvLine.Split(Csv(EventSamples.Event(payload))).Count);
    }

    [Fact]
    public void The_json_cell_is_the_data_of_the_record()
    {
        var entry = EventSamples.Event("a \"quoted\", text\nof two lines");
        var json = Json(entry);

        Assert.Equal(json[(json.IndexOf("\"data\":", StringComparison.Ordinal) + 7)..^2], CsvLine.Split(Csv(entry))[^1]);
    }

    [Fact]
    public void State_columns_are_filled_from_state()
    {
        Assert.Equal("100000.5", CsvLine.Split(Csv(EventSamples.Event(EventSamples.Exposure)))[24]);
        Assert.Equal("100004", CsvLine.Split(Csv(EventSamples.Event(EventSamples.Pnl)))[24]);
        Assert.Equal("entry_full", CsvLine.Split(Csv(EventSamples.Event(EventSamples.Update)))[8]);
        Assert.Equal("r1-7-2", CsvLine.Split(Csv(EventSamples.Event(EventSamples.Block)))[9]);
        Assert.Equal("binance", CsvLine.Split(Csv(EventSamples.Event(EventSamples.Statement)))[12]);
        Assert.Equal("HIGH", CsvLine.Split(Csv(EventSamples.Event(new BasisError("EXP-003", "x"))))[6]);
    }

    [Fact]
    public void In_live_the_real_time_and_the_process_are_the_machines()
    {
        var format = new EventFormat(EventSamples.Options() with { ExecutionMode = "live" }, EventSamples.Chart, new FixedTime(EventSamples.Noon.AddSeconds(1.5)));
        var json = new Utf8Text();

        format.Write(EventSamples.Event(null), json);

        Assert.Contains(
            $"\"timestamp\":\"2024-05-01T12:00:00Z\",\"real_utc_time\":\"2024-05-01T12:00:01.5000000Z\",\"correlation_id\":\"r1-20240501T120000Z\",\"run_id\":\"r1\",\"pid\":{Environment.ProcessId},",
            Encoding.UTF8.GetString(json.Written), StringComparison.Ordinal);
    }

    private static string Level(EventType type, EventStatus status, object payload)
    {
        var json = Json(EventSamples.Event(payload, type, status));
        var at = json.IndexOf("\"level\":\"", StringComparison.Ordinal) + 9;
        return json[at..json.IndexOf('"', at)];
    }

    private static string Json(OrderedEvent entry) => Lines(entry).Json;

    private static string Csv(OrderedEvent entry) => Lines(entry).Csv;

    private static (string Json, string Csv) Lines(OrderedEvent entry)
    {
        var (json, csv) = (new Utf8Text(), new Utf8Text());
        new EventFormat(EventSamples.Options(), EventSamples.Chart).Write(entry, json, csv);
        return (Encoding.UTF8.GetString(json.Written), Encoding.UTF8.GetString(csv.Written));
    }
}

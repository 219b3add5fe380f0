using System.Globalization;
using System.Text.Json;
using BasisActors.Actors.Results;
using BasisActors.Actors.Runs;
using BasisActors.Domain.Attribution;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Errors;
using BasisActors.Host.Results;

namespace BasisActors.Host.Tests.Results;

public sealed class ResultsRecorderTests : IDisposable
{
    private const int Hours = 400;
    private static readonly EngineTimes Times = new(1.5m, 0.5m, 0.8m, 64);

    private readonly TestFolder _root = new();

    [Fact]
    public void Every_file_has_one_row_per_thing_it_tells_of()
    {
        var run = new LoopRun(TestRuns.Basis, TestRuns.Market(Hours)).Run(Hours);
        var summary = Record(run);

        Assert.Equal(Hours + 1, Rows("equity.csv").Length);
        Assert.Equal(Hours + 1, Rows("attribution.csv").Length);
        Assert.Equal(summary.Blocks, Rows("blocks.jsonl").Length);
        Assert.Equal(summary.Fills, Rows("fills.csv").Skip(1).Count(r => r.Contains(",confirmed,", StringComparison.Ordinal)));
        Assert.True(summary.Blocks > 0);
    }

    [Fact]
    public void The_equity_file_tells_the_tick_in_full_precision()
    {
        var run = new LoopRun(TestRuns.Basis, TestRuns.Market(Hours)).Run(Hours);
        Record(run);
        var rows = Csv("equity.csv");
        var ticks = run.Heard.OfType<TickCompleted>().ToList();

        Assert.Equal(
            "timestamp,equity,growth,drawdown,net_flow,total_deployed,perp_notional,delta_btc,delta_drift,min_margin_ratio,min_margin_venue,ltv,health_factor,action,reason,blocks,stale,"
            + "leverage,peg_discount,price_rise_to_margin_failure,oracle_fall_to_liquidation,nearest_failure,circuit_open",
            Rows("equity.csv")[0]);
        Assert.Equal("2024-06-01T00:00:00Z", rows[0]["timestamp"]);
        Assert.Equal("100000", rows[0]["net_flow"]);
        Assert.Equal("false", rows[0]["stale"]);
        Assert.All(ticks.Zip(rows), pair =>
        {
            Assert.Equal(pair.First.Pnl.EquityAfter, Number(pair.Second["equity"]));
            Assert.Equal(pair.First.Computed.Exposure.Asset("BTC").Delta, Number(pair.Second["delta_btc"]));
            Assert.Equal(pair.First.Assessed.Risk.Drawdown, Number(pair.Second["drawdown"]), 20);
            Assert.DoesNotContain("E", pair.Second["equity"], StringComparison.OrdinalIgnoreCase);
            Assert.Equal(pair.First.Plan.Reason, pair.Second["reason"]);
        });
        Assert.Equal("", rows[^1]["health_factor"]);
    }

    [Fact]
    public void The_buckets_of_every_row_sum_to_the_change_of_equity_with_residual_zero()
    {
        Record(new LoopRun(TestRuns.Basis, TestRuns.Market(Hours)).Run(Hours));
        var equity = Csv("equity.csv");
        decimal before = 0;
        foreach (var (row, after) in Csv("attribution.csv").Zip(equity.Select(e => Number(e["equity"]))))
        {
            var sum = AttributionBuckets.All.Sum(b => Number(row[b]));
            Assert.Equal(sum, Number(row["total"]));
            Assert.Equal(after - before, sum + Number(row["net_flow"]));
            Assert.Equal("0", row["residual"]);
            before = after;
        }
    }

    [Fact]
    public void The_positions_of_a_timestamp_sum_to_its_equity()
    {
        Record(new LoopRun(TestRuns.Basis, TestRuns.Market(Hours)).Run(Hours));
        var equity = Csv("equity.csv").ToDictionary(r => r["timestamp"], r => Number(r["equity"]));
        var statements = Csv("positions.csv").GroupBy(r => r["timestamp"]).ToList();

        Assert.InRange(statements.Count, 2, Hours - 1); // changes only
        Assert.All(statements, s => Assert.Equal(equity[s.Key], s.Sum(r => Number(r["value"]))));
        Assert.Contains(Csv("positions.csv"), r => r["position"] == "bybit:Perp:BTCUSDT" && Number(r["quantity"]) < 0 && Number(r["entry_notional"]) > 0);
    }

    [Fact]
    public void Fills_tell_price_fee_gas_and_slippage()
    {
        var summary = Record(new LoopRun(TestRuns.Basis, TestRuns.Market(Hours)).Run(Hours));
        var fills = Csv("fills.csv");
        var buy = fills.First(f => f["operation"] == "CEX_SPOT_BUY");

        Assert.True(Number(buy["fill_price"]) > Number(buy["reference_price"]));
        Assert.Equal(decimal.Round(Number(buy["amount"]) * Number(buy["fill_price"]), 12), Number(buy["notional"]));
        Assert.Equal("", fills.First(f => f["operation"] == "TRANSFER_TO_CEX")["fill_price"]);
        Assert.Equal(summary.Fees, fills.Sum(f => Number(f["fee"])));
        Assert.Equal(summary.Gas, fills.Sum(f => Number(f["gas_cost"])));
        Assert.Equal((double)summary.Slippage, (double)fills.Sum(f => Number(f["slippage"])), 6);
    }

    [Fact]
    public void A_line_of_blocks_holds_plan_and_reports()
    {
        Record(new LoopRun(TestRuns.Basis, TestRuns.Market(Hours)).Run(Hours));
        var blocks = Rows("blocks.jsonl").Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var first = blocks[0];

        Assert.Equal("entry_full", first.GetProperty("action").GetString());
        Assert.Equal("funding_above_entry", first.GetProperty("reason").GetString());
        Assert.Equal(10, first.GetProperty("priority").GetInt32());
        var instruction = first.GetProperty("instructions")[0];
        Assert.Equal("TRANSFER_TO_CEX", instruction.GetProperty("operation").GetString());
        Assert.True(instruction.GetProperty("params").GetProperty("amount").GetDecimal() > 0);
        Assert.Equal(instruction.GetProperty("id").GetString(), first.GetProperty("reports")[0].GetProperty("instruction_id").GetString());
        Assert.Equal(first.GetProperty("id").GetString(), blocks[1].GetProperty("dependencies")[0].GetString());
    }

    [Fact]
    public void The_summary_agrees_with_the_files()
    {
        var summary = Record(new LoopRun(TestRuns.Basis, TestRuns.Market(Hours)).Run(Hours, i => i is 50 or 51));

        Assert.Equal(Number(Csv("equity.csv")[^1]["equity"]), summary.FinalEquity);
        Assert.Equal(0, summary.AttributionResidual);
        Assert.Equal(summary.FinalEquity - summary.InitialCapital, summary.Attribution.Sum(a => a.Amount));
        Assert.Equal(summary.Attribution.Single(a => a.Bucket == "funding_pnl").Amount, summary.FundingByVenue.Sum(f => f.Amount));
        Assert.True(summary.FundingByVenue.Single(f => f.Venue == "binance").Amount > summary.FundingByVenue.Single(f => f.Venue == "bybit").Amount);
        Assert.Equal(Hours, summary.Actions.Values.Sum());
        Assert.Equal(1, summary.ExecutedActions["entry_full"]);
        Assert.Equal(2, summary.DataGaps.StaleTicks);
        Assert.Equal(Csv("equity.csv").Where(r => r["min_margin_ratio"].Length > 0).Min(r => Number(r["min_margin_ratio"])), summary.MinMarginRatio!.Value);
        Assert.True(summary.FinalEquityLiquidation < summary.FinalEquity);
        Assert.Null(summary.MinHealthFactor);
        Assert.Null(summary.MaxLoanToValue);
        Assert.Null(summary.MinOracleFallToLiquidation);
        Assert.Equal("USDT", summary.Currency);
        Assert.Equal((summary.MinMarginRatio.Value - 0.1m) / 1.1m, summary.MinPriceRiseToMarginFailure!.Value); // (m − 0.1)/(1 + 0.1), falling with m
        Assert.Equal(summary.MinMarginRatio.At, summary.MinPriceRiseToMarginFailure.At);
        Assert.Equal(summary.ExecutedActions.Values.Sum(), summary.PlansByReason.Values.Sum());
        Assert.Equal(1, summary.PlansByReason["funding_above_entry"]);
        Assert.Equal(0, summary.Liquidations);
        Assert.Equal(500, summary.TicksPerSecond);
    }

    [Fact]
    public void The_summary_has_every_field_of_the_contract()
    {
        var summary = Record(new LoopRun(TestRuns.Basis, TestRuns.Market(Hours)).Run(Hours));
        using var json = JsonDocument.Parse(File.ReadAllBytes(_root.File("test", "summary.json")));
        var root = json.RootElement;
        string[] fields =
        [
            "backtest_id", "mode", "share_class", "from", "to", "ticks", "initial_capital", "final_equity", "final_equity_liquidation", "total_return", "apy",
            "volatility", "sharpe", "sortino", "calmar", "max_drawdown", "max_drawdown_duration_hours", "attribution", "attribution_residual", "fees", "gas",
            "slippage", "funding_by_venue", "actions", "blocks", "instructions", "fills", "rebalances", "liquidations", "min_health_factor", "min_margin_ratio",
            "max_abs_delta_drift", "data_gaps", "journal_hash", "config_hash", "engine", "status", "error", "net_flows", "costs", "hedge_weights", "data_notes",
            "currency", "flash_fees", "sale_loss", "plans_by_reason", "circuit_breaker_opens", "max_ltv", "min_price_rise_to_margin_failure", "min_oracle_fall_to_liquidation",
        ];

        Assert.All(fields, field => Assert.True(root.TryGetProperty(field, out _), field));
        Assert.Equal(AttributionBuckets.All, root.GetProperty("attribution").EnumerateObject().Select(p => p.Name));
        Assert.Equal(["value", "at", "venue"], root.GetProperty("min_margin_ratio").EnumerateObject().Select(p => p.Name));
        Assert.Equal(["stale_ticks", "filled_bars", "missing_funding"], root.GetProperty("data_gaps").EnumerateObject().Select(p => p.Name));
        Assert.Equal(
            ["wall_seconds", "load_seconds", "run_seconds", "ticks_per_second", "peak_memory_mb"], root.GetProperty("engine").EnumerateObject().Select(p => p.Name));
        Assert.Equal("2024-06-01T00:00:00Z", root.GetProperty("from").GetString());
        Assert.Equal("completed", root.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("error").ValueKind);
        Assert.Equal(summary.FinalEquity, root.GetProperty("final_equity").GetDecimal());
        Assert.Equal(summary.ToJson(), File.ReadAllBytes(_root.File("test", "summary.json")));
    }

    [Fact]
    public void A_halted_run_keeps_what_it_did_and_says_why()
    {
        var summary = Record(
            new LoopRun(TestRuns.Basis, TestRuns.Market(Hours)).Run(30), RunOutcome.Halted(new BasisError("RSK-005", "The margin at bybit is too low.", "bybit")));
        using var json = JsonDocument.Parse(summary.ToJson());

        Assert.Equal(30, summary.Ticks);
        Assert.Equal("halted", json.RootElement.GetProperty("status").GetString());
        Assert.Equal(["code", "message", "where", "resolution"], json.RootElement.GetProperty("error").EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public void A_run_that_failed_before_its_first_tick_has_no_equity()
    {
        var run = new LoopRun(TestRuns.Basis, TestRuns.Market(Hours));
        var summary = Record(run, RunOutcome.Failed(new BasisError("EXP-003", "A price is missing.")));

        Assert.Equal(0, summary.Ticks);
        Assert.Null(summary.FinalEquity);
        Assert.Equal(0, summary.NetFlows);
        Assert.Null(summary.Performance.Apy);
    }

    [Fact]
    public void The_same_run_has_the_same_hash_and_another_price_another_one()
    {
        var first = Record(new LoopRun(TestRuns.Basis, TestRuns.Market(Hours)).Run(Hours), id: "a");
        var again = Record(new LoopRun(TestRuns.Basis, TestRuns.Market(Hours)).Run(Hours), id: "b");
        var cheaper = Record(new LoopRun(TestRuns.Basis with { Costs = new CostSettings(CostModel.None, null, null, true) }, TestRuns.Market(Hours)).Run(Hours), id: "c");
        var shorter = Record(new LoopRun(TestRuns.Basis, TestRuns.Market(Hours)).Run(Hours - 1), id: "d");

        Assert.Equal(first.JournalHash, again.JournalHash);
        Assert.Equal(64, first.JournalHash.Length);
        Assert.Equal(4, new[] { first, again, cheaper, shorter }.Select(s => s.JournalHash).Append("x").Distinct().Count());
    }

    [Fact]
    public void A_run_of_any_length_gives_the_same_files_whatever_the_chunks()
    {
        var run = new LoopRun(TestRuns.Basis, TestRuns.Market(6000)).Run(6000);
        var summary = Record(run);

        Assert.Equal(6001, Rows("equity.csv").Length);
        Assert.Equal(6000, summary.Ticks);
        Assert.Equal(run.Heard.OfType<TickCompleted>().Last().Pnl.EquityAfter, summary.FinalEquity);
    }

    [Fact]
    public void Progress_can_be_asked_for_at_any_time()
    {
        var run = new LoopRun(TestRuns.Basis, TestRuns.Market(Hours)).Run(3);
        using var folder = ResultsFolder.Create(_root.Path, "test");
        using var recorder = new ResultsRecorder(folder, run.Recorded());

        Assert.Equal(new RunProgress(0, null, 0, 0), recorder.Progress);
        run.TellTo(recorder);

        var last = run.Heard.OfType<TickCompleted>().Last();
        Assert.Equal(new RunProgress(3, last.Tick.Timestamp, last.Pnl.EquityAfter, run.Heard.OfType<TickCompleted>().Sum(t => t.Pnl.NetFlow)), recorder.Progress);
    }

    [Fact]
    public void A_full_disk_is_told_and_never_lost()
    {
        if (!File.Exists("/dev/full"))
            return; // only Linux has a device that is always full
        using var folder = ResultsFolder.Create(_root.Path, "test");
        File.CreateSymbolicLink(folder.File("equity.csv"), "/dev/full");
        var run = new LoopRun(TestRuns.Basis, TestRuns.Market(Hours)).Run(Hours);
        using var recorder = new ResultsRecorder(folder, run.Recorded());

        var error = Assert.Throws<BasisException>(() =>
        {
            for (var i = 0; i < 100; i++)
                run.TellTo(recorder);
            recorder.Complete(RunOutcome.Completed, DataReportView.Clean, Times);
        }).Error;

        Assert.Equal("RST-001", error.Code);
        Assert.Equal("RST-001", Assert.Throws<BasisException>(() => recorder.Complete(RunOutcome.Completed, DataReportView.Clean, Times)).Error.Code);
    }

    [Fact]
    public void The_configuration_is_kept_with_the_origin_of_each_value()
    {
        using (var folder = ResultsFolder.Create(_root.Path, "test"))
        {
            ConfigFile.Write(folder, [("hedge_venues", "binance, bybit", "btc_basis.yaml"), ("api_key", "***", "environment")], "hash");
            folder.Save(ResultsFolder.Summary, "{}"u8);
            folder.Commit();
        }

        using var json = JsonDocument.Parse(File.ReadAllBytes(_root.File("test", "config.json")));
        Assert.Equal("hash", json.RootElement.GetProperty("config_hash").GetString());
        Assert.Equal("environment", json.RootElement.GetProperty("values").GetProperty("api_key").GetProperty("origin").GetString());
    }

    public void Dispose() => _root.Dispose();

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private RunSummary Record(LoopRun run, RunOutcome? outcome = null, string id = "test")
    {
        using var folder = ResultsFolder.Create(_root.Path, id);
        using var recorder = new ResultsRecorder(folder, run.Recorded(id));
        run.TellTo(recorder);
        var summary = recorder.Complete(outcome ?? RunOutcome.Completed, DataReportView.Clean, Times);
        folder.Commit();
        return summary;
    }

    private string[] Rows(string name) => File.ReadAllLines(_root.File("test", name));

    private List<Dictionary<string, string>> Csv(string name)
    {
        var rows = Rows(name);
        var header = rows[0].Split(',');
        return [.. rows.Skip(1).Select(r => header.Zip(r.Split(',')).ToDictionary(p => p.First, p => p.Second))];
    }
}

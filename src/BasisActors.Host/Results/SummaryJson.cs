using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BasisActors.Host.Results;

/// <summary>Spells a summary as JSON. Field names are a contract: scripts read them.</summary>
internal static class SummaryJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(RunSummary summary)
    {
        var buffer = new ArrayBufferWriter<byte>(8192);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            WriteRun(json, summary);
            WritePerformance(json, summary);
            WriteAttribution(json, summary);
            WriteActivity(json, summary);
            WriteRisk(json, summary);
            WriteData(json, summary);
            WriteEngine(json, summary);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteRun(Utf8JsonWriter json, RunSummary summary)
    {
        json.WriteString("backtest_id", summary.BacktestId);
        json.WriteString("status", summary.Status.ToString().ToLowerInvariant());
        json.WriteError("error", summary.Error);
        json.WriteString("mode", summary.Mode);
        json.WriteString("share_class", summary.ShareClass);
        json.WriteString("currency", summary.Currency);
        json.WriteTime("from", summary.From);
        json.WriteTime("to", summary.To);
        json.WriteTime("last_tick", summary.LastTick);
        json.WriteNumber("ticks", summary.Ticks);
    }

    private static void WritePerformance(Utf8JsonWriter json, RunSummary summary)
    {
        var performance = summary.Performance;
        json.WriteAmount("initial_capital", summary.InitialCapital);
        json.WriteAmount("net_flows", summary.NetFlows);
        json.WriteAmount("final_equity", summary.FinalEquity);
        json.WriteAmount("final_equity_liquidation", summary.FinalEquityLiquidation);
        json.WriteAmount("net_pnl", summary.NetPnl);
        json.WriteAmount("gross_pnl", summary.GrossPnl);
        json.WriteAmount("total_return", performance.TotalReturn);
        json.WriteAmount("apy", performance.Apy);
        json.WriteAmount("target_apy", summary.TargetApy);
        json.WriteAmount("apy_vs_target", performance.Apy - summary.TargetApy);
        json.WriteAmount("volatility", performance.Volatility);
        json.WriteAmount("sharpe", performance.Sharpe);
        json.WriteAmount("sortino", performance.Sortino);
        json.WriteAmount("calmar", performance.Calmar);
        json.WriteAmount("max_drawdown", performance.MaxDrawdown);
        json.WriteAmount("max_drawdown_duration_hours", performance.MaxDrawdownDuration.Ticks / (decimal)TimeSpan.TicksPerHour);
        json.WriteAmount("max_drawdown_limit", summary.MaxDrawdownLimit);
    }

    private static void WriteAttribution(Utf8JsonWriter json, RunSummary summary)
    {
        WriteAmounts(json, "attribution", summary.Attribution);
        json.WriteAmount("attribution_residual", summary.AttributionResidual);
        json.WriteAmount("fees", summary.Fees);
        json.WriteAmount("gas", summary.Gas);
        json.WriteAmount("slippage", summary.Slippage);
        json.WriteAmount("costs", summary.Fees + summary.Gas + summary.Slippage);
        json.WriteAmount("flash_fees", summary.FlashFees);
        json.WriteAmount("sale_loss", summary.SaleLoss);
        WriteAmounts(json, "funding_by_venue", summary.FundingByVenue);
    }

    private static void WriteActivity(Utf8JsonWriter json, RunSummary summary)
    {
        WriteCounts(json, "actions", summary.Actions);
        WriteCounts(json, "executed_actions", summary.ExecutedActions);
        WriteCounts(json, "plans_by_reason", summary.PlansByReason);
        json.WriteNumber("blocks", summary.Blocks);
        json.WriteNumber("instructions", summary.Instructions);
        json.WriteNumber("fills", summary.Fills);
        json.WriteNumber("trades", summary.Trades);
        json.WriteNumber("rebalances", summary.Rebalances);
        json.WriteNumber("liquidations", summary.Liquidations);
        json.WriteNumber("circuit_breaker_opens", summary.CircuitBreakerOpenings);
        WriteAmounts(json, "hedge_weights", summary.HedgeWeights);
    }

    private static void WriteRisk(Utf8JsonWriter json, RunSummary summary)
    {
        WriteExtreme(json, "min_health_factor", summary.MinHealthFactor);
        WriteExtreme(json, "min_margin_ratio", summary.MinMarginRatio);
        json.WriteAmount("max_abs_delta_drift", summary.MaxAbsDeltaDrift);
        WriteExtreme(json, "max_ltv", summary.MaxLoanToValue);
        WriteExtreme(json, "min_price_rise_to_margin_failure", summary.MinPriceRiseToMarginFailure);
        WriteExtreme(json, "min_oracle_fall_to_liquidation", summary.MinOracleFallToLiquidation);
    }

    private static void WriteData(Utf8JsonWriter json, RunSummary summary)
    {
        json.WriteStartObject("data_gaps");
        json.WriteNumber("stale_ticks", summary.DataGaps.StaleTicks);
        json.WriteNumber("filled_bars", summary.DataGaps.FilledBars);
        json.WriteNumber("missing_funding", summary.DataGaps.MissingFunding);
        json.WriteEndObject();
        json.WriteStartArray("data_notes");
        foreach (var note in summary.DataNotes)
            json.WriteStringValue(note);
        json.WriteEndArray();
        json.WriteStartArray("scenarios");
        foreach (var scenario in summary.Scenarios)
            json.WriteStringValue(scenario);
        json.WriteEndArray();
        json.WriteString("journal_hash", summary.JournalHash);
        json.WriteString("config_hash", summary.ConfigHash);
    }

    private static void WriteEngine(Utf8JsonWriter json, RunSummary summary)
    {
        json.WriteStartObject("engine");
        json.WriteAmount("wall_seconds", summary.Engine.WallSeconds);
        json.WriteAmount("load_seconds", summary.Engine.LoadSeconds);
        json.WriteAmount("run_seconds", summary.Engine.RunSeconds);
        json.WriteAmount("ticks_per_second", summary.TicksPerSecond);
        json.WriteAmount("peak_memory_mb", summary.Engine.PeakMemoryMb);
        json.WriteEndObject();
    }

    private static void WriteAmounts(Utf8JsonWriter json, string name, ImmutableArray<(string Name, decimal Amount)> amounts)
    {
        json.WriteStartObject(name);
        foreach (var (key, amount) in amounts)
            json.WriteAmount(key, amount);
        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, string name, ImmutableSortedDictionary<string, long> counts)
    {
        json.WriteStartObject(name);
        foreach (var (key, count) in counts)
            json.WriteNumber(key, count);
        json.WriteEndObject();
    }

    private static void WriteExtreme(Utf8JsonWriter json, string name, Extreme? extreme)
    {
        if (extreme is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteAmount("value", extreme.Value);
        json.WriteTime("at", extreme.At);
        if (extreme.Venue is not null)
            json.WriteString("venue", extreme.Venue);
        json.WriteEndObject();
    }
}

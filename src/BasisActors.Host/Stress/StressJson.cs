using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using BasisActors.Host.Backtests;
using BasisActors.Host.Results;

namespace BasisActors.Host.Stress;

/// <summary>Spells the outcome of a stress test as JSON. Field names are a contract: scripts read them.</summary>
internal static class StressJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(BacktestRequest request, string configHash, IReadOnlyList<StressRun> runs)
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("mode", request.Mode);
            json.WriteTime("from", request.From);
            json.WriteTime("to", request.To);
            json.WriteString("config_hash", configHash);
            json.WriteBoolean("all_ended_as_documented", runs.All(r => r.IsAsDocumented));
            json.WriteStartArray("runs");
            foreach (var run in runs)
                Write(json, run, request.ResultsDirectory);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, StressRun run, string results)
    {
        json.WriteStartObject();
        json.WriteString("scenario", run.Name);
        json.WriteString("text", run.Scenario?.Text);
        json.WriteBoolean("concerned", run.IsConcerned);
        json.WriteBoolean("survived", run.Survived);
        json.WriteString("status", run.Status.ToString().ToLowerInvariant());
        json.WriteError("error", run.Error);
        if (run.Summary is { } summary)
        {
            json.WriteNumber("ticks", summary.Ticks);
            json.WriteNumber("stale_ticks", summary.DataGaps.StaleTicks);
            json.WriteAmount("final_equity", summary.FinalEquity);
            json.WriteAmount("max_drawdown", summary.Performance.MaxDrawdown);
            json.WriteAmount("min_health_factor", summary.MinHealthFactor?.Value);
            json.WriteAmount("min_margin_ratio", summary.MinMarginRatio?.Value);
            json.WriteNumber("liquidations", summary.Liquidations);
            json.WriteAmount("fees", summary.Fees);
            json.WriteAmount("gas", summary.Gas);
            json.WriteAmount("slippage", summary.Slippage);
            json.WriteAmount("costs", summary.Fees + summary.Gas + summary.Slippage);
            json.WriteString("journal_hash", summary.JournalHash);
            json.WriteString("results", Path.Combine(results, summary.BacktestId));
        }

        json.WriteEndObject();
    }
}

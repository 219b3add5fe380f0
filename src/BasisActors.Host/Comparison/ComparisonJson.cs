using System.Text.Json;
using BasisActors.Host.Results;
using BasisActors.Host.Sweeps;

namespace BasisActors.Host.Comparison;

/// <summary>A comparison as one JSON document; field names are a contract.</summary>
internal static class ComparisonJson
{
    public static byte[] Write(RunComparison comparison)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, SweepJson.Options))
        {
            json.WriteStartObject();
            json.WriteTime("from", comparison.From);
            json.WriteTime("to", comparison.To);
            WriteRows(json, "runs", comparison.Runs);
            WriteRows(json, "benchmarks", comparison.Benchmarks);
            json.WriteStartArray("notes");
            foreach (var note in comparison.Notes)
                json.WriteStringValue(note);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static void WriteRows(Utf8JsonWriter json, string name, IEnumerable<ComparisonRow> rows)
    {
        json.WriteStartArray(name);
        foreach (var row in rows)
        {
            json.WriteStartObject();
            json.WriteString("name", row.Name);
            json.WriteString("mode", row.Mode);
            json.WriteString("unit", row.Unit);
            json.WriteTime("from", row.From);
            json.WriteTime("to", row.To);
            json.WriteAmount("total_return", row.Performance.TotalReturn);
            json.WriteAmount("apy", row.Performance.Apy);
            json.WriteAmount("volatility", row.Performance.Volatility);
            json.WriteAmount("sharpe", row.Performance.Sharpe);
            json.WriteAmount("sortino", row.Performance.Sortino);
            json.WriteAmount("max_drawdown", row.Performance.MaxDrawdown);
            json.WriteAmount("costs", row.Costs);
            json.WriteAmount("min_health_factor", row.MinHealthFactor);
            json.WriteAmount("min_margin_ratio", row.MinMarginRatio);
            json.WriteString("status", row.Status);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;
using BasisActors.Host.Results;

namespace BasisActors.Host.Sweeps;

/// <summary><c>sweep.json</c>: the summary of a sweep; field names are a contract. Nothing in it depends on the clock on the wall or on the lanes.</summary>
internal static class SweepJson
{
    public static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(SweepResult result)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            WriteRequest(json, result);
            json.WriteStartObject("points");
            json.WriteNumber("total", result.Rows.Length);
            foreach (var (status, count) in result.Counts)
                json.WriteNumber(PointResultJson.Name(status), count);
            json.WriteEndObject();
            if (result.Request.WalkForward is null)
                WriteBest(json, result);
            else
                WriteWindows(json, result);
            json.WriteStartArray("data_notes");
            foreach (var note in result.Notes)
                json.WriteStringValue(note);
            json.WriteEndArray();
            json.WriteString("inputs_hash", result.InputsHash);
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static void WriteRequest(Utf8JsonWriter json, SweepResult result)
    {
        var request = result.Request;
        json.WriteString("sweep_id", result.Id);
        json.WriteString("mode", request.Run.Mode);
        json.WriteTime("from", request.Run.From);
        json.WriteTime("to", request.Run.To);
        json.WriteString("metric", request.Metric.Name);
        json.WriteBoolean("lower_is_better", request.Metric.LowerIsBetter);
        json.WriteStartObject("grid");
        foreach (var key in request.Grid.Keys)
        {
            json.WriteStartArray(key.Key);
            foreach (var value in key.Values)
                json.WriteStringValue(value);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteString("walk_forward", request.WalkForward?.ToString());
    }

    private static void WriteBest(Utf8JsonWriter json, SweepResult result)
    {
        json.WriteNumber("trials", result.Rows.Count(r => result.Request.Metric.Of(r) is not null));
        WriteRow(json, "best", result.Best, result);
        if (result.Request.Metric.Name != "sharpe")
            return;
        json.WriteAmount("expected_maximum_sharpe_without_skill", ExpectedMaximum.Sharpe(result.Sharpes));
        json.WriteString("warning", SweepWarning.Of(result));
    }

    private static void WriteWindows(Utf8JsonWriter json, SweepResult result)
    {
        json.WriteStartArray("windows");
        foreach (var window in result.Windows)
        {
            json.WriteStartObject();
            json.WriteNumber("window", window.Window.Number);
            json.WriteTime("train_from", window.Window.TrainFrom);
            json.WriteTime("split", window.Window.Split);
            json.WriteTime("test_to", window.Window.TestTo);
            json.WriteNumber("trials", window.Trials);
            json.WriteAmount("expected_maximum_sharpe_without_skill", window.ExpectedMaximum);
            WriteRow(json, "train", window.Best, result);
            WriteRow(json, "test", window.Test, result);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteAmount("chained_test_return", result.ChainedReturn);
        json.WriteString("warning", SweepWarning.Of(result));
    }

    private static void WriteRow(Utf8JsonWriter json, string name, PointResult? row, SweepResult result)
    {
        json.WritePropertyName(name);
        if (row is null)
            json.WriteNullValue();
        else
            PointResultJson.WriteRow(json, row, result.Request.Grid);
    }
}

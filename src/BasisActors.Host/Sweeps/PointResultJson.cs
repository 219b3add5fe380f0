using System.Buffers;
using System.Globalization;
using System.Text.Json;
using BasisActors.Host.Results;

namespace BasisActors.Host.Sweeps;

/// <summary>A row as one line of <c>sweep.jsonl</c>; what is written is read back to the last digit.</summary>
internal static class PointResultJson
{
    private static readonly JsonWriterOptions OneLine = new() { Encoder = SweepJson.Options.Encoder };

    public static ReadOnlyMemory<byte> Write(PointResult result, ParameterGrid grid)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, OneLine))
            WriteRow(json, result, grid);
        buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }

    public static void WriteRow(Utf8JsonWriter json, PointResult result, ParameterGrid grid)
    {
        json.WriteStartObject();
        json.WriteNumber("point", result.Job.Point);
        json.WriteTime("from", result.Job.From);
        json.WriteTime("to", result.Job.To);
        json.WriteStartObject("parameters");
        foreach (var (key, value) in grid.Keys.Zip(grid.Values(result.Job.Point)))
            json.WriteString(key.Key, value);
        json.WriteEndObject();
        json.WriteString("status", Name(result.Status));
        json.WriteString("error", result.ErrorCode);
        json.WriteString("message", result.ErrorMessage);
        json.WriteStartObject("figures");
        for (var i = 0; i < PointFigures.Names.Length; i++)
            json.WriteAmount(PointFigures.Names[i], result.Figures[i]);
        json.WriteEndObject();
        json.WriteString("journal_hash", result.JournalHash);
        json.WriteEndObject();
    }

    /// <exception cref="JsonException">When the line is not JSON.</exception>
    /// <exception cref="InvalidOperationException">When it is not a row.</exception>
    /// <exception cref="KeyNotFoundException">When a field is missing.</exception>
    /// <exception cref="FormatException">When a time or a status is not one.</exception>
    public static PointResult Read(ReadOnlyMemory<byte> line)
    {
        using var document = JsonDocument.Parse(line);
        var row = document.RootElement;
        var figures = row.GetProperty("figures");
        return new PointResult
        {
            Job = new SweepJob(row.GetProperty("point").GetInt32(), Time(row, "from"), Time(row, "to")),
            Status = Enum.TryParse<PointStatus>(row.GetProperty("status").GetString(), ignoreCase: true, out var status) ? status : throw new FormatException("There is no such status."),
            ErrorCode = row.GetProperty("error").GetString(),
            ErrorMessage = row.GetProperty("message").GetString(),
            Figures = [.. PointFigures.Names.Select(n => figures.GetProperty(n) is { ValueKind: JsonValueKind.Number } figure ? figure.GetDecimal() : default(decimal?))],
            JournalHash = row.GetProperty("journal_hash").GetString(),
        };
    }

    public static string Name(PointStatus status) => status switch
    {
        PointStatus.Completed => "completed",
        PointStatus.Halted => "halted",
        PointStatus.Failed => "failed",
        _ => "invalid",
    };

    private static DateTimeOffset Time(JsonElement row, string name) =>
        DateTimeOffset.Parse(row.GetProperty(name).GetString() ?? "", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}

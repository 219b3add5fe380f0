using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using BasisActors.Domain.Errors;
using BasisActors.Host.Results;
using Sylvan.Data.Csv;

namespace BasisActors.Host.Comparison;

/// <summary>Reads the folder of a result: <c>summary.json</c>, <c>equity.csv</c> and <c>fills.csv</c>.</summary>
internal static class ResultsReader
{
    private const string Remedy = "Run the backtest again.";

    /// <exception cref="BasisException">BTS-002 when there is no such result or too little in it; RST-001 when it cannot be read.</exception>
    public static ComparedRun Read(string root, string id)
    {
        var folder = Path.Combine(root, id);
        var summary = Path.Combine(folder, ResultsFolder.Summary);
        if (!File.Exists(summary))
            throw new BasisException("BTS-002", $"There is no result '{id}' in {root}.", "ID", "Name a folder that a backtest wrote, or choose another --results.");
        var run = Guarded(summary, () => ReadSummary(File.ReadAllBytes(summary), id));
        var ticks = ReadRows(Path.Combine(folder, "equity.csv"), ["timestamp", "equity", "net_flow", "min_margin_ratio", "health_factor", "stale"], row => new EquityTick(
            Time(row[0]), Number(row[1]), Number(row[2]), Optional(row[3]), Optional(row[4]), row[5] == "true"));
        if (ticks.Length < 2)
            throw new BasisException("BTS-002", $"The result '{id}' has {ticks.Length} ticks ({run.Status}); a comparison needs at least two.", "ID", "Leave it out.");
        var costs = ReadRows(Path.Combine(folder, "fills.csv"), ["timestamp", "fee", "gas_cost", "slippage"], row => new FillCost(Time(row[0]), Number(row[1]) + Number(row[2]) + Number(row[3])));
        return run with { Ticks = ticks, Costs = costs };
    }

    private static ComparedRun ReadSummary(byte[] content, string id)
    {
        using var document = JsonDocument.Parse(content);
        var root = document.RootElement;
        string Text(string name) => root.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null.");
        return new ComparedRun
        {
            Id = id,
            Mode = Text("mode"),
            ShareClass = Text("share_class"),
            Status = Text("status"),
            ErrorCode = root.GetProperty("error") is { ValueKind: JsonValueKind.Object } error ? error.GetProperty("code").GetString() : null,
            DataNotes = [.. root.GetProperty("data_notes").EnumerateArray().Select(n => n.GetString() ?? "")],
            TotalCosts = root.GetProperty("costs").GetDecimal(),
            Ticks = [],
            Costs = [],
        };
    }

    private static ImmutableArray<T> ReadRows<T>(string path, string[] columns, Func<string[], T> read) => Guarded(path, () =>
    {
        using var csv = CsvDataReader.Create(path);
        int[] ordinals = [.. columns.Select(csv.GetOrdinal)];
        var rows = ImmutableArray.CreateBuilder<T>();
        var cells = new string[columns.Length];
        while (csv.Read())
        {
            for (var i = 0; i < cells.Length; i++)
                cells[i] = csv.GetString(ordinals[i]);
            rows.Add(read(cells));
        }

        return rows.ToImmutable();
    });

    private static T Guarded<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException
            or OverflowException or CsvFormatException or IndexOutOfRangeException)
        {
            throw new BasisException(new BasisError("RST-001", $"The result cannot be read: {e.Message}", file, Remedy), e);
        }
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static decimal? Optional(string text) => text.Length == 0 ? null : Number(text);
}

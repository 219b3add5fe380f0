using System.Text.Json;
using BasisActors.Host.Http;
using BasisActors.Host.Results;

namespace BasisActors.Host.Dashboard.Results;

/// <summary>What a result came to, of its <c>summary.json</c>. Amounts in <see cref="Currency"/>, rates as fractions; null where a figure is not defined.</summary>
public sealed record ResultLine
{
    public required string Id { get; init; }

    public required string Mode { get; init; }

    public required string Currency { get; init; }

    /// <summary>completed, cancelled, halted or failed.</summary>
    public required string Status { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    public required long Ticks { get; init; }

    public decimal? InitialCapital { get; init; }

    public decimal? FinalEquity { get; init; }

    public decimal? TotalReturn { get; init; }

    public decimal? Apy { get; init; }

    public decimal? Volatility { get; init; }

    public decimal? Sharpe { get; init; }

    public decimal? Sortino { get; init; }

    public decimal? MaxDrawdown { get; init; }

    public decimal? Costs { get; init; }

    public decimal? MinHealthFactor { get; init; }

    public decimal? MinMarginRatio { get; init; }

    public long? Rebalances { get; init; }

    public long? Liquidations { get; init; }

    /// <summary>What a reader should know of the data.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Why it did not complete; null when it did.</summary>
    public string? Error { get; init; }

    public Gravity Gravity => Status switch { "completed" => Gravity.Good, "cancelled" => Gravity.Warning, _ => Gravity.Bad };

    /// <exception cref="Exception">Of the kinds that <see cref="ResultLines"/> passes over.</exception>
    internal static ResultLine Read(string id, ReadOnlyMemory<byte> summary)
    {
        using var document = JsonDocument.Parse(summary);
        var root = document.RootElement;
        return new ResultLine
        {
            Id = id,
            Mode = root.GetProperty("mode").GetString()!,
            Currency = root.GetProperty("currency").GetString()!,
            Status = root.GetProperty("status").GetString()!,
            From = root.GetProperty("from").GetDateTimeOffset(),
            To = root.GetProperty("to").GetDateTimeOffset(),
            Ticks = root.GetProperty("ticks").GetInt64(),
            InitialCapital = Number(root, "initial_capital"),
            FinalEquity = Number(root, "final_equity"),
            TotalReturn = Number(root, "total_return"),
            Apy = Number(root, "apy"),
            Volatility = Number(root, "volatility"),
            Sharpe = Number(root, "sharpe"),
            Sortino = Number(root, "sortino"),
            MaxDrawdown = Number(root, "max_drawdown"),
            Costs = Number(root, "costs"),
            MinHealthFactor = Extreme(root, "min_health_factor"),
            MinMarginRatio = Extreme(root, "min_margin_ratio"),
            Rebalances = (long?)Number(root, "rebalances"),
            Liquidations = (long?)Number(root, "liquidations"),
            Notes = [.. root.GetProperty("data_notes").EnumerateArray().Select(n => n.GetString() ?? "")],
            Error = root.GetProperty("error") is { ValueKind: JsonValueKind.Object } error ? $"{error.GetProperty("code").GetString()}: {error.GetProperty("message").GetString()}" : null,
        };
    }

    private static decimal? Number(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDecimal() : null;

    private static decimal? Extreme(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? Number(value, "value") : null;
}

/// <summary>The results in this host's folder.</summary>
public sealed class ResultLines(HttpOptions options)
{
    /// <summary>The newest first; folders that are not results are passed over.</summary>
    /// <param name="count">So many at most.</param>
    public IReadOnlyList<ResultLine> Newest(int count) => Directory.Exists(options.Results)
        ? [.. new DirectoryInfo(options.Results).EnumerateDirectories().Where(d => IsName(d.Name))
            .Select(d => (d.Name, File: new FileInfo(Path.Combine(d.FullName, ResultsFolder.Summary)))).Where(d => d.File.Exists)
            .OrderByDescending(d => d.File.LastWriteTimeUtc).Select(d => Find(d.Name)).OfType<ResultLine>().Take(count)]
        : [];

    /// <summary>Null when there is none of that name that can be read.</summary>
    public ResultLine? Find(string id)
    {
        if (!IsName(id))
            return null;
        try
        {
            return ResultLine.Read(id, File.ReadAllBytes(Path.Combine(options.Results, id, ResultsFolder.Summary)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>A folder's name, and not the work folder of a run.</summary>
    private static bool IsName(string id) => id.Length > 0 && id[0] != '.' && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_') && !id.EndsWith(".partial", StringComparison.Ordinal) && !id.EndsWith(".replaced", StringComparison.Ordinal);
}

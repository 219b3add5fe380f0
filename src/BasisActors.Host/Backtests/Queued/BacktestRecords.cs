using System.Text.Json;
using System.Text.Json.Serialization;

namespace BasisActors.Host.Backtests.Queued;

/// <summary>What the queue was asked for and what became of it, a file for each backtest, so that the next host knows.</summary>
internal sealed class BacktestRecords(string folder)
{
    public IEnumerable<QueuedBacktest> Read()
    {
        foreach (var file in Directory.EnumerateFiles(folder, "bt_*.json").Order(StringComparer.Ordinal))
        {
            if (TryRead(file) is { } backtest)
                yield return backtest;
            else
                File.Move(file, file + ".refused", overwrite: true); // set aside, so that it holds up nobody
        }
    }

    public void Write(QueuedBacktest backtest)
    {
        var path = Path.Combine(folder, backtest.Id + ".json");
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(backtest, BacktestJson.Default.QueuedBacktest));
        File.Move(path + ".new", path, overwrite: true);
    }

    public void Delete(string id) => File.Delete(Path.Combine(folder, id + ".json"));

    private static QueuedBacktest? TryRead(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(file), BacktestJson.Default.QueuedBacktest);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(QueuedBacktest))]
internal sealed partial class BacktestJson : JsonSerializerContext;

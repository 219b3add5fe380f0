using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BasisActors.Host.Backtests;
using BasisActors.Host.Configuration;

namespace BasisActors.Host.Sweeps;

/// <summary>
/// Everything that a row of a sweep depends on, by name: what was asked for, what the configuration files and the environment made of it, the data, and the
/// program itself. How many lanes run and by which metric rows are ranked changes no row and is no input.
/// </summary>
internal sealed class SweepInputs
{
    private SweepInputs(ImmutableArray<(string Name, string Value)> values)
    {
        Values = values;
        Hash = Digest(values.Select(v => $"{v.Name}={v.Value}"));
    }

    public ImmutableArray<(string Name, string Value)> Values { get; }

    /// <summary>SHA-256 over all of them.</summary>
    public string Hash { get; }

    public static SweepInputs Of(SweepRequest request, ImmutableArray<ConfigurationResult> points, string dataFingerprint)
    {
        var run = request.Run;
        return new SweepInputs(
        [
            ("mode", run.Mode),
            ("from", $"{run.From:O}"),
            ("to", $"{run.To:O}"),
            ("set", string.Join(' ', run.Sets.Select(Shown))),
            .. request.Grid.Keys.Select(k => ($"grid.{k.Key}", string.Join('|', k.Values))),
            ("walk_forward", request.WalkForward?.ToString() ?? "none"),
            ("configuration", Digest(points.Select(p => p is ConfigurationResult.Valid valid ? valid.Configuration.Hash : string.Join(' ', ((ConfigurationResult.Invalid)p).Errors)))),
            ("data", dataFingerprint),
            ("program", Digest(Program().Select(m => m.ModuleVersionId.ToString()))),
        ]);
    }

    /// <summary>Names of the inputs that differ from those of a file, with both values.</summary>
    public IReadOnlyList<string> DifferencesFrom(byte[] file)
    {
        using var document = JsonDocument.Parse(file);
        var before = document.RootElement.GetProperty("inputs").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString() ?? "", StringComparer.Ordinal);
        var differences = Values.Where(v => before.GetValueOrDefault(v.Name) != v.Value).Select(v => $"{v.Name} was {before.GetValueOrDefault(v.Name, "not given")} and is {v.Value}").ToList();
        differences.AddRange(before.Where(b => Values.All(v => v.Name != b.Key)).Select(b => $"{b.Key} was {b.Value} and is not given"));
        return differences;
    }

    public byte[] ToJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, SweepJson.Options))
        {
            json.WriteStartObject();
            json.WriteString("hash", Hash);
            json.WriteStartObject("inputs");
            foreach (var (name, value) in Values)
                json.WriteString(name, value);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static string Shown(string set) => set.Split('=', 2) is [var key, var value] ? $"{key}={Redaction.Show(key.Trim(), value)}" : set;

    private static System.Reflection.Module[] Program() =>
    [
        typeof(Domain.Ledger.Book).Module, typeof(Actors.Runs.RunContext).Module, typeof(Data.CsvMarketData).Module,
        typeof(Venues.Simulated.SimulatedWorld).Module, typeof(BacktestRunner).Module,
    ];

    private static string Digest(IEnumerable<string> texts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', texts))));
}

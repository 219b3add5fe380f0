using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BasisActors.Host.Live;

/// <summary>A live run as somebody typed it. The process that carries it adds its own environment: locks, limits, secrets, the journal's database.</summary>
public sealed record WantedRun
{
    public required string Mode { get; init; }

    /// <summary>Name of the run; a run that exists is taken up where it was.</summary>
    public required string Id { get; init; }

    /// <summary>Configuration overrides, <c>key=value</c>.</summary>
    public ImmutableArray<string> Sets { get => field.IsDefault ? [] : field; init; }

    /// <summary>Base address of the paper exchange.</summary>
    public required Uri Paper { get; init; }

    /// <summary>Key of its account there.</summary>
    public required string Account { get; init; }

    /// <summary>Between two ticks, whole seconds.</summary>
    public required int EverySeconds { get; init; }

    /// <summary>Ticks from one snapshot to the next, at least 1.</summary>
    public required int SnapshotEvery { get; init; }

    /// <summary>Plans are logged and nothing is sent.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Largest order that adds to a position, USD; null leaves it to the environment, which limits real accounts only. The smaller of both counts.</summary>
    public decimal? MaxTradeSizeUsd { get; init; }

    /// <summary>The third lock before real accounts: it was typed.</summary>
    public bool Live { get; init; }

    /// <exception cref="JsonException">It is not a run.</exception>
    public static WantedRun Read(string json) => JsonSerializer.Deserialize(json, WantedRunJson.Default.WantedRun) ?? throw new JsonException("empty");

    public string ToJson() => JsonSerializer.Serialize(this, WantedRunJson.Default.WantedRun);
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(WantedRun))]
internal sealed partial class WantedRunJson : JsonSerializerContext;

using System.Runtime.Serialization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using BasisActors.Actors.Journal;
using BasisActors.Domain.Ledger;

namespace BasisActors.Host.Live;

/// <summary>
/// Journal events as JSON under short names with a version. A name is never given another meaning: a field may be added, a changed one gets a new name, and the
/// old one is read for ever.
/// </summary>
public static class JournalFormat
{
    private static readonly (string Name, JsonTypeInfo Type)[] Kinds =
    [
        ("tick-opened-1", JournalJson.Default.TickOpened),
        ("tick-closed-1", JournalJson.Default.TickClosed),
        ("order-intended-1", JournalJson.Default.OrderIntended),
        ("order-resolved-1", JournalJson.Default.OrderResolved),
        ("run-opened-1", JournalJson.Default.RunOpened),
        ("venue-compared-1", JournalJson.Default.VenueCompared),
        ("kill-pressed-1", JournalJson.Default.KillPressed),
    ];

    /// <summary>Name and version of an event's kind.</summary>
    /// <exception cref="SerializationException">It is not a journal event.</exception>
    public static string Manifest(object stored) => Of(stored.GetType()).Name;

    public static byte[] Write(object stored) => JsonSerializer.SerializeToUtf8Bytes(stored, Of(stored.GetType()).Type);

    /// <exception cref="SerializationException">The name is not known.</exception>
    public static IJournalEvent Read(ReadOnlySpan<byte> bytes, string manifest)
    {
        foreach (var (name, type) in Kinds)
        {
            if (name == manifest)
                return (IJournalEvent)JsonSerializer.Deserialize(bytes, type)!;
        }

        throw new SerializationException($"'{manifest}' is not a journal event; the journal was written by a newer version.");
    }

    private static (string Name, JsonTypeInfo Type) Of(Type type)
    {
        foreach (var kind in Kinds)
        {
            if (kind.Type.Type == type)
                return kind;
        }

        throw new SerializationException($"{type.FullName} is not a journal event.");
    }
}

/// <summary>How journal events look in JSON.</summary>
[JsonSourceGenerationOptions(
    UseStringEnumConverter = true, IgnoreReadOnlyProperties = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(PositionKeyConverter)])]
[JsonSerializable(typeof(RunOpened))]
[JsonSerializable(typeof(TickOpened))]
[JsonSerializable(typeof(KillPressed))]
[JsonSerializable(typeof(VenueCompared))]
[JsonSerializable(typeof(OrderIntended))]
[JsonSerializable(typeof(OrderResolved))]
[JsonSerializable(typeof(TickClosed))]
[JsonSerializable(typeof(RunSnapshot))]
internal sealed partial class JournalJson : JsonSerializerContext;

/// <summary>A position key as its text.</summary>
internal sealed class PositionKeyConverter : JsonConverter<PositionKey>
{
    public override PositionKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => PositionKey.Parse(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, PositionKey value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

using System.Runtime.Serialization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Akka.Actor;
using Akka.Serialization;
using BasisActors.Actors.Journal;
using BasisActors.Domain.Ledger;

namespace BasisActors.Host.Live;

/// <summary>
/// Writes journal events as JSON under short names with a version. A name is never given another meaning: a field may be added, a changed one gets a new name,
/// and the old one is read for ever.
/// </summary>
public sealed class JournalSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => 7101;

    public override string Manifest(object o) => o switch
    {
        RunOpened => "run-opened-1",
        TickOpened => "tick-opened-1",
        KillPressed => "kill-pressed-1",
        VenueCompared => "venue-compared-1",
        OrderIntended => "order-intended-1",
        OrderResolved => "order-resolved-1",
        TickClosed => "tick-closed-1",
        _ => throw new SerializationException($"{o.GetType().FullName} is not a journal event."),
    };

    public override byte[] ToBinary(object obj) => JsonSerializer.SerializeToUtf8Bytes(obj, obj.GetType(), JournalJson.Default);

    public override object FromBinary(byte[] bytes, string manifest) => JsonSerializer.Deserialize(bytes, TypeOf(manifest), JournalJson.Default)!;

    private static Type TypeOf(string manifest) => manifest switch
    {
        "run-opened-1" => typeof(RunOpened),
        "tick-opened-1" => typeof(TickOpened),
        "kill-pressed-1" => typeof(KillPressed),
        "venue-compared-1" => typeof(VenueCompared),
        "order-intended-1" => typeof(OrderIntended),
        "order-resolved-1" => typeof(OrderResolved),
        "tick-closed-1" => typeof(TickClosed),
        _ => throw new SerializationException($"'{manifest}' is not a journal event; the journal was written by a newer version."),
    };
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
internal sealed partial class JournalJson : JsonSerializerContext;

/// <summary>A position key as its text.</summary>
internal sealed class PositionKeyConverter : JsonConverter<PositionKey>
{
    public override PositionKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => PositionKey.Parse(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, PositionKey value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

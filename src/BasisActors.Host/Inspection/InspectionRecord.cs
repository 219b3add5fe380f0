using System.Text.Json;
using System.Text.Json.Serialization;

namespace BasisActors.Host.Inspection;

/// <summary>One named value of a record: a text, a number, a time, a truth, null, a record, or a list of records.</summary>
/// <param name="Name">snake_case; the same in JSON and in tables.</param>
/// <param name="Value">The value.</param>
public readonly record struct InspectionField(string Name, object? Value);

/// <summary>One line of an answer. Commands have a type each; who only shows them needs their fields, in order.</summary>
[JsonConverter(typeof(InspectionRecordConverter))]
public abstract record InspectionRecord
{
    /// <summary>What there is to show, the same fields in the same order for each record of a command.</summary>
    public abstract IEnumerable<InspectionField> Fields { get; }
}

/// <summary>A record whose type is not known here, because it came over a wire.</summary>
public sealed record PlainRecord(IReadOnlyList<InspectionField> Values) : InspectionRecord
{
    public override IEnumerable<InspectionField> Fields => Values;
}

internal sealed class InspectionRecordConverter : JsonConverter<InspectionRecord>
{
    public override InspectionRecord Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return InspectionJson.Read(document.RootElement.Clone());
    }

    public override void Write(Utf8JsonWriter writer, InspectionRecord value, JsonSerializerOptions options) => InspectionJson.Write(writer, value);
}

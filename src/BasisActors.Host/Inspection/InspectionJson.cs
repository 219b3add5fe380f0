using System.Text;
using System.Text.Json;

namespace BasisActors.Host.Inspection;

/// <summary>Records as JSON: names as they are, decimals as strings, times in ISO 8601 UTC; and records out of JSON, for who has them from a wire.</summary>
public static class InspectionJson
{
    /// <summary>A record on one line.</summary>
    public static string Text(InspectionRecord record)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            Write(json, record);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public static void Write(Utf8JsonWriter json, InspectionRecord record)
    {
        json.WriteStartObject();
        foreach (var (name, value) in record.Fields)
        {
            json.WritePropertyName(name);
            Write(json, value);
        }

        json.WriteEndObject();
    }

    public static InspectionRecord Read(JsonElement json) => new PlainRecord([.. json.EnumerateObject().Select(p => new InspectionField(p.Name, ValueOf(p.Value)))]);

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case InspectionRecord record:
                Write(json, record);
                break;
            case IEnumerable<InspectionRecord> records:
                json.WriteStartArray();
                foreach (var record in records)
                    Write(json, record);
                json.WriteEndArray();
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case JsonElement element:
                element.WriteTo(json);
                break;
            default:
                json.WriteStringValue(InspectionText.Cell(value));
                break;
        }
    }

    private static object? ValueOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => json.TryGetInt64(out var number) ? number : json,
        JsonValueKind.Object => Read(json),
        JsonValueKind.Array => json.EnumerateArray().All(e => e.ValueKind == JsonValueKind.Object) ? json.EnumerateArray().Select(Read).ToArray() : json,
        _ => json.GetString(),
    };
}

using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using BasisActors.Domain.Errors;

namespace BasisActors.Host.Results;

/// <summary><c>config.json</c>: every value a run read and where it came from, with the hash over all of them. Secrets must already be redacted.</summary>
public static class ConfigFile
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="BasisException">RST-001 when it cannot be written.</exception>
    public static void Write(ResultsFolder folder, ImmutableArray<(string Key, string Value, string Origin)> values, string hash, ImmutableArray<string> scenarios = default)
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("config_hash", hash);
            if (!scenarios.IsDefaultOrEmpty)
            {
                json.WriteStartArray("scenarios");
                foreach (var scenario in scenarios)
                    json.WriteStringValue(scenario);
                json.WriteEndArray();
            }

            json.WriteStartObject("values");
            foreach (var (key, value, origin) in values)
            {
                json.WriteStartObject(key);
                json.WriteString("value", value);
                json.WriteString("origin", origin);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        folder.Save("config.json", buffer.WrittenSpan);
    }
}

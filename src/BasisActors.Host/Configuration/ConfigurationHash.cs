using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;

namespace BasisActors.Host.Configuration;

/// <summary>Identifies what a run was configured with, independent of where the values came from (C-37).</summary>
internal static class ConfigurationHash
{
    /// <param name="values">Ordered by key.</param>
    public static string Of(ImmutableArray<EffectiveValue> values)
    {
        var buffer = new ArrayBufferWriter<byte>(8192);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (key, value, _) in values)
                json.WriteString(key, value);
            json.WriteEndObject();
        }

        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }
}

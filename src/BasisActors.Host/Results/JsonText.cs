using System.Text.Json;
using BasisActors.Domain.Errors;

namespace BasisActors.Host.Results;

/// <summary>How amounts, times and errors are spelt in JSON results.</summary>
internal static class JsonText
{
    /// <summary>A JSON number at full precision without trailing zeros, or null.</summary>
    public static void WriteAmount(this Utf8JsonWriter json, string name, decimal? value)
    {
        if (value is { } known)
            json.WriteNumber(name, Utf8Text.Trimmed(known));
        else
            json.WriteNull(name);
    }

    public static void WriteTime(this Utf8JsonWriter json, string name, DateTimeOffset? value) => json.WriteString(name, value is { } known ? Utf8Text.Time(known) : null);

    public static void WriteError(this Utf8JsonWriter json, string name, BasisError? error)
    {
        if (error is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("code", error.Code);
        if (error.SubCode is not null)
            json.WriteString("sub_code", error.SubCode);
        json.WriteString("message", error.Message);
        json.WriteString("where", error.Where);
        json.WriteString("resolution", error.Remedy);
        json.WriteEndObject();
    }
}

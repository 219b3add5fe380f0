using System.Globalization;
using System.Text.Json;

namespace BasisActors.Venues.Exchanges.Requests;

/// <summary>Exchanges write numbers as strings, and an empty string for "none".</summary>
internal static class WireJson
{
    /// <summary>The text of a field; empty when it is missing or null.</summary>
    public static string Text(this JsonElement item, string name) => !item.TryGetProperty(name, out var field) ? "" : field.ValueKind switch
    {
        JsonValueKind.String => field.GetString()!,
        JsonValueKind.Null => "",
        _ => field.GetRawText(),
    };

    /// <summary>The number in a field; null when there is none.</summary>
    /// <exception cref="FormatException">The field is no number.</exception>
    public static decimal? Number(this JsonElement item, string name) =>
        item.Text(name) is { Length: > 0 } text ? decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) : null;

    /// <summary>The number in a field that must have one.</summary>
    /// <exception cref="FormatException">The field is missing, empty or no number.</exception>
    public static decimal Required(this JsonElement item, string name) => item.Number(name) ?? throw new FormatException($"{name} is missing.");

    /// <summary>The time in a field of milliseconds; null when there is none.</summary>
    public static DateTimeOffset? Time(this JsonElement item, string name) =>
        item.Number(name) is { } milliseconds and > 0 ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds) : null;

    public static DateTimeOffset RequiredTime(this JsonElement item, string name) => item.Time(name) ?? throw new FormatException($"{name} is missing.");

    /// <summary>Without exponent and superfluous zeros.</summary>
    public static string Wire(this decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);
}

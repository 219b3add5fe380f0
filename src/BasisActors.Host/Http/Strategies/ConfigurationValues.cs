using System.Collections.Immutable;
using System.Text.Json;
using BasisActors.Host.Configuration;
using BasisActors.Host.Configuration.Schema;

namespace BasisActors.Host.Http.Strategies;

/// <summary>
/// Configuration as JSON: keys with dots (<c>{"costs.model": "fees"}</c>) or groups (<c>{"costs": {"model": "fees"}}</c>), lists as arrays or as text, maps as objects
/// or as text.
/// </summary>
internal static class ConfigurationValues
{
    /// <summary>One value for each key, as on the command line.</summary>
    /// <param name="json">An object; nothing else is configuration.</param>
    /// <param name="field">Name of the field that holds it, for errors.</param>
    /// <param name="errors">Gets what cannot be a value.</param>
    public static ImmutableArray<(string Key, string Value)> Read(JsonElement? json, string field, ICollection<FieldError> errors)
    {
        var values = ImmutableArray.CreateBuilder<(string, string)>();
        if (json is not { } given || given.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
            return [];
        if (given.ValueKind == JsonValueKind.Object)
            Walk(given, "", values, errors);
        else
            errors.Add(new FieldError(field, ApiFault.Validation, $"{field} is not an object of keys and values."));
        return values.ToImmutable();
    }

    private static void Walk(JsonElement group, string prefix, ImmutableArray<(string Key, string Value)>.Builder values, ICollection<FieldError> errors)
    {
        foreach (var member in group.EnumerateObject())
        {
            var key = prefix + member.Name;
            if (member.Value.ValueKind == JsonValueKind.Object && ConfigurationSchema.Find(key) is null && ConfigurationSchema.IsGroup(key))
                Walk(member.Value, key + ".", values, errors);
            else if (ConfigurationSchema.Find(key) is null)
                errors.Add(Unknown(key, Redaction.Show(key, Text(member.Value) ?? "…")));
            else if (Text(member.Value) is { } text)
                values.Add((key, text));
            else
                errors.Add(new FieldError(key, "CFG-005", $"{key} holds null or values within values, which no setting does."));
        }
    }

    private static FieldError Unknown(string key, string value)
    {
        var nearest = ConfigurationSchema.Nearest(key);
        return new FieldError(key, "CFG-005", $"{key} is not a known key; the nearest known key is {nearest}.", value, [nearest]);
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        JsonValueKind.Array => Joined(value.EnumerateArray().Select(Scalar)),
        JsonValueKind.Object => Joined(value.EnumerateObject().Select(m => Scalar(m.Value) is { } text ? $"{m.Name}:{text}" : null)),
        _ => null,
    };

    private static string? Scalar(JsonElement value) => value.ValueKind is JsonValueKind.Array or JsonValueKind.Object ? null : Text(value);

    private static string? Joined(IEnumerable<string?> items)
    {
        var all = items.ToArray();
        return all.Contains(null) ? null : string.Join(',', all);
    }
}

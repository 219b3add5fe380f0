using System.Collections.Immutable;
using System.Globalization;
using BasisActors.Domain.Errors;
using BasisActors.Host.Configuration.Schema;

namespace BasisActors.Host.Scenarios;

/// <summary>Reads <c>NAME[:key=value,…]</c>.</summary>
public static class ScenarioParsing
{
    private const string Option = "--scenario";

    /// <summary>A scenario with every value given, for a run of that period.</summary>
    /// <exception cref="BasisException">BTS-002: no such scenario or key, a key given twice, a value out of its range, a begin outside the run.</exception>
    public static Scenario Parse(string text, DateTimeOffset from, DateTimeOffset to)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var definition = Find(colon < 0 ? text : text[..colon]);
        var given = Given(definition, colon < 0 ? "" : text[(colon + 1)..]);
        var values = definition.Keys.Select(k => (k.Name, Value: given.GetValueOrDefault(k.Name, k.Default)));
        return new Scenario(definition, new ScenarioValues([.. values.Select(v => (v.Name, v.Name == ScenarioCatalogue.At ? Begin(v.Value, from, to, definition) : v.Value))]));
    }

    /// <summary>All scenarios with their defaults, in the order of the catalogue.</summary>
    public static ImmutableArray<Scenario> Defaults(DateTimeOffset from, DateTimeOffset to) => [.. ScenarioCatalogue.All.Select(d => Parse(d.Name, from, to))];

    private static ScenarioDefinition Find(string name) =>
        ScenarioCatalogue.All.FirstOrDefault(d => d.Name == name)
        ?? throw Refuse($"'{name}' is not a scenario; the nearest is {EditDistance.Nearest(name, ScenarioCatalogue.All.Select(d => d.Name))}.", "See `basis scenarios`.");

    private static Dictionary<string, string> Given(ScenarioDefinition definition, string text)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? pair : pair[..equals];
            var key = definition.Keys.FirstOrDefault(k => k.Name == name)
                ?? throw Refuse($"{definition.Name} has no key '{name}'; the nearest is {EditDistance.Nearest(name, definition.Keys.Select(k => k.Name))}.", "See `basis scenarios`.");
            if (equals < 0)
                throw Refuse($"{definition.Name}: {name} has no value; the form is {name}={key.Default}.");
            var reading = key.Type.Read(pair[(equals + 1)..]);
            if (reading.Problem is { } problem)
                throw Refuse($"{definition.Name}: {name} is '{pair[(equals + 1)..]}'; {problem}.");
            if (!given.TryAdd(name, reading.Value!))
                throw Refuse($"{definition.Name}: {name} is given twice.");
        }

        return given;
    }

    /// <summary>One third into the run, on the hour, unless given.</summary>
    private static string Begin(string value, DateTimeOffset from, DateTimeOffset to, ScenarioDefinition definition)
    {
        if (value == AutoOr.Auto)
            return TimeType.Canonical(from.AddHours((long)(to - from).TotalHours / 3));
        var at = DateTimeOffset.Parse(value, CultureInfo.InvariantCulture);
        return at >= from && at <= to
            ? value
            : throw Refuse($"{definition.Name}: at is {value}, outside the run, {from:yyyy-MM-dd HH:mm} to {to:yyyy-MM-dd HH:mm}.");
    }

    private static BasisException Refuse(string message, string? resolution = null) => new("BTS-002", message, Option, resolution);
}

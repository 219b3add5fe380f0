using System.Collections.Immutable;
using BasisActors.Domain.Errors;
using BasisActors.Host.Configuration.Schema;

namespace BasisActors.Host.Sweeps;

/// <summary>A configuration key and the values it takes in a sweep.</summary>
public sealed record GridKey(string Key, ImmutableArray<string> Values);

/// <summary>The cartesian product of the values of some keys. The last key changes fastest.</summary>
public sealed class ParameterGrid
{
    /// <summary>More points than this are a slip of the keyboard, not a question.</summary>
    private const int MostPoints = 100_000;

    private ParameterGrid(ImmutableArray<GridKey> keys, int count) => (Keys, Count) = (keys, count);

    public ImmutableArray<GridKey> Keys { get; }

    /// <summary>Number of points, at least 1.</summary>
    public int Count { get; }

    /// <summary>Reads <c>key=a,b,c</c> texts; values that contain commas are separated by <c>|</c> instead.</summary>
    /// <param name="texts">One per key.</param>
    /// <param name="sets">The overrides beside the grid; a key can be in one of the two only.</param>
    /// <exception cref="BasisException">BTS-002 when a text is no grid, CFG-005 when a key is not known.</exception>
    public static ParameterGrid Parse(IReadOnlyList<string> texts, IEnumerable<string> sets)
    {
        if (texts.Count == 0)
            throw Refuse("A sweep needs at least one key with its values, such as --grid funding_exit_threshold=-0.0001,0,0.0001.");
        var keys = ImmutableArray.CreateBuilder<GridKey>(texts.Count);
        var fixedKeys = sets.Select(s => Canonical(s.Split('=', 2)[0].Trim())).ToHashSet(StringComparer.Ordinal);
        long count = 1;
        foreach (var text in texts)
        {
            var key = ParseKey(text);
            if (keys.Any(k => k.Key == key.Key))
                throw Refuse($"{key.Key} is in the grid twice.");
            if (fixedKeys.Contains(key.Key))
                throw Refuse($"{key.Key} is both swept and set; take it out of one of the two.");
            keys.Add(key);
            count *= key.Values.Length;
            if (count > MostPoints)
                throw Refuse($"The grid has more than {MostPoints} points.");
        }

        return new ParameterGrid(keys.ToImmutable(), (int)count);
    }

    /// <summary>The values of a point, in the order of the keys.</summary>
    /// <param name="point">From 0 to <see cref="Count"/> − 1.</param>
    public ImmutableArray<string> Values(int point)
    {
        var values = new string[Keys.Length];
        for (var k = Keys.Length - 1; k >= 0; k--)
        {
            values[k] = Keys[k].Values[point % Keys[k].Values.Length];
            point /= Keys[k].Values.Length;
        }

        return [.. values];
    }

    /// <summary>A point as overrides, <c>key=value</c>.</summary>
    public IEnumerable<string> Sets(int point) => Keys.Zip(Values(point), (key, value) => $"{key.Key}={value}");

    /// <summary>A point as a person reads it.</summary>
    public string Describe(int point) => string.Join(", ", Keys.Zip(Values(point), (key, value) => $"{ShortName(key.Key)} {value}"));

    /// <summary>The last part of a dotted key.</summary>
    public static string ShortName(string key) => key[(key.LastIndexOf('.') + 1)..];

    private static GridKey ParseKey(string text)
    {
        var parts = text.Split('=', 2, StringSplitOptions.TrimEntries);
        if (parts is not [{ Length: > 0 } name, { Length: > 0 } list])
            throw Refuse($"'{text}' is not a grid; the form is key=a,b,c.");
        if (ConfigurationSchema.Find(name) is not { } known)
            throw new BasisException("CFG-005", $"{name} is not a known key; the nearest known key is {ConfigurationSchema.Nearest(name)}.", "--grid");
        ImmutableArray<string> values = [.. list.Split(list.Contains('|') ? '|' : ',', StringSplitOptions.TrimEntries)];
        if (values.Any(v => v.Length == 0))
            throw Refuse($"{name} has an empty value in its list.");
        return values.Distinct(StringComparer.Ordinal).Count() == values.Length
            ? new GridKey(known.Key, values)
            : throw Refuse($"{name} has a value twice in its list.");
    }

    private static string Canonical(string key) => ConfigurationSchema.Find(key)?.Key ?? key;

    private static BasisException Refuse(string message) => new("BTS-002", message, "--grid");
}

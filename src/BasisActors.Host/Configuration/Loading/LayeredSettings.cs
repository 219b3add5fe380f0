using System.Globalization;
using BasisActors.Domain.Errors;
using BasisActors.Host.Configuration.Schema;

namespace BasisActors.Host.Configuration.Loading;

/// <summary>
/// The values given so far, one a setting, the highest layer's. Whatever is wrong is kept as an error and the setting counts as
/// absent, so that one mistake is reported once and the rest is still checked.
/// </summary>
internal sealed class LayeredSettings
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _broken = new(StringComparer.Ordinal);
    private readonly List<ConfigurationFault> _faults = [];

    public IReadOnlyList<ConfigurationFault> Faults => _faults;

    public IEnumerable<Entry> Entries => _entries.Values;

    /// <summary>Takes a value as somebody wrote it.</summary>
    public void Give(string spelling, string text, string origin, Layer layer)
    {
        if (ConfigurationSchema.Find(spelling) is not (var setting, var key))
        {
            Refuse(UnknownKey(spelling, Redaction.Show(spelling, text), origin), spelling, Redaction.Show(spelling, text));
            return;
        }

        var name = spelling == key ? key : $"{key} (given as {spelling})";
        if (setting.FixedByFile && layer >= Layer.Environment)
        {
            Break(key, $"{name} says what its file describes and cannot be overridden.", origin, Redaction.Show(key, text));
            return;
        }

        var reading = setting.Type.Read(text.Trim());
        if (reading.Value is not { } value)
            Break(key, $"{name} is '{Redaction.Show(key, text)}'; {reading.Problem}.", origin, Redaction.Show(key, text), setting.Type.Allowed);
        else if (_entries.TryGetValue(key, out var earlier) && earlier.Layer == layer && layer < Layer.Environment)
            Break(key, $"{name} is given twice, first at {earlier.Origin}.", origin, Redaction.Show(key, text));
        else
            Put(new Entry(key, value, origin, layer));
    }

    /// <summary>Takes a valid value; a value of a higher layer stays.</summary>
    public void Put(Entry entry)
    {
        if (!_entries.TryGetValue(entry.Key, out var earlier) || entry.Layer >= earlier.Layer)
            _entries[entry.Key] = entry;
    }

    public void Remove(string key) => _entries.Remove(key);

    public void Refuse(BasisError error, string? key = null, string? value = null, string? allowed = null)
    {
        if (!_faults.Exists(f => f.Error == error))
            _faults.Add(new ConfigurationFault(error, key, value, allowed));
    }

    public void Refuse(string message, string where, string? key = null, string? value = null, string? allowed = null) =>
        Refuse(new BasisError("CFG-005", message, where), key, value, allowed);

    /// <summary>Reports a setting and counts it as absent from here on.</summary>
    public void Break(string key, string message, string origin, string? value = null, string? allowed = null)
    {
        _broken.Add(key);
        Refuse(message, origin, key, value, allowed);
    }

    public bool IsBroken(string key) => _broken.Contains(key);

    /// <summary>The value in force; null when absent or broken.</summary>
    public Entry? Find(string key) => !_broken.Contains(key) && _entries.TryGetValue(key, out var entry) ? entry : null;

    public bool Has(string key, string value) => Find(key)?.Value == value;

    public bool IsOn(string flag) => Has(flag, "true");

    public decimal? Number(string key) =>
        Find(key) is { } entry ? decimal.Parse(entry.Value, NumberStyles.Float, CultureInfo.InvariantCulture) : null;

    /// <summary>Items of a list; empty when absent or broken.</summary>
    public string[] Items(string key) => Find(key) is { } entry ? ListType.Split(entry.Value) : [];

    /// <summary>Names of the venues or share classes that somebody gave a value for, in ordinal order.</summary>
    public IReadOnlyList<string> Sections(string root) =>
        [.. _entries.Keys.Concat(_broken)
            .Where(k => k.StartsWith(root + ".", StringComparison.Ordinal))
            .Select(k => ConfigurationSchema.SectionOf(k)!)
            .Distinct()
            .Order(StringComparer.Ordinal)];

    public static BasisError UnknownKey(string key, string value, string origin)
    {
        var nearest = ConfigurationSchema.Nearest(key);
        return new BasisError("CFG-005", $"{key} (value '{value}') is not a known key; the nearest known key is {nearest}.", origin);
    }
}

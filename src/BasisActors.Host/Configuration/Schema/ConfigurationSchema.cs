using System.Collections.Immutable;

namespace BasisActors.Host.Configuration.Schema;

/// <summary>Every setting that exists.</summary>
internal static class ConfigurationSchema
{
    public const string Venues = "venues";
    public const string ShareClasses = "share_classes";

    private static readonly Dictionary<string, Setting> Spellings = new(StringComparer.Ordinal);
    private static readonly HashSet<string> Groups = new(StringComparer.Ordinal);

    static ConfigurationSchema()
    {
        foreach (var setting in Topics.SelectMany(t => t.Settings))
        {
            Add(setting.Key, setting);
            foreach (var alias in setting.Aliases)
                Add(alias, setting);
        }
    }

    public static ImmutableArray<Topic> Topics { get; } =
    [
        ModeTopic.Topic, RebalancingTopic.Topic, BasisTradeTopic.Topic, RiskTopic.Topic, CostTopic.Topic,
        DataTopic.Topic, EventLogTopic.Topic, VenueTopic.Topic, ShareClassTopic.Topic,
    ];

    /// <summary>The setting spelled so, by its key or an alias, and its canonical key; null when there is none.</summary>
    public static (Setting Setting, string Key)? Find(string key)
    {
        var (pattern, section) = Generalise(key);
        if (section is not null && !NameType.IsName(section))
            return null; // the name becomes a file's name
        return Spellings.TryGetValue(pattern, out var setting) ? (setting, KeyIn(setting.Key, section)) : null;
    }

    /// <summary>Whether keys exist below this one.</summary>
    public static bool IsGroup(string key) => Groups.Contains(Generalise(key).Pattern);

    /// <summary>The settings of the mode itself (section null), or of one venue or share class.</summary>
    public static IEnumerable<(Setting Setting, string Key)> SettingsOf(string root, string? name) =>
        Topics.SelectMany(t => t.Settings)
            .Where(s => name is null ? !s.Key.Contains('*') : s.Key.StartsWith(root + ".*.", StringComparison.Ordinal))
            .Select(s => (s, KeyIn(s.Key, name)));

    /// <summary>
    /// The known key nearest to an unknown one. A key that lacks its leading groups is compared with the ends of the known keys too,
    /// so <c>delta_warnin</c> finds <c>component_config.risk_monitor.delta_warning</c>.
    /// </summary>
    public static string Nearest(string unknown)
    {
        var section = Generalise(unknown).Section ?? "*";
        var segments = unknown.Split('.').Length;
        return Spellings.Values.Distinct()
            .Select(s => KeyIn(s.Key, section))
            .OrderBy(key => Math.Min(EditDistance.Between(unknown, key), EditDistance.Between(unknown, LastSegments(key, segments))))
            .ThenBy(key => EditDistance.Between(unknown, key))
            .ThenBy(key => key, StringComparer.Ordinal)
            .First();
    }

    /// <summary>The name of the venue or share class in a key; null for the mode's own keys.</summary>
    public static string? SectionOf(string key) => Generalise(key).Section;

    public static string KeyIn(string pattern, string? section) => section is null ? pattern : pattern.Replace("*", section, StringComparison.Ordinal);

    /// <summary><c>venues.binance.enabled</c> becomes <c>venues.*.enabled</c> in section <c>binance</c>.</summary>
    private static (string Pattern, string? Section) Generalise(string key)
    {
        foreach (var root in (ReadOnlySpan<string>)[Venues, ShareClasses])
        {
            if (!key.StartsWith(root + ".", StringComparison.Ordinal))
                continue;
            var start = root.Length + 1;
            var end = key.IndexOf('.', start);
            return end < 0
                ? (root + ".*", key[start..])
                : (string.Concat(root, ".*", key.AsSpan(end)), key[start..end]);
        }

        return (key, null);
    }

    private static void Add(string spelling, Setting setting)
    {
        Spellings.Add(spelling, setting);
        for (var dot = spelling.IndexOf('.'); dot >= 0; dot = spelling.IndexOf('.', dot + 1))
            Groups.Add(spelling[..dot]);
    }

    private static string LastSegments(string key, int count)
    {
        var position = key.Length;
        for (var i = 0; i < count && position >= 0; i++)
            position = key.LastIndexOf('.', Math.Max(0, position - 1));
        return position < 0 ? key : key[(position + 1)..];
    }
}

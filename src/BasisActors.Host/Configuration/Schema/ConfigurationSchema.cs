namespace BasisActors.Host.Configuration.Schema;

/// <summary>A setting under its canonical key, for example of one venue.</summary>
internal sealed record KnownKey(Setting Setting, string Key);

/// <summary>Every setting that exists.</summary>
internal static class ConfigurationSchema
{
    public const string Venues = "venues";
    public const string ShareClasses = "share_classes";

    private static readonly Dictionary<string, Setting> Spellings = new(StringComparer.Ordinal);
    private static readonly HashSet<string> Groups = new(StringComparer.Ordinal);

    static ConfigurationSchema()
    {
        foreach (var topic in Topics)
        {
            foreach (var setting in topic.Settings)
            {
                Add(setting.Key, setting);
                foreach (var alias in setting.Aliases)
                    Add(alias, setting);
            }
        }
    }

    public static IReadOnlyList<Topic> Topics { get; } = new[]
    {
        ModeTopic.Topic, RebalancingTopic.Topic, BasisTradeTopic.Topic, StakingTopic.Topic, RiskTopic.Topic, CostTopic.Topic,
        DataTopic.Topic, EventLogTopic.Topic, VenueTopic.Topic, ShareClassTopic.Topic,
    };

    /// <summary>The setting spelled so, by its key or an alias; null when there is none.</summary>
    public static KnownKey? Find(string key)
    {
        var section = SectionOf(key);
        if (section is not null && !NameType.IsName(section))
            return null; // the name becomes a file's name
        return Spellings.TryGetValue(Generalise(key), out var setting) ? new KnownKey(setting, KeyIn(setting.Key, section)) : null;
    }

    /// <summary>Whether keys exist below this one.</summary>
    public static bool IsGroup(string key) => Groups.Contains(Generalise(key));

    /// <summary>The settings of the mode itself (name null), or of one venue or share class.</summary>
    public static IEnumerable<KnownKey> SettingsOf(string root, string? name)
    {
        foreach (var topic in Topics)
        {
            foreach (var setting in topic.Settings)
            {
                if (name is null ? !setting.Key.Contains('*') : setting.Key.StartsWith(root + ".*.", StringComparison.Ordinal))
                    yield return new KnownKey(setting, KeyIn(setting.Key, name));
            }
        }
    }

    /// <summary>
    /// The known key nearest to an unknown one. A key that lacks its leading groups is compared with the ends of the known keys too,
    /// so <c>delta_warnin</c> finds <c>component_config.risk_monitor.delta_warning</c>.
    /// </summary>
    public static string Nearest(string unknown)
    {
        var section = SectionOf(unknown) ?? "*";
        var segments = unknown.Split('.').Length;
        return Topics.SelectMany(t => t.Settings)
            .Select(s => KeyIn(s.Key, section))
            .OrderBy(key => Math.Min(EditDistance.Between(unknown, key), EditDistance.Between(unknown, LastSegments(key, segments))))
            .ThenBy(key => EditDistance.Between(unknown, key))
            .ThenBy(key => LastSegments(key, 1) == LastSegments(unknown, 1) ? 0 : 1) // of equals the first that is declared
            .First();
    }

    /// <summary>The name of the venue or share class in a key; null for the mode's own keys.</summary>
    public static string? SectionOf(string key)
    {
        if (RootLength(key) is not (> 0 and var start))
            return null;
        var end = key.IndexOf('.', start);
        return end < 0 ? key[start..] : key[start..end];
    }

    /// <summary>The key with the name of the venue or share class in place of <c>*</c>.</summary>
    public static string KeyIn(string pattern, string? section) => section is null ? pattern : pattern.Replace("*", section, StringComparison.Ordinal);

    /// <summary><c>venues.binance.enabled</c> becomes <c>venues.*.enabled</c>.</summary>
    private static string Generalise(string key)
    {
        if (RootLength(key) is not (> 0 and var start))
            return key;
        var end = key.IndexOf('.', start);
        return end < 0 ? key[..start] + "*" : string.Concat(key.AsSpan(0, start), "*", key.AsSpan(end));
    }

    /// <summary>Length of <c>venues.</c> or <c>share_classes.</c> where the key begins so; 0 otherwise.</summary>
    private static int RootLength(string key)
    {
        if (key.StartsWith(Venues + ".", StringComparison.Ordinal))
            return Venues.Length + 1;
        return key.StartsWith(ShareClasses + ".", StringComparison.Ordinal) ? ShareClasses.Length + 1 : 0;
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
        for (var i = 0; i < count && position > 0; i++)
            position = key.LastIndexOf('.', position - 1);
        return key[(position + 1)..];
    }
}

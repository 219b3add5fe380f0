using BasisActors.Host.Configuration.Schema;

namespace BasisActors.Host.Configuration.Loading;

/// <summary>Turns what was given into what is in force: code defaults, short spellings, and nothing that does not apply.</summary>
internal static class Completion
{
    private const string Default = "default";

    /// <summary>Adds defaults and reports what is required and missing, for the mode (name null) or one venue or share class.</summary>
    /// <param name="settings">The values given.</param>
    /// <param name="root"><c>venues</c>, <c>share_classes</c>, or empty for the mode.</param>
    /// <param name="name">The venue or share class.</param>
    /// <param name="file">Where a missing value belongs; null when that file could not be read, so that nothing can be called missing.</param>
    public static void AddDefaults(LayeredSettings settings, string root, string? name, string? file)
    {
        foreach (var (setting, key) in ConfigurationSchema.SettingsOf(root, name))
        {
            if (setting.Default is { } value)
                settings.Put(new Entry(key, value, Default, Layer.Default));
        }

        foreach (var (setting, key) in ConfigurationSchema.SettingsOf(root, name))
        {
            if (file is not null && setting.IsRequired && settings.Find(key) is null && !settings.IsBroken(key) && Applies(settings, setting, key) == true)
                settings.Break(key, $"{key} is missing; it must be {setting.Type.Allowed}.", file, allowed: setting.Type.Allowed);
        }
    }

    /// <summary>
    /// Takes out what does not apply. Somebody who wrote it in a file or on the command line is told that it has no effect; the environment is
    /// shared by all runs and may speak of things that this one does not have.
    /// </summary>
    public static void RemoveInapplicable(LayeredSettings settings)
    {
        foreach (var entry in settings.Entries.OrderBy(e => e.Key, StringComparer.Ordinal).ToArray())
        {
            if (ConfigurationSchema.Find(entry.Key) is not (var setting, var key) || Applies(settings, setting, key) != false)
                continue;
            if (entry.Layer is not (Layer.Default or Layer.Environment) && settings.Find(key) is not null)
            {
                var condition = ConditionKey(setting, key);
                settings.Refuse($"{key} is {entry.Value}, which has no effect because {condition} is {settings.Find(condition)!.Value}; it needs {setting.OnlyWith!.Value}.", entry.Origin, key, entry.Value);
            }

            settings.Remove(key);
        }
    }

    /// <summary>Resolves <c>funding_threshold</c> and the weight of a single hedge venue (C-08, C-35).</summary>
    public static void ResolveShorthands(LayeredSettings settings)
    {
        if (settings.Find("funding_threshold") is { } threshold)
        {
            var x = settings.Number("funding_threshold")!.Value;
            Derive(settings, "funding_entry_threshold", x, threshold);
            Derive(settings, "funding_exit_threshold", -x, threshold);
        }

        settings.Remove("funding_threshold");

        if (settings.Find("hedge_venues") is { } venues && settings.Find("hedge_allocation") is { } weights
            && settings.Items("hedge_venues") is [var only] && venues.Layer > weights.Layer)
        {
            settings.Put(new Entry("hedge_allocation", $"{only}:1", $"{venues.Origin} (hedge_venues)", venues.Layer));
        }
    }

    private static void Derive(LayeredSettings settings, string key, decimal value, Entry from)
    {
        if (settings.Find(key) is { } given && given.Layer >= from.Layer)
            return;
        var origin = from.Layer == Layer.Default ? from.Origin : $"{from.Origin} (funding_threshold)";
        settings.Put(new Entry(key, DecimalType.Canonical(value), origin, from.Layer));
    }

    /// <summary>Null when the deciding setting is itself absent or broken.</summary>
    private static bool? Applies(LayeredSettings settings, Setting setting, string key)
    {
        if (setting.OnlyWith is null)
            return true;
        return settings.Find(ConditionKey(setting, key)) is { } decides ? decides.Value == setting.OnlyWith.Value : null;
    }

    private static string ConditionKey(Setting setting, string key) =>
        ConfigurationSchema.KeyIn(setting.OnlyWith!.Key, ConfigurationSchema.SectionOf(key));
}

using BasisActors.Domain.Errors;
using BasisActors.Host.Configuration.Schema;

namespace BasisActors.Host.Configuration.Loading;

/// <summary>Reads the files of the venues and share classes that a run speaks of.</summary>
internal sealed class ConfigurationSections(ConfigurationFiles files, LayeredSettings settings)
{
    /// <summary>Reads each venue that a higher layer names, so that a run's configuration does not change with venues it never heard of.</summary>
    public void ReadVenues(bool everyFile)
    {
        var named = settings.Sections(ConfigurationSchema.Venues);
        foreach (var venue in named.Union(everyFile ? files.Names(ConfigurationSchema.Venues) : []).Order(StringComparer.Ordinal))
            Read(ConfigurationSchema.Venues, venue, Layer.VenueFile);
    }

    /// <summary>Reads the run's share class and takes out what was said of others.</summary>
    /// <param name="own">Null when the run's share class is not known.</param>
    /// <param name="everyFile">Whether the files of others are read too, to check them.</param>
    public void ReadShareClasses(string? own, bool everyFile)
    {
        var named = settings.Sections(ConfigurationSchema.ShareClasses);
        foreach (var other in named.Where(n => own is not null && n != own))
            RemoveOther(other, own!);

        var read = (own is null ? named : [own]).Union(everyFile ? files.Names(ConfigurationSchema.ShareClasses) : []);
        foreach (var name in read.Order(StringComparer.Ordinal))
            Read(ConfigurationSchema.ShareClasses, name, Layer.ShareClassFile);
    }

    private void RemoveOther(string other, string own)
    {
        var known = files.Names(ConfigurationSchema.ShareClasses).Contains(other);
        foreach (var entry in settings.Entries.Where(e => e.Key.StartsWith($"{ConfigurationSchema.ShareClasses}.{other}.", StringComparison.Ordinal)).ToArray())
        {
            if (!known)
                settings.Refuse(MissingFile(ConfigurationSchema.ShareClasses, other, entry.Origin));
            else if (entry.Layer != Layer.Environment) // the environment is shared by runs of all share classes
                settings.Refuse($"{entry.Key} is {entry.Value}, which has no effect because the run's share class is {own}.", entry.Origin, entry.Key, entry.Value);
            settings.Remove(entry.Key);
        }
    }

    private void Read(string kind, string name, Layer layer)
    {
        var origin = NamedAt(kind, name);
        var exists = files.Names(kind).Contains(name);
        if (!exists)
            settings.Refuse(MissingFile(kind, name, origin));
        var readable = exists && files.Read(kind, name, $"{kind}.{name}.", layer, settings);
        Completion.AddDefaults(settings, kind, name, readable ? files.Shown(kind, name) : null);
    }

    private string NamedAt(string kind, string name) =>
        settings.Entries.Where(e => ConfigurationSchema.SectionOf(e.Key) == name && e.Key.StartsWith(kind + ".", StringComparison.Ordinal))
            .OrderBy(e => e.Key, StringComparer.Ordinal).FirstOrDefault()?.Origin
        ?? settings.Find("share_class")?.Origin
        ?? files.Shown(kind, name);

    private BasisError MissingFile(string kind, string name, string origin)
    {
        var names = files.Names(kind);
        var known = names.IsEmpty ? "there is none" : $"known: {string.Join(", ", names)}; nearest: {EditDistance.Nearest(name, names)}";
        return new BasisError("CFG-003", $"The file {files.Shown(kind, name)} does not exist ({known}).", origin);
    }
}

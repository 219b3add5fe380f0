using System.Collections.Immutable;
using BasisActors.Domain.Errors;
using BasisActors.Host.Configuration.Checks;
using BasisActors.Host.Configuration.Loading;
using BasisActors.Host.Configuration.Schema;

namespace BasisActors.Host.Configuration;

/// <summary>
/// Loads and validates configurations. Layers, the later wins: code defaults, share class, venues, mode,
/// environment (<c>BASIS__A__B</c>), command line (<c>--set a.b=value</c>).
/// </summary>
/// <param name="configsDirectory">Folder with <c>modes/</c>, <c>venues/</c> and <c>share_classes/</c>.</param>
/// <param name="environment">Environment variables, read once by the caller (S-034).</param>
public sealed class ConfigurationSource(string configsDirectory, IReadOnlyDictionary<string, string> environment)
{
    private readonly ConfigurationFiles _files = new(configsDirectory);

    /// <summary>Folder of the files.</summary>
    public string Folder => Path.GetFullPath(configsDirectory);

    /// <summary>Names of the modes that have a file, in ordinal order.</summary>
    public ImmutableArray<string> Modes => _files.Names(ConfigurationFiles.Modes);

    /// <summary>The source of this process: its environment and the folder found by <see cref="ConfigurationDirectory"/>.</summary>
    public static ConfigurationSource OfProcess() => Of(ProcessEnvironment.Read());

    /// <summary>The source that an environment asks for.</summary>
    public static ConfigurationSource Of(IReadOnlyDictionary<string, string> environment) =>
        new(ConfigurationDirectory.Find(environment, Environment.CurrentDirectory, AppContext.BaseDirectory), environment);

    /// <summary>Loads one mode. Never throws for what a file, the environment or the command line holds.</summary>
    /// <param name="mode">Name of the mode; older names are accepted.</param>
    /// <param name="sets">Overrides as <c>key=value</c>; the later of two wins.</param>
    public ConfigurationResult Load(string mode, IReadOnlyList<string> sets)
    {
        try
        {
            return LoadFrom(mode, sets);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new ConfigurationResult.Invalid([new ConfigurationFault(Unreadable(e))]);
        }
    }

    /// <summary>The file of a mode as it stands; null when it cannot be read.</summary>
    public string? ModeFile(string mode) => _files.Text(ConfigurationFiles.Modes, mode);

    /// <summary>Everything that is wrong in any file or in the environment; empty when all is fine.</summary>
    public ImmutableArray<BasisError> CheckAll()
    {
        try
        {
            return CheckEveryMode();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [Unreadable(e)];
        }
    }

    private ConfigurationResult LoadFrom(string mode, IReadOnlyList<string> sets)
    {
        if (MissingDirectory() is { } missing)
            return new ConfigurationResult.Invalid([new ConfigurationFault(missing)]);
        var name = ModeNameType.Canonical(mode);
        var modes = Modes;
        if (!modes.Contains(name))
            return new ConfigurationResult.Invalid([new ConfigurationFault(UnknownMode(mode, modes), "mode", mode, string.Join(", ", modes))]);

        var settings = Assemble(name, modes, sets, everyFile: false);
        if (settings.Faults.Count > 0)
            return new ConfigurationResult.Invalid([.. settings.Faults]);
        ImmutableArray<EffectiveValue> values =
        [
            .. settings.Entries.OrderBy(e => e.Key, StringComparer.Ordinal)
                .Select(e => new EffectiveValue(e.Key, Redaction.Show(e.Key, e.Value), e.Origin)),
        ];
        return new ConfigurationResult.Valid(new EffectiveConfiguration(new RunBinder(settings).Bind(), values, ConfigurationHash.Of(values)));
    }

    private ImmutableArray<BasisError> CheckEveryMode()
    {
        if (MissingDirectory() is { } missing)
            return [missing];
        var modes = Modes;
        if (modes.IsEmpty)
            return [new BasisError("CFG-003", "There is no mode file.", _files.Shown(ConfigurationFiles.Modes, "*"))];
        return [.. modes.SelectMany(m => Assemble(m, modes, [], everyFile: true).Faults.Select(f => f.Error)).Distinct()];
    }

    private LayeredSettings Assemble(string mode, ImmutableArray<string> modes, IReadOnlyList<string> sets, bool everyFile)
    {
        var settings = new LayeredSettings();
        var readable = _files.Read(ConfigurationFiles.Modes, mode, "", Layer.ModeFile, settings);
        Overrides.FromEnvironment(environment, settings);
        Overrides.FromCommandLine(sets, settings);

        var sections = new ConfigurationSections(_files, settings);
        var shareClass = settings.Find("share_class")?.Value.ToLowerInvariant();
        sections.ReadVenues(everyFile);
        sections.ReadShareClasses(shareClass, everyFile);
        Completion.AddDefaults(settings, "", null, readable ? _files.Shown(ConfigurationFiles.Modes, mode) : null);
        Completion.RemoveInapplicable(settings);
        Completion.ResolveShorthands(settings);

        var context = new CheckContext(settings, mode, shareClass, modes, _files.Names(ConfigurationSchema.Venues));
        ModeChecks.Check(context);
        BasisTradeChecks.Check(context);
        LimitChecks.Check(context);
        return settings;
    }

    private BasisError? MissingDirectory() =>
        _files.Exist ? null : new BasisError("CFG-001", "The configuration folder does not exist.", Path.GetFullPath(configsDirectory));

    private BasisError Unreadable(Exception e) =>
        new("CFG-001", $"The configuration folder could not be read: {e.Message}", Path.GetFullPath(configsDirectory), "Check the folder's permissions.");

    private static BasisError UnknownMode(string mode, ImmutableArray<string> modes)
    {
        var known = modes.IsEmpty ? "there is no mode file" : $"known modes: {string.Join(", ", modes)}; nearest: {EditDistance.Nearest(mode, modes)}";
        return new BasisError("STRAT-003", $"'{mode}' is not a known mode ({known}).", mode);
    }
}

using System.Collections.Immutable;
using BasisActors.Host.Configuration;
using BasisActors.Host.Configuration.Schema;

namespace BasisActors.Host.Http.Strategies;

/// <summary>The configuration of a mode with everything that a request adds.</summary>
/// <param name="Mode">Name of the mode.</param>
/// <param name="ShareClass">Currency that it is counted in.</param>
/// <param name="Config">Values in force by key, in their canonical text; a secret is a mask.</param>
/// <param name="Origins">Where each value was given: file and line, environment variable, request, default.</param>
/// <param name="ConfigYaml">The same as the file of a mode; null unless asked for.</param>
/// <param name="Defaults">Values that code gives where no file does, by key.</param>
/// <param name="ConfigHash">SHA-256 over keys and values; results carry it too.</param>
public sealed record StrategyConfig(
    string Mode,
    string ShareClass,
    ImmutableSortedDictionary<string, string> Config,
    ImmutableSortedDictionary<string, string> Origins,
    string? ConfigYaml,
    ImmutableSortedDictionary<string, string> Defaults,
    string ConfigHash)
{
    private const string Override = "--set", Request = "request";

    internal static StrategyConfig Of(EffectiveConfiguration effective, bool asYaml) => new(
        effective.Run.Mode,
        effective.Run.Currency,
        effective.Values.ToImmutableSortedDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal),
        effective.Values.ToImmutableSortedDictionary(v => v.Key, v => v.Origin == Override ? Request : v.Origin, StringComparer.Ordinal),
        asYaml ? ConfigurationYaml.Write(effective.Values) : null,
        DefaultsOf(effective),
        effective.Hash);

    /// <summary>Defaults of the keys that apply.</summary>
    private static ImmutableSortedDictionary<string, string> DefaultsOf(EffectiveConfiguration effective) => effective.Values
        .Select(v => (v.Key, ConfigurationSchema.Find(v.Key)?.Setting.Default))
        .Where(d => d.Default is not null)
        .ToImmutableSortedDictionary(d => d.Key, d => d.Default!, StringComparer.Ordinal);
}

/// <summary>One setting that a mode has.</summary>
/// <param name="Key">Dotted key.</param>
/// <param name="Type">Word for its kind of value.</param>
/// <param name="Allowed">What it must be.</param>
/// <param name="Meaning">One sentence.</param>
/// <param name="Unit">Null where it has none.</param>
/// <param name="Default">What code gives; null when a file must.</param>
/// <param name="Value">In force; a secret is a mask.</param>
/// <param name="Origin">Where that was given.</param>
/// <param name="IsFixed">True for what a file says of itself: it cannot be overridden.</param>
public sealed record StrategyParameter(string Key, string Type, string Allowed, string Meaning, string? Unit, string? Default, string Value, string Origin, bool IsFixed)
{
    internal static ImmutableArray<StrategyParameter> Of(EffectiveConfiguration effective) =>
    [
        .. from value in effective.Values
           let setting = ConfigurationSchema.Find(value.Key)?.Setting
           where setting is not null
           select new StrategyParameter(
               value.Key, setting.Type.Name, setting.Type.Allowed, setting.Meaning, setting.Unit, setting.Default ?? setting.DerivedDefault, value.Value, value.Origin, setting.FixedByFile),
    ];
}

/// <param name="Mode">Name of the mode.</param>
/// <param name="Parameters">By key.</param>
/// <param name="Total">How many there are.</param>
public sealed record StrategyParameterList(string Mode, ImmutableArray<StrategyParameter> Parameters, int Total);

/// <summary>What a run of a period would read.</summary>
/// <param name="StartDate">First tick; null when not asked for.</param>
/// <param name="EndDate">Last tick, inclusive.</param>
/// <param name="Config">Its configuration.</param>
public sealed record MergedConfig(DateTimeOffset? StartDate, DateTimeOffset? EndDate, StrategyConfig Config);

/// <summary>A mode by its file.</summary>
/// <param name="Name">Name of the mode.</param>
/// <param name="Description">One line.</param>
/// <param name="Template">The file as it stands in <c>configs/modes</c>; null in the list.</param>
/// <param name="IsValid">Whether its files are valid together with the host's environment.</param>
/// <param name="ConfigHash">Null when they are not.</param>
public sealed record ModeEntry(string Name, string Description, string? Template, bool IsValid, string? ConfigHash);

/// <param name="Modes">By name.</param>
/// <param name="Total">How many there are.</param>
public sealed record ModeList(ImmutableArray<ModeEntry> Modes, int Total);

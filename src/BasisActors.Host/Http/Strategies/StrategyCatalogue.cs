using System.Collections.Immutable;
using BasisActors.Domain.Strategies;
using BasisActors.Host.Configuration;

namespace BasisActors.Host.Http.Strategies;

/// <summary>The modes of this installation, as their files say now.</summary>
/// <param name="source">Files and environment of the process.</param>
public sealed class StrategyCatalogue(ConfigurationSource source)
{
    public static readonly ImmutableArray<string> ShareClasses = ["USDT", "ETH", "BTC"];
    public static readonly ImmutableArray<string> RiskLevels = ["low", "low_to_medium", "medium", "medium_to_high", "high"];

    public ConfigurationSource Source => source;

    public static ImmutableArray<string> Names => [.. StrategyFactory.All.Select(m => m.Name)];

    /// <summary>Each mode in its own share class, or in the one asked for; modes whose files are not valid are left out.</summary>
    public ImmutableArray<StrategyEntry> All(string? shareClass, string? riskLevel)
    {
        var entries = ImmutableArray.CreateBuilder<StrategyEntry>();
        foreach (var mode in Names)
        {
            var supported = SupportedBy(mode);
            if (shareClass is not null && !supported.Contains(shareClass))
                continue;
            if (source.Load(mode, shareClass is null ? [] : [$"share_class={shareClass}"]) is not ConfigurationResult.Valid { Configuration: var effective })
                continue;
            var entry = StrategyDescription.Of(effective, supported);
            if (riskLevel is null || entry.RiskLevel == riskLevel)
                entries.Add(entry);
        }

        return entries.ToImmutable();
    }

    /// <exception cref="ApiFaultException">404 when there is no such mode; 500 when its files are not valid.</exception>
    public StrategyEntry Find(string mode)
    {
        var name = Known(mode);
        return StrategyDescription.Of(Valid(name, []), SupportedBy(name));
    }

    /// <summary>The name of a mode; an older name is understood.</summary>
    /// <exception cref="ApiFaultException">404 with the names there are.</exception>
    public static string Known(string mode)
    {
        var name = Configuration.Schema.ModeNameType.Canonical(mode);
        if (StrategyFactory.Knows(name))
            return name;
        var error = StrategyFactory.Unknown(mode);
        throw new ApiFault(404, ApiFault.StrategyNotFound, error.Message)
        {
            ErrorCode = error.Code,
            Where = mode,
            Resolution = error.Remedy,
            Errors = [new FieldError("mode", error.Code, error.Message, mode, Names)],
        }.Exception();
    }

    /// <exception cref="ApiFaultException">400 with everything that is wrong.</exception>
    public EffectiveConfiguration Valid(string mode, IReadOnlyList<string> sets) => source.Load(mode, sets) switch
    {
        ConfigurationResult.Valid valid => valid.Configuration,
        ConfigurationResult.Invalid invalid => throw ApiFault.Invalid([.. invalid.Faults.Select(Field)]).Exception(),
        var other => throw new System.Diagnostics.UnreachableException($"{other}"),
    };

    internal static FieldError Field(ConfigurationFault fault) =>
        new(fault.Key ?? fault.Error.Where ?? "config", fault.Error.Code, fault.Error.Message, fault.Value, fault.Allowed is { } allowed ? [allowed] : null);

    /// <summary>The share classes whose file lists a mode.</summary>
    private ImmutableArray<string> SupportedBy(string mode) => [.. ShareClasses.Where(s => source.Load(mode, [$"share_class={s}"]) is ConfigurationResult.Valid)];
}

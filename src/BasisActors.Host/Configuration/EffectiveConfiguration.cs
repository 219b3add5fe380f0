using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Errors;

namespace BasisActors.Host.Configuration;

/// <summary>One setting in force.</summary>
/// <param name="Key">Canonical dotted key.</param>
/// <param name="Value">Canonical text; a mask where the key says that it is a secret. Can be given back as <c>--set key=value</c>.</param>
/// <param name="Origin">Where it was given: <c>configs/modes/btc_basis.yaml:12</c>, <c>environment BASIS__COSTS__MODEL</c>, <c>--set</c>, or <c>default</c>.</param>
public sealed record EffectiveValue(string Key, string Value, string Origin);

/// <summary>A valid configuration of one run.</summary>
/// <param name="Run">What the rules read.</param>
/// <param name="Values">Every setting that applies, ordered by key.</param>
/// <param name="Hash">SHA-256 in lower-case hexadecimal of the canonical JSON object of key and value (S-177, C-37); origins do not count.</param>
public sealed record EffectiveConfiguration(RunConfiguration Run, ImmutableArray<EffectiveValue> Values, string Hash);

/// <summary>One thing that is wrong with a configuration.</summary>
/// <param name="Error">Code, what was seen and what is allowed, where.</param>
/// <param name="Key">The key that a person must change; null where a file as a whole is at fault.</param>
/// <param name="Value">What was given, redacted; null where it is missing.</param>
/// <param name="Allowed">What it must be; null where the message says it.</param>
public sealed record ConfigurationFault(BasisError Error, string? Key = null, string? Value = null, string? Allowed = null);

/// <summary>What loading a configuration gave.</summary>
public abstract record ConfigurationResult
{
    private ConfigurationResult()
    {
    }

    public sealed record Valid(EffectiveConfiguration Configuration) : ConfigurationResult;

    /// <param name="Faults">All that is wrong, at least one.</param>
    public sealed record Invalid(ImmutableArray<ConfigurationFault> Faults) : ConfigurationResult
    {
        /// <summary>The same as errors; each with the file and line or the origin in <see cref="BasisError.Where"/>.</summary>
        public ImmutableArray<BasisError> Errors { get; } = [.. Faults.Select(f => f.Error)];
    }
}

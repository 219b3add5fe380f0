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

/// <summary>What loading a configuration gave.</summary>
public abstract record ConfigurationResult
{
    private ConfigurationResult()
    {
    }

    public sealed record Valid(EffectiveConfiguration Configuration) : ConfigurationResult;

    /// <param name="Errors">All that is wrong, at least one; each with the file and line or the origin in <see cref="BasisError.Where"/>.</param>
    public sealed record Invalid(ImmutableArray<BasisError> Errors) : ConfigurationResult;
}

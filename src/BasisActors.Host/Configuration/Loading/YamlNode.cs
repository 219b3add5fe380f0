using System.Collections.Immutable;

namespace BasisActors.Host.Configuration.Loading;

/// <summary>A value in a YAML file.</summary>
internal abstract record YamlNode
{
    /// <summary>
    /// The value on one line, as it could stand on the command line: a sequence as <c>a,b</c>, a mapping as <c>k:v,k:v</c>.
    /// Null when it is nested deeper than any setting is.
    /// </summary>
    public abstract string? ToText();
}

internal sealed record YamlScalar(string Text) : YamlNode
{
    public override string ToText() => Text;
}

internal sealed record YamlSequence(ImmutableArray<YamlNode> Items) : YamlNode
{
    public override string? ToText() =>
        Items.All(i => i is YamlScalar) ? string.Join(',', Items.Select(i => i.ToText())) : null;
}

internal sealed record YamlMapping(ImmutableArray<YamlMember> Members) : YamlNode
{
    public override string? ToText() =>
        Members.All(m => m.Value is YamlScalar) ? string.Join(',', Members.Select(m => $"{m.Key}:{m.Value.ToText()}")) : null;
}

/// <param name="Key">Key as written.</param>
/// <param name="Line">Line of the key, from 1.</param>
/// <param name="Value">What it holds.</param>
internal sealed record YamlMember(string Key, long Line, YamlNode Value);

namespace BasisActors.Host.Configuration.Schema;

/// <summary>One of a closed set of words, in any case; synonyms are read and never emitted (C-21, C-22).</summary>
internal sealed class ChoiceType(params string[] values) : SettingType
{
    public IReadOnlyDictionary<string, string> Synonyms { get; init; } = new Dictionary<string, string>();

    public override string Name => "choice";

    public override string Allowed => values.Length == 1 ? values[0] : $"one of {string.Join(", ", values)}";

    public override Reading Read(string text)
    {
        if (Synonyms.TryGetValue(text.ToLowerInvariant(), out var canonical))
            return Reading.Of(canonical);
        foreach (var value in values)
        {
            if (string.Equals(value, text, StringComparison.OrdinalIgnoreCase))
                return Reading.Of(value);
        }

        return Refuse();
    }
}

internal sealed class FlagType : SettingType
{
    public override string Name => "true/false";

    public override string Allowed => "true or false";

    public override Reading Read(string text) =>
        bool.TryParse(text, out var value) ? Reading.Of(value ? "true" : "false") : Refuse();
}

/// <summary>A name of letters, digits and underscores.</summary>
internal sealed class NameType : SettingType
{
    public override string Name => "name";

    public override string Allowed => "a name of letters, digits and underscores";

    public override Reading Read(string text) => IsName(text) ? Reading.Of(text) : Refuse();

    public static bool IsName(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}

/// <summary>A mode's name; its older name is read and never emitted.</summary>
internal sealed class ModeNameType : SettingType
{
    public override string Name => "name";

    public override string Allowed => "the name of its file";

    public override Reading Read(string text) => NameType.IsName(text) ? Reading.Of(Canonical(text)) : Refuse();

    public static string Canonical(string mode) => mode == "pure_lending_usdt" ? "pure_lending" : mode;
}

/// <summary>A value of another type, or <c>auto</c> for the rule that the meaning gives.</summary>
internal sealed class AutoOr(SettingType inner) : SettingType
{
    public const string Auto = "auto";

    public override string Name => $"{inner.Name} or {Auto}";

    public override string Allowed => $"{Auto} or {inner.Allowed}";

    public override Reading Read(string text)
    {
        if (string.Equals(text, Auto, StringComparison.OrdinalIgnoreCase))
            return Reading.Of(Auto);
        return inner.Read(text) is { Problem: null } reading ? reading : Refuse();
    }
}

/// <summary>What stands in for a missing funding settlement: <c>fail</c>, <c>zero</c> or <c>venue:NAME</c>.</summary>
internal sealed class MissingFundingType : SettingType
{
    public const string VenuePrefix = "venue:";

    public override string Name => "choice";

    public override string Allowed => "fail, zero or venue:NAME";

    public override Reading Read(string text) => text switch
    {
        "fail" or "zero" => Reading.Of(text),
        _ when text.StartsWith(VenuePrefix, StringComparison.Ordinal) && NameType.IsName(text[VenuePrefix.Length..]) => Reading.Of(text),
        _ => Refuse(),
    };
}

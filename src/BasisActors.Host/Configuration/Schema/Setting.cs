namespace BasisActors.Host.Configuration.Schema;

/// <summary>A setting exists only where another one has this value, for example a fee only where the venue's type is cex.</summary>
internal sealed record Condition(string Key, string Value);

/// <summary>
/// The one declaration of a setting. It drives loading, unknown-key detection, range checks, the listing with origins
/// and the documentation. A <c>*</c> in the key stands for the name of a venue or share class.
/// </summary>
/// <param name="Key">Dotted key, lower case.</param>
/// <param name="Type">Type and range.</param>
/// <param name="Meaning">One sentence.</param>
internal sealed record Setting(string Key, SettingType Type, string Meaning)
{
    /// <summary>Value in code, canonical; null when a file must give it or when it follows from another setting.</summary>
    public string? Default { get; init; }

    /// <summary>For a value that follows from others when it is not given: how.</summary>
    public string? DerivedDefault { get; init; }

    public string? Unit { get; init; }

    /// <summary>Other spellings, read and never emitted (C-21). They have the same <c>*</c>.</summary>
    public string[] Aliases { get; init; } = [];

    /// <summary>Null when the setting always applies.</summary>
    public Condition? OnlyWith { get; init; }

    /// <summary>True for what a file says of itself: it cannot be overridden, because nothing would act on it.</summary>
    public bool FixedByFile { get; init; }

    /// <summary>True for a short spelling of other settings; it is resolved on load and never emitted.</summary>
    public bool Shorthand { get; init; }

    public bool IsRequired => Default is null && DerivedDefault is null && !Shorthand;
}

/// <summary>Settings that belong to one subject.</summary>
internal sealed record Topic(string Title, string Introduction, Setting[] Settings);

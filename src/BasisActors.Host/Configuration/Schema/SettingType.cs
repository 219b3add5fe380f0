namespace BasisActors.Host.Configuration.Schema;

/// <summary>What reading a text as a setting gave: the canonical text, or the reason why it is no such value.</summary>
internal readonly record struct Reading(string? Value, string? Problem)
{
    public static Reading Of(string value) => new(value, null);

    public static Reading Refuse(string problem) => new(null, problem);
}

/// <summary>
/// The kind of value of a setting. Every value has one canonical text, which is what is listed, hashed and bound,
/// and which can be given back on the command line unchanged.
/// </summary>
internal abstract class SettingType
{
    /// <summary>Word for the documentation, such as <c>decimal</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Completes "it must be …".</summary>
    public abstract string Allowed { get; }

    public abstract Reading Read(string text);

    protected Reading Refuse() => Reading.Refuse($"it must be {Allowed}");
}

using BasisActors.Domain.Ledger;

namespace BasisActors.Host.Configuration.Schema;

/// <summary>Different items in a given order; written <c>a,b,c</c> on one line or as a YAML sequence.</summary>
internal abstract class ListType(bool mayBeEmpty) : SettingType
{
    public sealed override Reading Read(string text)
    {
        var items = Split(text);
        if (items.Length == 0)
            return mayBeEmpty ? Reading.Of("") : Reading.Refuse($"it is empty; it must be {Allowed}");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (ProblemOf(item) is { } problem)
                return Reading.Refuse(problem);
            if (!seen.Add(item))
                return Reading.Refuse($"'{item}' is listed twice");
        }

        return Reading.Of(string.Join(',', items));
    }

    public static string[] Split(string text) =>
        text.Length == 0 ? [] : text.Split(',', StringSplitOptions.TrimEntries);

    /// <summary>Why the item may not stand in the list; null when it may.</summary>
    protected abstract string? ProblemOf(string item);
}

internal sealed class NameListType(bool mayBeEmpty) : ListType(mayBeEmpty)
{
    public override string Name => "list of names";

    public override string Allowed => "a list of different names";

    protected override string? ProblemOf(string item) => NameType.IsName(item) ? null : $"'{item}' is not a name";
}

internal sealed class PositionListType() : ListType(mayBeEmpty: false)
{
    public override string Name => "list of position keys";

    public override string Allowed => "a list of venue:type:symbol";

    protected override string? ProblemOf(string item) => PositionKey.TryParse(item, out _)
        ? null
        : $"'{item}' is not a position key; it must be venue:type:symbol with type {string.Join(", ", PositionKey.AllowedTypes)}";
}

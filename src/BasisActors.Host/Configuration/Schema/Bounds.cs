using System.Globalization;

namespace BasisActors.Host.Configuration.Schema;

/// <summary>An interval of numbers, each end open, closed or absent.</summary>
internal sealed record Bounds(decimal? Min, bool MinIncluded, decimal? Max, bool MaxIncluded)
{
    public static readonly Bounds Any = new(null, true, null, true);

    /// <summary>0 to 1, both included.</summary>
    public static readonly Bounds Fraction = Between(0m, 1m);

    public static Bounds Between(decimal min, decimal max) => new(min, true, max, true);

    public static Bounds Inside(decimal min, decimal max) => new(min, false, max, false);

    public static Bounds Above(decimal min) => new(min, false, null, true);

    public static Bounds AtLeast(decimal min) => new(min, true, null, true);

    public static Bounds AboveUpTo(decimal min, decimal max) => new(min, false, max, true);

    public bool Contains(decimal value) =>
        (Min is not { } min || (MinIncluded ? value >= min : value > min))
        && (Max is not { } max || (MaxIncluded ? value <= max : value < max));

    public override string ToString()
    {
        if (Min is { } low && Max is { } high && MinIncluded && MaxIncluded)
            return $"{Text(low)} to {Text(high)}";
        var lower = Min is { } min ? (MinIncluded ? "at least " : "above ") + Text(min) : null;
        var upper = Max is { } max ? (MaxIncluded ? "at most " : "below ") + Text(max) : null;
        return (lower, upper) switch
        {
            (null, null) => "any",
            (null, _) => upper,
            (_, null) => lower,
            _ => $"{lower} and {upper}",
        };
    }

    private static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);
}

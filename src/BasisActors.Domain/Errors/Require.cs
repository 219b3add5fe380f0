namespace BasisActors.Domain.Errors;

/// <summary>Ranges that formulas ask of their inputs. A value outside is MTH-003: a formula never continues with a corrected input.</summary>
internal static class Require
{
    public static decimal Positive(decimal value, string what) => value > 0 ? value : throw Outside(value, what, "above 0");

    public static decimal NotNegative(decimal value, string what) => value >= 0 ? value : throw Outside(value, what, "0 or above");

    /// <summary>0 ≤ value &lt; 1.</summary>
    public static decimal Fraction(decimal value, string what) => value is >= 0 and < 1 ? value : throw Outside(value, what, "at least 0 and below 1");

    /// <summary>A loss may be negative, which is a gain; everything cannot be lost.</summary>
    public static decimal BelowOne(decimal value, string what) => value < 1 ? value : throw Outside(value, what, "below 1");

    private static BasisException Outside(decimal value, string what, string allowed) => new("MTH-003", $"The {what} is {value}; it must be {allowed}.");
}

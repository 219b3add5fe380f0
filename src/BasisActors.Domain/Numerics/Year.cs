namespace BasisActors.Domain.Numerics;

/// <summary>The 365-day year in which yearly rates are quoted, by Aave as by this product.</summary>
internal static class Year
{
    public const decimal Seconds = 365 * 86_400;

    /// <summary>Share of a year.</summary>
    public static decimal Fraction(TimeSpan time) => time.Ticks / (Seconds * TimeSpan.TicksPerSecond);
}

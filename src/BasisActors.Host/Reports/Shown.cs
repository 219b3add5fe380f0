using System.Globalization;

namespace BasisActors.Host.Reports;

/// <summary>How numbers and times are shown to people; files for machines keep full precision.</summary>
internal static class Shown
{
    public const string Nothing = "–";

    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public static string Money(decimal? value) => value is { } known ? Minus(known.ToString("N2", Culture)) : Nothing;

    public static string Percent(decimal? fraction, int decimals = 2) =>
        fraction is { } known ? Minus(string.Create(Culture, $"{(known * 100).ToString($"N{decimals}", Culture)} %")) : Nothing;

    public static string Ratio(decimal? value) => value is { } known ? Minus(known.ToString("N2", Culture)) : Nothing;

    public static string Count(long value) => value.ToString("N0", Culture);

    public static string Time(DateTimeOffset? value) => value?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", Culture) ?? Nothing;

    public static string Words(string name) => name.Replace('_', ' ');

    /// <summary>A true minus sign aligns with digits.</summary>
    private static string Minus(string number) => number.Replace('-', '−');
}

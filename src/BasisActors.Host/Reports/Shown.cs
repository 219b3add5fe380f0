using System.Globalization;

namespace BasisActors.Host.Reports;

/// <summary>How numbers and times are shown to people; files for machines keep full precision.</summary>
internal static class Shown
{
    public const string Nothing = "–";

    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public static string Money(decimal? value) => value is { } known ? Minus(known.ToString("N2", Culture)) : Nothing;

    /// <summary>An amount of a currency: dollars to the cent, ETH to six decimals.</summary>
    public static string Amount(decimal? value, string currency) => value is { } known ? Minus(known.ToString($"N{Decimals(currency)}", Culture)) : Nothing;

    /// <summary>Decimals that amounts of a currency are shown with.</summary>
    public static int Decimals(string currency) => currency == "USDT" ? 2 : 6;

    /// <summary>A value of an axis, with the decimals that its step needs.</summary>
    public static string Axis(decimal value, decimal step)
    {
        var decimals = 0;
        for (var scaled = step; scaled != decimal.Truncate(scaled) && decimals < 8; scaled *= 10)
            decimals++;
        return Minus(value.ToString($"N{decimals}", Culture));
    }

    public static string Percent(decimal? fraction, int decimals = 2) =>
        fraction is { } known ? Minus(string.Create(Culture, $"{(known * 100).ToString($"N{decimals}", Culture)} %")) : Nothing;

    public static string Ratio(decimal? value, int decimals = 2) => value is { } known ? Minus(known.ToString($"N{decimals}", Culture)) : Nothing;

    public static string Count(long value) => value.ToString("N0", Culture);

    public static string Time(DateTimeOffset? value) => value?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", Culture) ?? Nothing;

    public static string Words(string name) => name.Replace('_', ' ');

    /// <summary>A true minus sign aligns with digits.</summary>
    private static string Minus(string number) => number.Replace('-', '−');
}

using System.Globalization;
using BasisActors.Host.Reports;

namespace BasisActors.Host.Dashboard.Parts;

/// <summary>How the pages put things.</summary>
internal static class Words
{
    /// <summary>How long until then: <c>in 2 h 05 min</c>.</summary>
    public static string In(TimeSpan time) => time > TimeSpan.Zero ? $"in {Long(time)}" : "now";

    /// <summary>How long ago.</summary>
    public static string Ago(TimeSpan time) => time >= TimeSpan.FromSeconds(1) ? $"{Long(time)} ago" : "just now";

    public static string Long(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{(time.TotalDays >= 1 ? $"{(int)time.TotalDays} d {time.Hours} h" : time.TotalHours >= 1 ? $"{time.Hours} h {time.Minutes:00} min" : time.TotalMinutes >= 1 ? $"{time.Minutes} min {time.Seconds:00} s" : $"{time.Seconds} s")}");

    public static string Time(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? Shown.Nothing;

    /// <summary>A quantity with the digits it has, eight decimals at most.</summary>
    public static string Quantity(decimal? value) => value is { } known ? Math.Round(known, 8).ToString("#,0.########", CultureInfo.InvariantCulture).Replace('-', '−') : Shown.Nothing;

    /// <summary>Asset of a mode's delta.</summary>
    public static string AssetOf(string mode) => mode.Contains("btc", StringComparison.OrdinalIgnoreCase) ? "BTC" : "ETH";

    /// <summary>EntryFull and entry_full as <c>entry full</c>.</summary>
    public static string Plain(string name) =>
        string.Concat(name.Select((c, i) => char.IsAsciiLetterUpper(c) && i > 0 && char.IsAsciiLetterLower(name[i - 1]) ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}")).Replace('_', ' ');

    /// <summary>Kind of a position, in the trade's words.</summary>
    public static string Kind(string kind) => kind switch { "BaseToken" => "balance", "PerpPosition" or "Perp" => "perpetual", "AToken" => "supplied", "DebtToken" => "debt", "LST" or "Lst" => "staked token", _ => Plain(kind) };
}

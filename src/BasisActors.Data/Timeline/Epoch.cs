using System.Globalization;

namespace BasisActors.Data.Timeline;

/// <summary>Epoch seconds as a person reads them.</summary>
internal static class Epoch
{
    public static string Text(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The first few, and how many more there are.</summary>
    public static string Text(IReadOnlyList<long> seconds, int shown = 5)
    {
        var first = string.Join(", ", seconds.Take(shown).Select(Text));
        return seconds.Count > shown ? $"{first} and {seconds.Count - shown} more" : first;
    }
}

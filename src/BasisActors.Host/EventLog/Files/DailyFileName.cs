using System.Globalization;
using System.Text.RegularExpressions;

namespace BasisActors.Host.EventLog.Files;

/// <summary>
/// Name of a rotated file: <c>clock_events.2024-05-01.jsonl</c>, and <c>clock_events.2024-05-01.1.jsonl</c> for the next piece of the same day.
/// </summary>
/// <param name="File">The component's file name.</param>
/// <param name="Date">The UTC date of its events.</param>
/// <param name="Piece">0 for the first piece of the day.</param>
internal readonly partial record struct DailyFileName(string File, DateOnly Date, int Piece)
{
    /// <summary>The file being written.</summary>
    public static string Current(string file) => file + "_events.jsonl";

    /// <summary>Recognises the rotated files of our components and nothing else.</summary>
    public static bool TryParse(string fileName, out DailyFileName name)
    {
        name = default;
        var match = Pattern().Match(fileName);
        if (!match.Success || !EventNames.Files.Contains(match.Groups["file"].Value))
            return false;
        if (!DateOnly.TryParseExact(match.Groups["date"].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return false;
        var piece = match.Groups["piece"];
        name = new DailyFileName(match.Groups["file"].Value, date, piece.Success ? int.Parse(piece.ValueSpan, CultureInfo.InvariantCulture) : 0);
        return true;
    }

    public override string ToString() => Piece == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{File}_events.{Date:yyyy-MM-dd}.jsonl")
        : string.Create(CultureInfo.InvariantCulture, $"{File}_events.{Date:yyyy-MM-dd}.{Piece}.jsonl");

    [GeneratedRegex(
        @"^(?<file>[a-z_]+)_events\.(?<date>\d{4}-\d{2}-\d{2})(\.(?<piece>[1-9]\d{0,8}))?\.jsonl\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}

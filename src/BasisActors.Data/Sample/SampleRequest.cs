using BasisActors.Domain.Errors;

namespace BasisActors.Data.Sample;

/// <summary>Which sample to write and where.</summary>
/// <param name="Directory">Root of the data set; created when missing. It may hold an older sample, which is then replaced.</param>
/// <param name="Seed">Chooses the history; the same seed and span give the same bytes on any machine.</param>
/// <param name="From">First instant covered, a UTC midnight.</param>
/// <param name="To">Last instant covered, a UTC midnight after <paramref name="From"/>.</param>
public sealed record SampleRequest(string Directory, ulong Seed, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Longest span that is written; the whole history is held in memory while it is made.</summary>
    public const int MaxYears = 20;

    internal void Check()
    {
        if (string.IsNullOrWhiteSpace(Directory))
            throw new BasisException("BTS-002", "The directory of the sample is empty; it must name a folder.", "--out");
        RequireMidnight(From, "--from");
        RequireMidnight(To, "--to");
        if (From >= To)
            throw new BasisException("BTS-002", $"The sample would begin on {SampleCalendar.Date(From)} and end on {SampleCalendar.Date(To)}; the end must be after the beginning.", "--to");
        if (From.UtcDateTime.Year + MaxYears < To.UtcDateTime.Year)
            throw new BasisException("BTS-002", $"The sample would cover {SampleCalendar.Date(From)} to {SampleCalendar.Date(To)}; at most {MaxYears} years are written.", "--to");
    }

    private static void RequireMidnight(DateTimeOffset instant, string argument)
    {
        if (instant.UtcDateTime.TimeOfDay != TimeSpan.Zero)
            throw new BasisException("BTS-002", $"The sample is written in whole days; {instant:O} must be a midnight in UTC.", argument);
    }
}

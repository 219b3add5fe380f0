using BasisActors.Data.Reading;
using BasisActors.Data.Timeline;
using BasisActors.Domain.Market;

namespace BasisActors.Data;

/// <summary>Writes the account of a data set while it is put on the clock.</summary>
internal sealed class DataReportBuilder(Period period)
{
    private readonly List<SeriesKey> _absent = [];
    private readonly List<DataGap> _gaps = [];
    private readonly List<string> _notes = [];
    private int _filledBars;
    private int _missingFunding;

    public void Absent(SeriesKey series, string why)
    {
        _absent.Add(series);
        _notes.Add($"{series} is left out: {why}");
    }

    public void ShortCoverage(SeriesKey series, Observations observations) =>
        _notes.Add($"{series} covers only {Epoch.Text(observations.First)} to {Epoch.Text(observations.Last)}.");

    /// <summary>Counts what a series lacks inside the period and what stands in for it.</summary>
    public void Missing(RawSeries series, IReadOnlyList<StandIn> standIns)
    {
        var isFunding = series.Key.Kind == SeriesKind.Funding;
        var inside = Array.FindAll(series.Missing, isFunding ? period.Settles : period.Includes);
        if (inside.Length == 0)
            return;
        _gaps.AddRange(Holes.Gaps(series.Key, inside, series.IntervalSeconds));
        if (isFunding)
            _missingFunding += inside.Length;
        else if (series.IntervalSeconds == Period.StepSeconds)
            _filledBars += inside.Length;

        var standing = standIns.Where(s => period.Includes(s.KnownAt)).ToList();
        var parts = standing.Select(s => s.Origin).Distinct().Select(origin => $"{standing.Count(s => s.Origin == origin)} from {origin}").ToList();
        if (inside.Length > standing.Count)
            parts.Add($"{inside.Length - standing.Count} carried");
        _notes.Add($"{series.Key} lacks {inside.Length} observations; stand-ins: {string.Join(", ", parts)}.");
    }

    public DataReport Build(IEnumerable<FileContent> files)
    {
        foreach (var file in files.Where(f => f.RepeatedRows > 0))
            _notes.Add($"{Path.GetFileName(file.Path)} repeats {file.RepeatedRows} rows with equal values; one of each is kept.");
        return new DataReport(_filledBars, _missingFunding, [.. _absent], [.. _gaps], [.. _notes]);
    }
}

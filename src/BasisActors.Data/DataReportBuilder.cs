using System.Collections.Immutable;
using BasisActors.Data.Reading;
using BasisActors.Data.Timeline;
using BasisActors.Domain.Market;

namespace BasisActors.Data;

/// <summary>Writes the account of a data set while it is put on the clock.</summary>
internal sealed class DataReportBuilder(Period period)
{
    private readonly ImmutableArray<SeriesKey>.Builder _absent = ImmutableArray.CreateBuilder<SeriesKey>();
    private readonly ImmutableArray<DataGap>.Builder _gaps = ImmutableArray.CreateBuilder<DataGap>();
    private readonly ImmutableArray<string>.Builder _notes = ImmutableArray.CreateBuilder<string>();
    private int _filledBars;
    private int _missingFunding;

    public void Absent(SeriesKey series, string why)
    {
        _absent.Add(series);
        _notes.Add($"{series} is left out: {why}");
    }

    public void ShortCoverage(SeriesKey series, Observations observations) =>
        _notes.Add($"{series} covers only {Epoch.Text(observations.First)} to {Epoch.Text(observations.Last)} of the period.");

    /// <summary>Counts what a series lacks inside the period and what stands in for it.</summary>
    public void Missing(SeriesKey series, int intervalSeconds, ImmutableArray<long> missing, ImmutableArray<StandIn> standIns)
    {
        ImmutableArray<long> inside = [.. missing.Where(period.Includes)];
        if (inside.IsEmpty)
            return;
        _gaps.AddRange(Holes.Gaps(series, inside, intervalSeconds));
        if (series.Kind == SeriesKind.Funding)
            _missingFunding += inside.Length;
        else if (intervalSeconds == Period.StepSeconds)
            _filledBars += inside.Length;

        var standing = standIns.Where(s => period.Includes(s.KnownAt)).ToLookup(s => s.Origin);
        var carried = inside.Length - standing.Sum(origin => origin.Count());
        var parts = standing.Select(origin => $"{origin.Count()} from {origin.Key}").Append(carried > 0 ? $"{carried} carried" : null);
        _notes.Add($"{series} lacks {inside.Length} observations; stand-ins: {string.Join(", ", parts.Where(p => p is not null))}.");
    }

    public DataReport Build(IEnumerable<FileContent> files)
    {
        foreach (var file in files.Where(f => f.RepeatedRows > 0))
            _notes.Add($"{Path.GetFileName(file.Path)} repeats {file.RepeatedRows} rows with equal values; one of each is kept.");
        return new DataReport(_filledBars, _missingFunding, _absent.ToImmutable(), _gaps.ToImmutable(), _notes.ToImmutable());
    }
}

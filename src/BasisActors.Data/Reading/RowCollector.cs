using BasisActors.Data.Catalogue;
using BasisActors.Data.Timeline;

namespace BasisActors.Data.Reading;

/// <summary>
/// Collects the rows of a file that matter to a period: those that became known inside it or in its run-up, and the last one before,
/// which is what is known when the run-up begins. Memory follows the period, not the file.
/// </summary>
internal sealed class RowCollector
{
    private readonly FileLayout _layout;
    private readonly Period _period;
    private readonly long[] _knownAt;
    private readonly decimal[][] _kept;
    private int _count;

    /// <param name="layout">How the file is read.</param>
    /// <param name="period">Which rows matter.</param>
    /// <param name="mostRows">No more rows than this come.</param>
    public RowCollector(FileLayout layout, Period period, long mostRows)
    {
        _layout = layout;
        _period = period;
        var capacity = (int)Math.Min((period.To - period.Earliest) / layout.StepSeconds + 2, mostRows);
        _knownAt = new long[capacity];
        _kept = new decimal[layout.Kept.Count][];
        for (var i = 0; i < _kept.Length; i++)
            _kept[i] = new decimal[capacity];
    }

    /// <summary>Adds a row; rows come in ascending order. Only values of kept columns are looked at.</summary>
    public void Add(long knownAt, ReadOnlySpan<decimal> values)
    {
        if (knownAt > _period.To)
            return;
        if (_count == 1 && knownAt <= _period.Earliest)
            _count = 0;
        _knownAt[_count] = knownAt;
        for (var i = 0; i < _kept.Length; i++)
            _kept[i][_count] = values[_layout.Kept[i]];
        _count++;
    }

    /// <param name="path">Path of the file.</param>
    /// <param name="first">Timestamp of the first row of the whole file, epoch seconds.</param>
    /// <param name="last">Timestamp of the last row of the whole file, epoch seconds.</param>
    /// <param name="repeatedRows">Rows that were left out.</param>
    public FileContent Content(string path, long first, long last, int repeatedRows) => new(path, _layout, _knownAt, _kept, _count)
    {
        First = first + _layout.KnownAfterSeconds,
        Last = last + _layout.KnownAfterSeconds,
        RepeatedRows = repeatedRows,
    };
}

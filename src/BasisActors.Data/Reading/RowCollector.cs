using BasisActors.Data.Catalogue;
using BasisActors.Data.Timeline;

namespace BasisActors.Data.Reading;

/// <summary>
/// Collects the rows of a file that matter to a period: those that became known inside it or in its run-up, and the last one before,
/// which is what is known when the run-up begins. Memory follows the period, not the file.
/// </summary>
internal sealed class RowCollector
{
    // Timestamp, comma, digit, line end: no row is shorter, so the length of a file bounds its rows.
    private const int ShortestRowChars = 13;

    private readonly FileLayout _layout;
    private readonly Period _period;
    private readonly long[] _knownAt;
    private readonly decimal[][] _kept;
    private int _count;
    private long _first = long.MaxValue;
    private long _last;

    public RowCollector(FileLayout layout, Period period, long fileLength)
    {
        _layout = layout;
        _period = period;
        var capacity = (int)Math.Min((period.To - period.Earliest) / layout.StepSeconds + 2, fileLength / ShortestRowChars + 1);
        _knownAt = new long[capacity];
        _kept = new decimal[layout.Kept.Count][];
        for (var i = 0; i < _kept.Length; i++)
            _kept[i] = new decimal[capacity];
    }

    /// <summary>Adds a row; rows come in ascending order.</summary>
    public void Add(long knownAt, ReadOnlySpan<decimal> values)
    {
        _first = Math.Min(_first, knownAt);
        _last = knownAt;
        if (knownAt > _period.To)
            return;
        if (_count == 1 && knownAt <= _period.Earliest)
            _count = 0;
        _knownAt[_count] = knownAt;
        for (var i = 0; i < _kept.Length; i++)
            _kept[i][_count] = values[_layout.Kept[i]];
        _count++;
    }

    public FileContent Content(string path, int repeatedRows) =>
        new(path, _layout, _knownAt, _kept, _count) { First = _first, Last = _last, RepeatedRows = repeatedRows };
}

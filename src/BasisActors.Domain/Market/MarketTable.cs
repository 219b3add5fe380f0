using BasisActors.Domain.Errors;

namespace BasisActors.Domain.Market;

/// <summary>
/// One series on the clock grid: for each row the last value known at that row's timestamp and its age.
/// Built so that row i depends on observations at or before row i only: look-ahead is impossible by construction.
/// </summary>
/// <param name="Key">Which series.</param>
/// <param name="IntervalSeconds">Seconds between two regular observations.</param>
/// <param name="Values">One value per row.</param>
/// <param name="AgeSeconds">Seconds since that value became known; −1 before the first observation.</param>
public sealed record SeriesColumn(SeriesKey Key, int IntervalSeconds, decimal[] Values, int[] AgeSeconds);

/// <summary>All series of a data set in memory, in columns, on one clock grid.</summary>
public sealed class MarketTable : IMarketData
{
    private readonly SeriesColumn[] _columns;
    private readonly Dictionary<SeriesKey, int> _handles;
    private readonly long _startSeconds;
    private readonly int _rows;

    public MarketTable(DateTimeOffset start, int stepSeconds, int rows, IEnumerable<SeriesColumn> columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stepSeconds);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        Start = start;
        StepSeconds = stepSeconds;
        _startSeconds = start.ToUnixTimeSeconds();
        _rows = rows;
        _columns = [.. columns];
        _handles = new Dictionary<SeriesKey, int>(_columns.Length);
        for (var i = 0; i < _columns.Length; i++)
        {
            var column = _columns[i];
            if (column.Values.Length != rows || column.AgeSeconds.Length != rows)
                throw new ArgumentException($"{column.Key} has {column.Values.Length} values and {column.AgeSeconds.Length} ages for {rows} rows.", nameof(columns));
            _handles.Add(column.Key, i);
        }
    }

    public DateTimeOffset Start { get; }

    public DateTimeOffset End => Start.AddSeconds((long)StepSeconds * (_rows - 1));

    public int StepSeconds { get; }

    public IReadOnlyList<SeriesColumn> Columns => _columns;

    public int Find(SeriesKey key) => _handles.GetValueOrDefault(key, -1);

    public SeriesKey Describe(int series) => _columns[series].Key;

    public int IntervalSeconds(int series) => _columns[series].IntervalSeconds;

    public MarketSnapshot At(DateTimeOffset timestamp)
    {
        var seconds = timestamp.ToUnixTimeSeconds() - _startSeconds;
        var row = seconds / StepSeconds;
        if (seconds < 0 || row >= _rows)
            throw new BasisException("DPR-001", $"{timestamp:yyyy-MM-dd HH:mm} is outside the data, which covers {Start:yyyy-MM-dd HH:mm} to {End:yyyy-MM-dd HH:mm}.", subCode: "DATA-014");
        return new MarketSnapshot(this, (int)row, timestamp);
    }

    public Observation Read(int series, int row)
    {
        var column = _columns[series];
        return new Observation(column.Values[row], column.AgeSeconds[row]);
    }
}

using System.Collections.Immutable;
using BasisActors.Domain.Errors;

namespace BasisActors.Domain.Market;

/// <summary>
/// The market of a live run: one row for each tick, added as it is read. A value that was not read anew is carried and grows older, rows that a
/// run missed are carried too, so that ages and windows count as they do in a backtest. Only what a tick can still ask for is kept: the rows from the tick
/// before the last one on, and of each series the last values as many as a mean is made of. A run may go on for years.
/// </summary>
public sealed class LiveMarketTable : IMarketData
{
    private readonly ObservedSeries[] _columns;
    private readonly Dictionary<SeriesKey, int> _handles = [];
    private readonly int _window;
    private DateTimeOffset _last;
    private int _rows;

    /// <param name="first">Time of the first tick.</param>
    /// <param name="stepSeconds">Seconds between two ticks.</param>
    /// <param name="series">Each series with the seconds after which its value is overdue.</param>
    /// <param name="past">Settlements before the first tick, oldest first: what a mean of funding begins with.</param>
    /// <param name="window">Most values of a series that are summed up, above 0: the funding window of the run.</param>
    public LiveMarketTable(
        DateTimeOffset first, int stepSeconds, IEnumerable<(SeriesKey Key, int IntervalSeconds)> series, IReadOnlyCollection<SeriesReading> past, int window)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stepSeconds);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(window);
        StepSeconds = stepSeconds;
        _window = window;
        _columns = [.. series.Select(s => new ObservedSeries(s.Key, s.IntervalSeconds, stepSeconds))];
        for (var i = 0; i < _columns.Length; i++)
            _handles.Add(_columns[i].Key, i);
        _rows = past.Count == 0 ? 0 : past.GroupBy(p => p.Key).Max(g => g.Count());
        Start = first.AddSeconds(-(long)_rows * stepSeconds);
        foreach (var known in past.GroupBy(p => p.Key))
        {
            var row = _rows - known.Count();
            foreach (var reading in known.OrderBy(r => r.ObservedAt))
                _columns[_handles[known.Key]].Put(row++, 0, reading);
        }

        _last = first.AddSeconds(-stepSeconds);
    }

    /// <summary>Time of the first row: before the first tick where settlements were known.</summary>
    public DateTimeOffset Start { get; }

    public int StepSeconds { get; }

    public int Find(SeriesKey key) => _handles.GetValueOrDefault(key, -1);

    public SeriesKey Describe(int series) => _columns[series].Key;

    public int IntervalSeconds(int series) => _columns[series].IntervalSeconds;

    /// <summary>
    /// Adds the row of a tick, and those that were missed before it. A reading that is not younger than the one before it of its series is nothing new; one that
    /// comes late, such as funding that an exchange shows some seconds after it was settled, is taken with its age.
    /// </summary>
    /// <exception cref="BasisException">CLK-002 when the tick is not on the grid or not later than the last one.</exception>
    public void Append(DateTimeOffset tick, IEnumerable<SeriesReading> readings)
    {
        var step = StepSeconds * TimeSpan.TicksPerSecond;
        var sinceStart = (tick - Start).Ticks;
        if (tick <= _last || sinceStart % step != 0)
            throw new BasisException("CLK-002", $"A tick at {tick:O} does not follow {_last:O} in steps of {StepSeconds} s.");
        var firstNew = _rows;
        var row = (int)(sinceStart / step);
        _rows = row + 1;
        foreach (var reading in readings.OrderBy(r => r.ObservedAt))
        {
            if (!_handles.TryGetValue(reading.Key, out var series) || reading.ObservedAt <= _columns[series].ObservedAt)
                continue;
            var steps = (int)Math.Max(0, (tick - reading.ObservedAt).Ticks / step);
            // From the row of its time on, as far as that row is new: what was known at an earlier tick stays as it was.
            var from = Math.Max(firstNew, row - steps);
            _columns[series].Put(from, (steps - (row - from)) * StepSeconds, reading);
        }

        foreach (var column in _columns)
            column.Forget(row, firstNew - 1, _window);
        _last = tick;
    }

    public MarketSnapshot At(DateTimeOffset timestamp)
    {
        var row = (timestamp - Start).Ticks / TimeSpan.TicksPerSecond / StepSeconds;
        return timestamp >= Start && row < _rows
            ? new MarketSnapshot(this, (int)row, timestamp)
            : throw new BasisException("DPR-001", $"{timestamp:O} has not been read; the market is known from {Start:O} to {_last:O}.", subCode: "DATA-014");
    }

    public Observation Read(int series, int row) => _columns[series][row];

    /// <summary>All that is kept.</summary>
    public MarketMemory Memory() => new(_last, _rows, [.. _columns.Select(c => c.Memory())]);

    /// <summary>Goes on from what another table of the same run has kept.</summary>
    /// <exception cref="BasisException">DPR-002 when it is of other series.</exception>
    public void Restore(MarketMemory memory)
    {
        if (!memory.Series.Select(s => s.Key).SequenceEqual(_columns.Select(c => c.Key)))
            throw new BasisException("DPR-002", "What is kept of the market is of other series than this run needs.");
        (_last, _rows) = (memory.Last, memory.Rows);
        for (var i = 0; i < _columns.Length; i++)
            _columns[i].Restore(memory.Series[i]);
    }
}

using BasisActors.Domain.Errors;

namespace BasisActors.Domain.Market;

/// <summary>
/// The market of a live run: one row for each tick, added as it is read. A value that was not read anew is carried and grows older, rows that a
/// run missed are carried too, so that ages and windows count as they do in a backtest.
/// </summary>
public sealed class LiveMarketTable : IMarketData
{
    private readonly Column[] _columns;
    private readonly Dictionary<SeriesKey, int> _handles = [];
    private readonly int _past;
    private DateTimeOffset _last;
    private int _rows;

    /// <param name="first">Time of the first tick.</param>
    /// <param name="stepSeconds">Seconds between two ticks.</param>
    /// <param name="series">Each series with the seconds after which its value is overdue.</param>
    /// <param name="past">Settlements before the first tick, oldest first: what a mean of funding begins with.</param>
    public LiveMarketTable(DateTimeOffset first, int stepSeconds, IEnumerable<(SeriesKey Key, int IntervalSeconds)> series, IReadOnlyCollection<SeriesReading> past)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stepSeconds);
        StepSeconds = stepSeconds;
        _columns = [.. series.Select(s => new Column(s.Key, s.IntervalSeconds))];
        for (var i = 0; i < _columns.Length; i++)
            _handles.Add(_columns[i].Key, i);
        _past = past.Count == 0 ? 0 : past.GroupBy(p => p.Key).Max(g => g.Count());
        Start = first.AddSeconds(-(long)_past * stepSeconds);
        for (var row = 0; row < _past; row++)
            Carry();
        foreach (var known in past.GroupBy(p => p.Key))
        {
            var row = _past - known.Count();
            foreach (var reading in known.OrderBy(r => r.ObservedAt))
            {
                _columns[_handles[known.Key]].Put(row, row, reading, 0, stepSeconds);
                row++;
            }
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
        for (var row = sinceStart / step; _rows <= row;)
            Carry();
        foreach (var reading in readings.OrderBy(r => r.ObservedAt))
        {
            if (!_handles.TryGetValue(reading.Key, out var series))
                continue;
            var steps = Math.Max(0, (tick - reading.ObservedAt).Ticks / step);
            if (reading.ObservedAt > _columns[series].ObservedAt)
                _columns[series].Put(_rows - 1, firstNew, reading, (int)steps, StepSeconds);
        }

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

    private void Carry()
    {
        foreach (var column in _columns)
            column.Carry(StepSeconds);
        _rows++;
    }

    private sealed class Column(SeriesKey key, int intervalSeconds)
    {
        private readonly List<Observation> _rows = [];

        public SeriesKey Key { get; } = key;

        public int IntervalSeconds { get; } = intervalSeconds;

        /// <summary>When the last value was observed.</summary>
        public DateTimeOffset ObservedAt { get; private set; } = DateTimeOffset.MinValue;

        public Observation this[int row] => _rows[row];

        public void Carry(int seconds) =>
            _rows.Add(_rows.Count > 0 && _rows[^1] is { IsKnown: true } last ? last with { AgeSeconds = last.AgeSeconds + seconds } : Observation.Unknown);

        /// <summary>Enters a value from the row of its time on, as far as that row is new: what was known at an earlier tick stays as it was.</summary>
        public void Put(int last, int firstNew, in SeriesReading reading, int steps, int stepSeconds)
        {
            for (var row = Math.Max(firstNew, last - steps); row <= last; row++)
                _rows[row] = new Observation(reading.Value, (steps - (last - row)) * stepSeconds);
            ObservedAt = reading.ObservedAt;
        }
    }
}

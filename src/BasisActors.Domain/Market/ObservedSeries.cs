using BasisActors.Domain.Errors;

namespace BasisActors.Domain.Market;

/// <summary>One series of a live market: its values from the row on at which each became known. Between two of them the older one is carried and ages.</summary>
internal sealed class ObservedSeries(SeriesKey key, int intervalSeconds, int stepSeconds)
{
    private readonly List<KnownValue> _values = [];
    private int _firstKept;

    public SeriesKey Key { get; } = key;

    public int IntervalSeconds { get; } = intervalSeconds;

    /// <summary>When the last value was observed.</summary>
    public DateTimeOffset ObservedAt { get; private set; } = DateTimeOffset.MinValue;

    /// <exception cref="BasisException">DPR-001 when the row is no longer kept.</exception>
    public Observation this[int row]
    {
        get
        {
            if (row < _firstKept)
                throw new BasisException("DPR-001", $"Row {row} of {Key} is no longer kept; the rows from {_firstKept} on are.", subCode: "DATA-014");
            for (var i = _values.Count - 1; i >= 0; i--)
            {
                if (_values[i].Row <= row)
                    return new Observation(_values[i].Value, _values[i].AgeSeconds + (row - _values[i].Row) * stepSeconds);
            }

            return Observation.Unknown;
        }
    }

    /// <summary>Enters a value.</summary>
    /// <param name="row">First row that has it; not before that of the value before.</param>
    /// <param name="ageSeconds">Its age there.</param>
    /// <param name="reading">What was read.</param>
    public void Put(int row, int ageSeconds, in SeriesReading reading)
    {
        if (_values.Count > 0 && _values[^1].Row == row)
            _values.RemoveAt(_values.Count - 1);
        _values.Add(new KnownValue(row, reading.Value, ageSeconds));
        ObservedAt = reading.ObservedAt;
    }

    /// <summary>Forgets what is neither read from a row on nor among the last values that are summed up, see <see cref="MarketSnapshot.SumOfLast"/>.</summary>
    /// <param name="last">The last row.</param>
    /// <param name="from">First row that must stay.</param>
    /// <param name="window">Values summed up.</param>
    public void Forget(int last, int from, int window)
    {
        var summed = last;
        for (var found = 0; found < window && summed >= _firstKept; found++, summed--)
        {
            var observation = this[summed];
            if (!observation.IsKnown)
                break;
            summed -= observation.AgeSeconds / stepSeconds;
        }

        var needed = Math.Min(from, summed + 1);
        var old = 0;
        while (old + 1 < _values.Count && _values[old + 1].Row <= needed)
            old++;
        if (old == 0)
            return;
        _values.RemoveRange(0, old);
        _firstKept = _values[0].Row;
    }

    public SeriesMemory Memory() => new(Key, ObservedAt, _firstKept, [.. _values]);

    public void Restore(SeriesMemory memory)
    {
        _values.Clear();
        _values.AddRange(memory.Values);
        (ObservedAt, _firstKept) = (memory.ObservedAt, memory.FirstKept);
    }
}

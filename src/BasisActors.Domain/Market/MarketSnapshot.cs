using BasisActors.Domain.Errors;

namespace BasisActors.Domain.Market;

/// <summary>What the market looked like at one timestamp: a window onto <see cref="IMarketData"/>, not a copy.</summary>
public readonly struct MarketSnapshot(IMarketData source, int row, DateTimeOffset timestamp)
{
    public DateTimeOffset Timestamp => timestamp;

    /// <summary>Identifies the snapshot; the same for all components of a tick.</summary>
    public int Id => row;

    public Observation this[int series] => series < 0 ? Observation.Unknown : source.Read(series, row);

    /// <summary>The value of a series that must be known.</summary>
    /// <exception cref="BasisException">EXP-003 when it is not.</exception>
    public decimal Value(int series)
    {
        var observation = this[series];
        return observation.IsKnown ? observation.Value : throw Missing(series);
    }

    /// <summary>True when the next regular observation is overdue: the value is carried over a hole.</summary>
    public bool IsOverdue(int series) => !TryFresh(series, out _);

    /// <summary>The value of a series, unless the next regular observation is overdue.</summary>
    public bool TryFresh(int series, out decimal value)
    {
        var observation = this[series];
        value = observation.Value;
        return observation.IsKnown && observation.AgeSeconds < source.IntervalSeconds(series);
    }

    /// <summary>The row at which the present value of a series became known; −1 when it is not known.</summary>
    public int LastChange(int series)
    {
        var observation = this[series];
        return observation.IsKnown ? row - observation.AgeSeconds / source.StepSeconds : -1;
    }

    /// <summary>Sum of the last <paramref name="count"/> new observations up to now.</summary>
    /// <param name="series">The series.</param>
    /// <param name="count">How many are wanted.</param>
    /// <param name="found">How many there are: fewer when the series is younger, 0 when it is not in the data set.</param>
    public decimal SumOfLast(int series, int count, out int found)
    {
        decimal sum = 0;
        found = 0;
        if (series < 0)
            return 0;
        for (var r = row; r >= 0 && found < count; r--)
        {
            var observation = source.Read(series, r);
            if (!observation.IsKnown)
                break;
            r -= observation.AgeSeconds / source.StepSeconds;
            sum += observation.Value;
            found++;
        }

        return sum;
    }

    private BasisException Missing(int series) => new(
        "EXP-003", series < 0 ? "A required series is not in the data set." : $"{source.Describe(series)} has no value at {timestamp:yyyy-MM-dd HH:mm}.",
        series < 0 ? null : source.Describe(series).ToString());
}

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
    public bool IsOverdue(int series)
    {
        var observation = this[series];
        return !observation.IsKnown || observation.AgeSeconds >= source.IntervalSeconds(series);
    }

    /// <summary>Mean of the last <paramref name="count"/> new observations up to now (fewer when the series is younger), or null when there is none.</summary>
    public decimal? MeanOfLast(int series, int count)
    {
        if (series < 0)
            return null;
        decimal sum = 0;
        var found = 0;
        for (var r = row; r >= 0 && found < count; r--)
        {
            var observation = source.Read(series, r);
            if (!observation.IsKnown)
                break;
            r -= observation.AgeSeconds / source.StepSeconds;
            sum += observation.Value;
            found++;
        }

        return found == 0 ? null : sum / found;
    }

    private BasisException Missing(int series) => new(
        "EXP-003", series < 0 ? "A required series is not in the data set." : $"{source.Describe(series)} has no value at {timestamp:yyyy-MM-dd HH:mm}.",
        series < 0 ? null : source.Describe(series).ToString());
}

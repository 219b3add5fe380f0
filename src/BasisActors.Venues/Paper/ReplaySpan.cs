namespace BasisActors.Venues.Paper;

/// <summary>Which part of a data set is played when.</summary>
/// <param name="First">First row of the data.</param>
/// <param name="Last">Last row of the data.</param>
/// <param name="DataStart">Time in the data that is played at <paramref name="WallStart"/>.</param>
/// <param name="WallStart">Wall-clock time at which the replay begins.</param>
/// <param name="Speed">Seconds of data for a second of wall clock, above 0.</param>
public readonly record struct ReplaySpan(DateTimeOffset First, DateTimeOffset Last, DateTimeOffset DataStart, DateTimeOffset WallStart, decimal Speed)
{
    /// <summary>Whether a price holds from one row of the data to the next, as in a backtest, instead of moving in a straight line.</summary>
    public bool Stepped { get; init; }
}

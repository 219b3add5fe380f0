using BasisActors.Domain.Market;

namespace BasisActors.Actors.Tests.Fixtures;

/// <summary>A small market in memory on an hourly grid, series by series; setting a series again replaces it.</summary>
internal sealed class MarketBuilder(int rows)
{
    public static readonly DateTimeOffset Start = new(2024, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<SeriesKey, SeriesColumn> _columns = [];

    public static DateTimeOffset Hour(int row) => Start.AddHours(row);

    /// <param name="key">Which series.</param>
    /// <param name="everyHours">Hours between two observations, the first at row 0.</param>
    /// <param name="value">The observation at a row.</param>
    /// <param name="holes">Rows whose observation is missing: the last one is carried on.</param>
    public MarketBuilder Set(SeriesKey key, int everyHours, Func<int, decimal> value, params int[] holes)
    {
        var values = new decimal[rows];
        var ages = new int[rows];
        var known = -1;
        for (var row = 0; row < rows; row++)
        {
            if (row % everyHours == 0 && !holes.Contains(row))
                known = row;
            values[row] = known < 0 ? 0 : value(known);
            ages[row] = known < 0 ? -1 : (row - known) * 3600;
        }

        _columns[key] = new SeriesColumn(key, everyHours * 3600, values, ages);
        return this;
    }

    public MarketTable Build() => new(Start, 3600, rows, _columns.Values);
}

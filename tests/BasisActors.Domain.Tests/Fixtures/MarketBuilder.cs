using BasisActors.Domain.Market;

namespace BasisActors.Tests.Fixtures;

/// <summary>Builds a market table by hand: rows are hours (or another step) from <see cref="Start"/>. Setting a series again replaces it.</summary>
public sealed class MarketBuilder(int rows = 1, int stepSeconds = 3600)
{
    /// <summary>Time of row 0, a funding settlement.</summary>
    public static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly SortedDictionary<string, SeriesColumn> _columns = new(StringComparer.Ordinal);

    public int Rows => rows;

    /// <summary>Time of a row on an hourly grid.</summary>
    public static DateTimeOffset Hour(int row) => Start.AddHours(row);

    /// <summary>A new observation on every row; a single value stands on all of them.</summary>
    public MarketBuilder Set(SeriesKey key, params ReadOnlySpan<decimal> values)
    {
        var column = new decimal[rows];
        for (var i = 0; i < rows; i++)
            column[i] = values.Length == 1 ? values[0] : values[i];
        return Put(new SeriesColumn(key, stepSeconds, column, new int[rows]));
    }

    /// <summary>Observations on some rows, carried in between with their age; unknown before the first.</summary>
    public MarketBuilder Observe(SeriesKey key, int intervalSeconds, params ReadOnlySpan<(int Row, decimal Value)> observations)
    {
        var (values, ages) = (new decimal[rows], new int[rows]);
        Array.Fill(ages, -1);
        for (var row = 0; row < rows; row++)
        {
            foreach (var observation in observations)
            {
                if (observation.Row <= row)
                    (values[row], ages[row]) = (observation.Value, (row - observation.Row) * stepSeconds);
            }
        }

        return Put(new SeriesColumn(key, intervalSeconds, values, ages));
    }

    /// <summary>A series as it stands, with ages of its own.</summary>
    public MarketBuilder Put(SeriesColumn column)
    {
        _columns[column.Key.ToString()] = column;
        return this;
    }

    public MarketTable Build() => new(Start, stepSeconds, rows, _columns.Values);
}

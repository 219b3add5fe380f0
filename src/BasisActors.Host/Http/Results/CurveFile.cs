using System.Collections.Immutable;
using System.Globalization;
using BasisActors.Domain.Errors;
using Sylvan.Data.Csv;

namespace BasisActors.Host.Http.Results;

/// <summary>A value of a series.</summary>
/// <param name="At">Time of the tick.</param>
/// <param name="Value">Null where it is not defined.</param>
public readonly record struct CurvePoint(DateTimeOffset At, decimal? Value);

/// <summary>Reads columns of the CSV files of a result, thinned to a number of points that keeps each stretch's lowest and highest value.</summary>
internal static class CurveFile
{
    public static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    public static decimal? Number(string text) => text.Length == 0 ? null : decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>Calls back for each row with its cells; header names select the cells.</summary>
    /// <exception cref="ApiFaultException">404 when the result has no such file or column.</exception>
    public static void Read(string folder, string file, Func<ImmutableArray<string>, ImmutableArray<string>> choose, Action<string[]> row)
    {
        var path = Path.Combine(folder, file);
        if (!File.Exists(path))
            throw ApiFault.NotFound(ApiFault.NotFoundCode, $"The result has no {file}.").Exception();
        try
        {
            using var csv = CsvDataReader.Create(path);
            ImmutableArray<string> header = [.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetName)];
            int[] ordinals = [.. choose(header).Select(c => csv.GetOrdinal(c))];
            var cells = new string[ordinals.Length];
            while (csv.Read())
            {
                for (var i = 0; i < cells.Length; i++)
                    cells[i] = csv.GetString(ordinals[i]);
                row(cells);
            }
        }
        catch (Exception e) when (e is IOException or CsvFormatException or IndexOutOfRangeException or FormatException)
        {
            throw new BasisException(new BasisError("RST-001", $"{file} cannot be read: {e.Message}", file, "Run the backtest again."), e);
        }
    }

    /// <summary>One column of <c>equity.csv</c>.</summary>
    public static ImmutableArray<CurvePoint> Column(string folder, string column, int points)
    {
        var all = new List<CurvePoint>();
        Read(folder, "equity.csv", _ => ["timestamp", column], cells => all.Add(new CurvePoint(Time(cells[0]), Number(cells[1]))));
        return Thin(all, points);
    }

    /// <summary>At most so many points: the first, the last, and of each stretch between them the lowest and the highest in order of time.</summary>
    public static ImmutableArray<CurvePoint> Thin(IReadOnlyList<CurvePoint> all, int points)
    {
        if (all.Count <= points)
            return [.. all];
        var thinned = ImmutableArray.CreateBuilder<CurvePoint>();
        thinned.Add(all[0]);
        var stretches = Math.Max(1, (points - 2) / 2);
        for (var s = 0; s < stretches; s++)
        {
            var (from, to) = (1 + (int)((long)(all.Count - 2) * s / stretches), 1 + (int)((long)(all.Count - 2) * (s + 1) / stretches));
            var (low, high) = (from, from);
            for (var i = from + 1; i < to; i++)
            {
                if (all[i].Value < all[low].Value)
                    low = i;
                if (all[i].Value > all[high].Value)
                    high = i;
            }

            thinned.Add(all[Math.Min(low, high)]);
            if (low != high)
                thinned.Add(all[Math.Max(low, high)]);
        }

        thinned.Add(all[^1]);
        return thinned.ToImmutable();
    }
}

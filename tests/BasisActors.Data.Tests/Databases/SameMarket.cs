namespace BasisActors.Data.Tests.Databases;

internal static class SameMarket
{
    /// <summary>Two markets are the same in every bit: also the trailing zeros of a value and the sign of a zero.</summary>
    public static void Check(LoadedMarket expected, LoadedMarket actual)
    {
        Assert.Equal((expected.Table.Start, expected.Table.End), (actual.Table.Start, actual.Table.End));
        Assert.Equal(expected.Table.Columns.Select(c => (c.Key, c.IntervalSeconds)), actual.Table.Columns.Select(c => (c.Key, c.IntervalSeconds)));
        foreach (var (one, other) in expected.Table.Columns.Zip(actual.Table.Columns))
        {
            Assert.Equal(one.AgeSeconds, other.AgeSeconds);
            Assert.True(Bits(one.Values).SequenceEqual(Bits(other.Values)), one.Key.ToString());
        }

        Assert.Equal((expected.Report.FilledBars, expected.Report.MissingFunding), (actual.Report.FilledBars, actual.Report.MissingFunding));
        Assert.Equal(expected.Report.Absent.AsEnumerable(), actual.Report.Absent);
        Assert.Equal(expected.Report.Gaps.AsEnumerable(), actual.Report.Gaps);
        Assert.Equal(expected.Report.Notes.AsEnumerable(), actual.Report.Notes);
    }

    private static IEnumerable<int> Bits(decimal[] values) => values.SelectMany(decimal.GetBits);
}

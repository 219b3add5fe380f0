using System.Globalization;

namespace BasisActors.Data.Tests.Sample;

/// <summary>The rows of one file by column name; comments skipped.</summary>
public sealed class SampleTable
{
    private readonly string[] _columns;
    private readonly List<string[]> _rows;

    public SampleTable(string path)
    {
        Comments = [.. File.ReadLines(path).TakeWhile(l => l.StartsWith('#'))];
        var lines = File.ReadLines(path).SkipWhile(l => l.StartsWith('#')).ToList();
        Header = lines[0];
        _columns = Header.Split(',');
        _rows = [.. lines.Skip(1).Select(l => l.Split(','))];
    }

    public IReadOnlyList<string> Comments { get; }

    public string Header { get; }

    public int Count => _rows.Count;

    public IReadOnlyList<string> Text(string column)
    {
        var index = Array.IndexOf(_columns, column);
        Assert.True(index >= 0, $"There is no column {column} in {Header}.");
        return [.. _rows.Select(r => r[index])];
    }

    public decimal[] Numbers(string column) =>
        [.. Text(column).Select(t => decimal.Parse(t, NumberStyles.Float, CultureInfo.InvariantCulture))];

    public double[] Doubles(string column) => [.. Numbers(column).Select(n => (double)n)];

    /// <summary>Values by the text of another column; a repeated row counts once.</summary>
    public Dictionary<string, double> ByKey(string key, string column) =>
        Text(key).Zip(Doubles(column)).DistinctBy(p => p.First).ToDictionary(p => p.First, p => p.Second);
}

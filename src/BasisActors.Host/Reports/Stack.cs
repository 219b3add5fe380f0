namespace BasisActors.Host.Reports;

/// <summary>Bands on top of each other: gains grow upward from zero, losses downward, each on those put before.</summary>
internal sealed class Stack
{
    private readonly IReadOnlyList<Sample> _samples;

    public Stack(IReadOnlyList<Sample> samples)
    {
        _samples = samples;
        Above = [.. samples.Select(s => new Point(s.At, 0))];
        Below = [.. Above];
    }

    /// <summary>Upper edge so far.</summary>
    public Point[] Above { get; private set; }

    /// <summary>Lower edge so far.</summary>
    public Point[] Below { get; private set; }

    public static decimal ValueOf(Sample sample, int[] columns)
    {
        decimal value = 0;
        foreach (var column in columns)
            value += sample.Values[column];
        return value;
    }

    /// <summary>Puts the gains or the losses of a band on its side.</summary>
    /// <returns>The band's two edges; empty when it has nothing on that side.</returns>
    public (Point[] Outer, Point[] Inner) Put(int[] columns, bool gains)
    {
        var inner = gains ? Above : Below;
        var outer = new Point[inner.Length];
        var any = false;
        for (var i = 0; i < inner.Length; i++)
        {
            var value = ValueOf(_samples[i], columns);
            value = gains ? Math.Max(value, 0) : Math.Min(value, 0);
            any |= value != 0;
            outer[i] = inner[i] with { Value = inner[i].Value + value };
        }

        if (!any)
            return ([], []);
        if (gains)
            Above = outer;
        else
            Below = outer;
        return (outer, inner);
    }

    /// <summary>Gains less losses.</summary>
    public Point[] Total() => [.. Above.Zip(Below, (a, b) => a with { Value = a.Value + b.Value })];
}

namespace BasisActors.Data.Timeline;

/// <summary>The observations of one series that matter to a period, by the second they became known.</summary>
/// <param name="KnownAt">Epoch seconds, ascending and unique.</param>
/// <param name="Values">One value for each.</param>
/// <param name="First">When the first observation of the whole series became known; may lie before the first one here.</param>
/// <param name="Last">When the last observation of the whole series became known.</param>
internal sealed record Observations(ReadOnlyMemory<long> KnownAt, ReadOnlyMemory<decimal> Values, long First, long Last)
{
    public int Count => KnownAt.Length;

    /// <summary>The value that became known exactly then, or null.</summary>
    public decimal? Find(long knownAt)
    {
        var index = KnownAt.Span.BinarySearch(knownAt);
        return index < 0 ? null : Values.Span[index];
    }

    /// <summary>Combines the values that became known together.</summary>
    public Observations Combine(Observations other, Func<decimal, decimal, decimal> combine)
    {
        var knownAt = new long[Math.Min(Count, other.Count)];
        var values = new decimal[knownAt.Length];
        var mine = KnownAt.Span;
        var theirs = other.KnownAt.Span;
        var count = 0;
        for (int i = 0, j = 0; i < mine.Length && j < theirs.Length;)
        {
            if (mine[i] < theirs[j])
            {
                i++;
            }
            else if (mine[i] > theirs[j])
            {
                j++;
            }
            else
            {
                knownAt[count] = mine[i];
                values[count++] = combine(Values.Span[i++], other.Values.Span[j++]);
            }
        }

        return new Observations(knownAt.AsMemory(0, count), values.AsMemory(0, count), Math.Max(First, other.First), Math.Min(Last, other.Last));
    }
}

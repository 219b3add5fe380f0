namespace BasisActors.Data.Timeline;

/// <summary>The observations of one series that matter to a period, by the second they became known.</summary>
/// <param name="knownAt">Epoch seconds, ascending and unique.</param>
/// <param name="values">One value for each.</param>
/// <param name="count">Number of observations; the arrays may be longer.</param>
internal sealed class Observations(long[] knownAt, decimal[] values, int count)
{
    /// <summary>When the first observation of the whole series became known; it may lie before the first one here.</summary>
    public required long First { get; init; }

    /// <summary>When the last observation of the whole series became known; it may lie after the last one here.</summary>
    public required long Last { get; init; }

    public ReadOnlySpan<long> KnownAt => knownAt.AsSpan(0, count);

    public ReadOnlySpan<decimal> Values => values.AsSpan(0, count);

    /// <summary>The value that became known exactly then, or null.</summary>
    public decimal? Find(long at)
    {
        var index = Array.BinarySearch(knownAt, 0, count, at);
        return index < 0 ? null : values[index];
    }

    /// <summary>Combines the values that became known together.</summary>
    public Observations Combine(Observations other, Func<decimal, decimal, decimal> combine)
    {
        var bothKnownAt = new long[Math.Min(KnownAt.Length, other.KnownAt.Length)];
        var combined = new decimal[bothKnownAt.Length];
        var both = 0;
        for (int i = 0, j = 0; i < KnownAt.Length && j < other.KnownAt.Length;)
        {
            if (KnownAt[i] < other.KnownAt[j])
            {
                i++;
            }
            else if (KnownAt[i] > other.KnownAt[j])
            {
                j++;
            }
            else
            {
                bothKnownAt[both] = KnownAt[i];
                combined[both++] = combine(Values[i++], other.Values[j++]);
            }
        }

        return new Observations(bothKnownAt, combined, both) { First = Math.Max(First, other.First), Last = Math.Min(Last, other.Last) };
    }
}

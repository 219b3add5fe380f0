namespace BasisActors.Host.Configuration.Schema;

/// <summary>Number of insertions, deletions, replacements and swaps of neighbours that turn one text into another (optimal string alignment).</summary>
internal static class EditDistance
{
    public static int Between(string a, string b)
    {
        var beforeLast = new int[b.Length + 1];
        var last = new int[b.Length + 1];
        var current = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(replace, Math.Min(last[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    current[j] = Math.Min(current[j], beforeLast[j - 2] + 1);
            }

            (beforeLast, last, current) = (last, current, beforeLast);
        }

        return last[b.Length];
    }

    /// <summary>The candidate nearest to the text; of equals the first in ordinal order; null without candidates.</summary>
    public static string? Nearest(string text, IEnumerable<string> candidates) =>
        candidates.Order(StringComparer.Ordinal).MinBy(c => Between(text, c));
}

namespace BasisActors.Venues.Exchanges.Requests;

/// <summary>Settled rates of an exchange that hands them out in pages, from the latest back.</summary>
internal static class FundingPages
{
    /// <summary>The last rates, oldest first; fewer when there are no more.</summary>
    /// <param name="count">How many are wanted.</param>
    /// <param name="perPage">How many an answer holds at most.</param>
    /// <param name="page">Reads so many that were settled before a time; null: the latest.</param>
    public static async Task<IReadOnlyList<FundingRate>> LastAsync(int count, int perPage, Func<int, DateTimeOffset?, Task<List<FundingRate>>> page)
    {
        var rates = new List<FundingRate>();
        while (rates.Count < count)
        {
            var limit = Math.Min(perPage, count - rates.Count);
            var read = await page(limit, rates.Count == 0 ? null : rates[^1].At);
            rates.AddRange(read.OrderByDescending(r => r.At));
            if (read.Count < limit)
                break;
        }

        rates.Reverse();
        return rates;
    }
}

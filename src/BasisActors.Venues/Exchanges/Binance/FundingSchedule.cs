namespace BasisActors.Venues.Exchanges.Binance;

/// <summary>When funding is settled. By it a log that was read once is known to be still complete: to ask for it again is dear.</summary>
internal sealed class FundingSchedule
{
    /// <summary>The exchange's clock is known from here only as well as the way to it lets it: a settlement may be there before it seems due.</summary>
    private static readonly TimeSpan ClockSlack = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (DateTimeOffset Last, DateTimeOffset Next)> _known = new(StringComparer.Ordinal);

    /// <summary>Takes down what a quote says.</summary>
    /// <param name="symbol">The perpetual.</param>
    /// <param name="next">Its next settlement.</param>
    /// <param name="interval">Between two of them. It may have become shorter since it was read: a settlement that was to come and is no longer has taken place.</param>
    public void Note(string symbol, DateTimeOffset next, TimeSpan interval)
    {
        lock (_gate)
        {
            var last = next - interval;
            if (_known.TryGetValue(symbol, out var known))
                last = known.Next < next ? Later(last, known.Next) : Later(last, known.Last);
            _known[symbol] = (last, next);
        }
    }

    /// <summary>Whether nothing can have been settled since a read. False as long as no quote has told.</summary>
    /// <param name="readAt">The exchange's clock at the read.</param>
    /// <param name="now">The exchange's clock now.</param>
    /// <param name="delay">How late after its time a settlement may be written down.</param>
    public bool IsQuiet(DateTimeOffset readAt, DateTimeOffset now, TimeSpan delay)
    {
        lock (_gate)
            return _known.Count > 0 && _known.Values.All(k => readAt >= k.Last + delay && now + ClockSlack < k.Next);
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}

using BasisActors.Venues.Exchanges.Limits;
using CsCheck;

namespace BasisActors.Venues.Tests.Exchanges;

public class RollingLimitTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    [Fact]
    public void A_request_waits_until_so_much_has_left_the_window_as_it_takes()
    {
        var limit = new RollingLimit(10, Window);
        foreach (var (seconds, weight, at) in new[] { (0, 4, 0), (1, 4, 1), (2, 2, 2), (3, 1, 5), (3, 6, 6), (3, 1, 6), (7, 30, 11) })
        {
            var earliest = limit.Earliest(Start.AddSeconds(seconds), weight);
            limit.Book(earliest, weight);
            Assert.Equal(Start.AddSeconds(at), earliest);
        }
    }

    [Fact]
    public void What_the_exchange_has_counted_counts()
    {
        var limit = new RollingLimit(10, Window);
        limit.Book(Start, 3);
        limit.Observe(Start, 3);
        Assert.Equal(Start, limit.Earliest(Start, 7)); // it has counted what was known
        limit.Observe(Start.AddSeconds(1), 9);

        Assert.Equal(Start.AddSeconds(1), limit.Earliest(Start.AddSeconds(1), 1));
        Assert.Equal(Start.AddSeconds(5), limit.Earliest(Start.AddSeconds(1), 2));
        Assert.Equal(Start.AddSeconds(6), limit.Earliest(Start.AddSeconds(1), 5));
    }

    /// <summary>Whatever comes when: no window holds more than is allowed, and nobody overtakes.</summary>
    [Fact]
    public void No_window_holds_more_than_is_allowed() => Gen.Select(Gen.Int[1, 12], Gen.Select(Gen.Int[0, 900], Gen.Int[1, 5]).Array[1, 60]).Sample((permits, requests) =>
    {
        var limit = new RollingLimit(permits, Window);
        var (now, granted) = (Start, new List<(DateTimeOffset At, int Weight)>());
        foreach (var (pause, weight) in requests)
        {
            now = now.AddMilliseconds(pause);
            var at = limit.Earliest(now, weight);
            limit.Book(at, weight);
            Assert.True(at >= now && (granted.Count == 0 || at >= granted[^1].At));
            granted.Add((at, weight));
        }

        foreach (var (end, weight) in granted)
            Assert.True(granted.Where(g => g.At > end - Window && g.At <= end).Sum(g => g.Weight) <= Math.Max(permits, weight));
    });
}

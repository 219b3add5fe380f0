using BasisActors.Domain.Configuration;
using BasisActors.Domain.Ledger;

namespace BasisActors.Benchmarks;

/// <summary>A book in the middle of a basis trade.</summary>
internal static class HedgedBook
{
    /// <summary>Half of 100,000 USDT in coins, the same coins short by weight.</summary>
    public static Book Of(ChartOfAccounts chart, RunConfiguration configuration)
    {
        var book = Book.Open(chart);
        var price = 60_000m;
        var coins = 0.75m;
        book = book.Post(Posting.Balanced(chart, Cause.CapitalFlow, "b", new Leg(chart.Own(Key(configuration.SpotVenue, "USDT")), 100_000m - coins * price), new Leg(chart.Own(Key(configuration.SpotVenue, "BTC")), coins)));
        foreach (var hedge in configuration.Hedge)
        {
            var key = new PositionKey(hedge.Venue, PositionType.Perp, "BTCUSDT");
            var size = coins * hedge.Weight;
            book = book.Post(Posting.Balanced(chart, Cause.Trade, "b", new Leg(chart.Own(key), -size), new Leg(chart.Own(key, AccountRole.EntryNotional), size * price)));
        }

        return book;
    }

    private static PositionKey Key(string venue, string token) => new(venue, PositionType.BaseToken, token);
}

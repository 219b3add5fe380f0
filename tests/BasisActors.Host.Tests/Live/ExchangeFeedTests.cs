using System.Collections.Immutable;
using BasisActors.Actors.MarketData;
using BasisActors.Domain.Market;
using BasisActors.Host.Live;
using BasisActors.Host.Tests.EventLog;

namespace BasisActors.Host.Tests.Live;

/// <summary>What a run reads of the market at each tick.</summary>
public sealed class ExchangeFeedTests : IDisposable
{
    private static readonly SeriesKey Rate = new(SeriesKind.Funding, "bybit", "BTCUSDT");
    private static readonly DateTimeOffset Begun = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryDirectory _folder = new();
    private readonly HttpClient _http = new() { BaseAddress = new Uri("http://127.0.0.1:1") };
    private readonly FakeExchange _exchange = new("bybit");
    private readonly ExchangeFeed _feed;

    public ExchangeFeedTests() => _feed = new ExchangeFeed([_exchange], "BTCUSDT", new HashSet<SeriesKey> { Rate }, new LiveInbox(_folder.File("inbox")), new PaperWallet(_http, "paper", [], "USDT"), TimeProvider.System);

    [Fact]
    public async Task A_settled_rate_is_read_once()
    {
        Assert.Equal(1, await RatesAsync());
        Assert.Equal(0, await RatesAsync());
    }

    [Fact]
    public async Task A_settled_rate_whose_reading_failed_comes_with_the_next_one()
    {
        _exchange.CannotListPayments = new HttpRequestException("The connection was closed.");
        Assert.Equal(0, await RatesAsync());

        _exchange.CannotListPayments = null;
        Assert.Equal(1, await RatesAsync());
    }

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    private async Task<int> RatesAsync()
    {
        var settledUpTo = ImmutableSortedDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal).Add("bybit", Begun);
        return (await _feed.ReadAsync(settledUpTo, TakeoverCursor.At(Begun), CancellationToken.None)).Readings.Count(r => r.Key == Rate);
    }
}

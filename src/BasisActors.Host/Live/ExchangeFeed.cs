using System.Collections.Immutable;
using BasisActors.Actors.Live;
using BasisActors.Actors.MarketData;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Host.Live;

/// <summary>Reads prices, funding and settlements of one pair at all exchanges of a run. An exchange that does not answer is left out of the reading.</summary>
public sealed class ExchangeFeed(IReadOnlyList<IExchangeClient> clients, string pair, IReadOnlySet<SeriesKey> wanted, LiveInbox inbox, PaperWallet wallet, TimeProvider time) : ILiveFeed
{
    /// <summary>Settlements read at once: what a run has missed while it was down, up to more than three days of them.</summary>
    private const int SettlementsRead = 10;

    private readonly ClockSkew _skew = new();
    private readonly Dictionary<string, Quote> _last = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _settled = new(StringComparer.Ordinal);

    /// <summary>The last quote of each exchange, for a status.</summary>
    public IReadOnlyDictionary<string, Quote> Last
    {
        get
        {
            lock (_last)
                return new Dictionary<string, Quote>(_last, StringComparer.Ordinal);
        }
    }

    /// <summary>Funding settled before a run begins, oldest first.</summary>
    public async Task<ImmutableArray<SeriesReading>> PastFundingAsync(int count, CancellationToken cancellation)
    {
        var past = ImmutableArray.CreateBuilder<SeriesReading>();
        foreach (var client in clients)
        {
            var series = new SeriesKey(SeriesKind.Funding, client.Name, pair);
            if (!wanted.Contains(series))
                continue;
            foreach (var rate in await client.FundingRatesAsync(pair, count, cancellation).ConfigureAwait(false))
                past.Add(new SeriesReading(series, rate.Rate, rate.At));
        }

        return past.ToImmutable();
    }

    public async Task<MarketReading> ReadAsync(ImmutableSortedDictionary<string, DateTimeOffset> settledUpTo, TakeoverCursor takeovers, CancellationToken cancellation)
    {
        var all = await Task.WhenAll(clients.Select(c => ReadAsync(c, settledUpTo[c.Name], takeovers, cancellation))).ConfigureAwait(false);
        var read = new MarketReading([.. all.SelectMany(r => r.Readings)], [.. all.SelectMany(r => r.Settlements)])
        {
            Takeovers = [.. all.SelectMany(r => r.Takeovers)],
            Notes = [.. all.SelectMany(r => r.Notes)],
            Requests = await inbox.ReadAsync(cancellation).ConfigureAwait(false),
        };
        Remember(read.Readings); // not before: what belongs to a reading that failed has reached nobody
        return read;
    }

    /// <summary>The requests are in the journal: their files can go, and the money of deposits comes.</summary>
    public void Taken(ImmutableArray<OperatorRequest> requests)
    {
        foreach (var request in requests)
        {
            if (request.Kind == OperatorRequestKind.Deposit)
                wallet.Expect(request.Id, request.Amount);
        }

        inbox.Remove(requests);
    }

    public void Leave(OperatorRequest request) => inbox.Leave(request);

    /// <summary>True for a settlement that has not been read before; after a restart the table knows better and takes each once.</summary>
    private bool IsNews(string venue, DateTimeOffset at)
    {
        lock (_last)
            return !_settled.TryGetValue(venue, out var last) || at > last;
    }

    private void Remember(ImmutableArray<SeriesReading> readings)
    {
        lock (_last)
        {
            foreach (var settled in readings.Where(r => r.Key.Kind == SeriesKind.Funding).OrderBy(r => r.ObservedAt))
                _settled[settled.Key.Venue] = settled.ObservedAt;
        }
    }

    private async Task<MarketReading> ReadAsync(IExchangeClient client, DateTimeOffset settledUpTo, TakeoverCursor takeovers, CancellationToken cancellation)
    {
        try
        {
            var asked = time.GetUtcNow();
            var quote = await client.QuoteAsync(pair, cancellation).ConfigureAwait(false);
            var skew = _skew.Judge(client.Name, asked, time.GetUtcNow(), quote.At);
            lock (_last)
                _last[client.Name] = quote;
            var readings = ImmutableArray.CreateBuilder<SeriesReading>();
            void Add(SeriesKind kind, decimal? value, DateTimeOffset at)
            {
                var key = new SeriesKey(kind, client.Name, pair);
                if (value is { } known && wanted.Contains(key))
                    readings.Add(new SeriesReading(key, known, at));
            }

            Add(SeriesKind.Spot, quote.Spot, quote.At);
            Add(SeriesKind.Perp, quote.Mark, quote.At);
            if (wanted.Contains(new SeriesKey(SeriesKind.Funding, client.Name, pair)))
            {
                foreach (var rate in await client.FundingRatesAsync(pair, SettlementsRead, cancellation).ConfigureAwait(false))
                {
                    if (IsNews(client.Name, rate.At))
                        Add(SeriesKind.Funding, rate.Rate, rate.At);
                }
            }

            var payments = await client.FundingPaymentsAsync(settledUpTo, cancellation).ConfigureAwait(false);
            return new MarketReading(readings.ToImmutable(), [.. payments.Select(p => new VenueSettlement(new PositionKey(client.Name, PositionType.Perp, p.Symbol), p.Id, p.Amount, p.At))])
            {
                Notes = skew is null ? [] : [skew],
                Takeovers = await ExchangeTakeovers.ReadAsync(client, takeovers, cancellation).ConfigureAwait(false),
            };
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TimeoutException or BasisException { Error.Severity: not Severity.Critical } || (exception is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return MarketReading.Nothing;
        }
    }
}

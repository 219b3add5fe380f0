using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges.Binance;

/// <summary>
/// An account at Binance with its two wallets: spot, and USDT-margined perpetuals in one-way mode and cross margin. What it holds is what both hold together; USDT is
/// moved between them as orders need it (<see cref="ArrangeAsync"/>).
/// </summary>
public sealed class BinanceClient : ExchangeClient
{
    private readonly BinanceWallets _wallets;
    private readonly BinanceTakeovers _takeovers;
    private readonly SemaphoreSlim _turn = new(1);

    /// <param name="spot">The host of spot and wallets (<c>/api</c>, <c>/sapi</c>).</param>
    /// <param name="futures">The host of USDT-margined perpetuals (<c>/fapi</c>).</param>
    /// <param name="credentials">Key and secret.</param>
    /// <param name="time">Clock and timers.</param>
    /// <param name="options">Waits; the defaults suit the live exchange.</param>
    public BinanceClient(BinanceHost spot, BinanceHost futures, ApiCredentials credentials, TimeProvider time, BinanceOptions? options = null)
        : this(time, options ??= new BinanceOptions(), Compose(spot, futures, credentials, time, options))
    {
    }

    private BinanceClient(TimeProvider time, BinanceOptions options, (ExchangeParts Parts, BinanceWallets Wallets, BinanceTakeovers Takeovers) composed)
        : base(options.Name, time, composed.Parts) => (_wallets, _takeovers) = (composed.Wallets, composed.Takeovers);

    public override Task ArrangeAsync(decimal forSpot, CancellationToken cancellation) => InTurnAsync(
        async () =>
        {
            await _wallets.ArrangeAsync(forSpot, cancellation);
            return true;
        },
        cancellation);

    /// <summary>Not while an order is under way: what it has done to the position is told by its outcome.</summary>
    public override Task<IReadOnlyList<Takeover>> TakeoversAsync(DateTimeOffset after, CancellationToken cancellation) =>
        InTurnAsync(() => base.TakeoversAsync(after, cancellation), cancellation);

    /// <summary>Nobody moves the order's money away until its outcome is known.</summary>
    public override async Task<OrderOutcome> PlaceAsync(ExchangeOrder order, bool mayHaveBeenSent, CancellationToken cancellation)
    {
        try
        {
            return await InTurnAsync(() => _takeovers.WatchAsync(order, mayHaveBeenSent, () => base.PlaceAsync(order, mayHaveBeenSent, cancellation)), cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new OrderOutcome.Unresolved($"{order.ClientOrderId}: the wait was ended before it was its turn.");
        }
    }

    private static (ExchangeParts Parts, BinanceWallets Wallets, BinanceTakeovers Takeovers) Compose(
        BinanceHost spot, BinanceHost futures, ApiCredentials credentials, TimeProvider time, BinanceOptions options)
    {
        (_, _) = (Addressed(spot.Http), Addressed(futures.Http));
        var ofSpot = new ExchangeSession(new BinanceWire(spot, Product.Spot, credentials, time, options), time, options);
        var ofFutures = new ExchangeSession(new BinanceWire(futures, Product.Perpetual, credentials, time, options), time, options);
        var market = new BinanceMarket(ofSpot, ofFutures, spot.Limits, futures.Limits, time);
        var takeovers = new BinanceTakeovers(ofFutures, options);
        var account = new BinanceAccount(ofSpot, ofFutures, market, takeovers, options);
        var wallets = new BinanceWallets(account, ofSpot, options, time);
        var orders = new BinanceOrders(ofSpot, ofFutures, market, wallets, options);
        return (new ExchangeParts(ofFutures, market, account, orders, options.Orders with { AcceptedFor = options.RecvWindow }), wallets, takeovers);
    }

    private async Task<T> InTurnAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return await work();
        }
        finally
        {
            _turn.Release();
        }
    }
}

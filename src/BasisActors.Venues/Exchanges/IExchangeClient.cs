namespace BasisActors.Venues.Exchanges;

/// <summary>
/// A real exchange account, spoken to over the network. Reads may be repeated by the client; an order is sent once, and what became of it is found out
/// by its id. Every amount is in units of the coin, every price in USDT.
/// </summary>
public interface IExchangeClient
{
    /// <summary>Name of the venue, as configuration has it.</summary>
    string Name { get; }

    /// <summary>The exchange's own clock.</summary>
    Task<DateTimeOffset> TimeAsync(CancellationToken cancellation);

    /// <summary>The steps and minima an order must keep.</summary>
    Task<OrderFilter> FilterAsync(Product product, string symbol, CancellationToken cancellation);

    /// <summary>Prices and funding now.</summary>
    Task<Quote> QuoteAsync(string symbol, CancellationToken cancellation);

    /// <summary>The last settled funding rates, oldest first.</summary>
    Task<IReadOnlyList<FundingRate>> FundingRatesAsync(string symbol, int count, CancellationToken cancellation);

    /// <summary>What the key may do.</summary>
    /// <exception cref="Domain.Errors.BasisException">As of every read; EXI-003 also when the answer does not say it.</exception>
    Task<KeyPermissions> PermissionsAsync(CancellationToken cancellation);

    /// <summary>What the account holds.</summary>
    /// <param name="coins">Coins asked for, USDT among them.</param>
    /// <param name="perpetuals">Perpetuals asked for.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task<AccountHoldings> HoldingsAsync(IReadOnlyCollection<string> coins, IReadOnlyCollection<string> perpetuals, CancellationToken cancellation);

    /// <summary>Funding paid or received after a time, oldest first.</summary>
    Task<IReadOnlyList<FundingPayment>> FundingPaymentsAsync(DateTimeOffset after, CancellationToken cancellation);

    /// <summary>Perpetuals that the exchange has closed by itself after a time, oldest first: liquidations and auto-deleveraging, by the account's own log.</summary>
    /// <exception cref="Domain.Errors.BasisException">EXI-003 when one is still under way, or the log is not complete yet: to ask again is safe.</exception>
    Task<IReadOnlyList<Takeover>> TakeoversAsync(DateTimeOffset after, CancellationToken cancellation);

    /// <summary>
    /// Puts USDT where it is needed at an exchange that keeps spot and perpetuals in wallets of their own: an amount where purchases and withdrawals take it from, as
    /// far as margin can spare it, and all the rest where it is margin. Does nothing where there is one balance. Nothing enters or leaves the account by it.
    /// </summary>
    /// <param name="forSpot">USDT, 0 or above.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="Domain.Errors.BasisException">EXI-003 when it is not known whether something was moved: to ask again is safe. EXI-001 when the exchange refuses.</exception>
    Task ArrangeAsync(decimal forSpot, CancellationToken cancellation);

    /// <summary>
    /// Places a market order and waits for its end. The id must have been stored before. Comes back <see cref="OrderOutcome.Unresolved"/> only when the exchange
    /// could not be asked for as long as the client is told to try; to ask again later is safe.
    /// </summary>
    /// <param name="order">The order.</param>
    /// <param name="mayHaveBeenSent">True after a restart: the order is first looked for by its id, and sent only when it can no longer turn up.</param>
    /// <param name="cancellation">Ends the wait; the outcome is then unresolved.</param>
    Task<OrderOutcome> PlaceAsync(ExchangeOrder order, bool mayHaveBeenSent, CancellationToken cancellation);
}

public enum Product
{
    Spot,
    Perpetual,
}

/// <summary>A market order.</summary>
/// <param name="ClientOrderId">Derived from run, tick, block and step; letters, digits and '-', at most 36.</param>
/// <param name="Product">Spot or perpetual.</param>
/// <param name="Symbol">BTCUSDT.</param>
/// <param name="IsBuy">Buy or sell.</param>
/// <param name="Quantity">Base units, above 0, a multiple of the step.</param>
/// <param name="ReduceOnly">A perpetual order that may only shrink the position.</param>
/// <param name="IntendedAt">
/// When it was stored. After a restart it tells whether the exchange still remembers the order. How long a lost request can still be accepted is not counted from
/// here: the order may have been sent again long after it was stored.
/// </param>
public sealed record ExchangeOrder(string ClientOrderId, Product Product, string Symbol, bool IsBuy, decimal Quantity, bool ReduceOnly, DateTimeOffset IntendedAt)
{
    /// <summary>The order is denied, and not sent, when the price is beyond: above it for a purchase, below it for a sale. Null sends at any price.</summary>
    public decimal? WorstPrice { get; init; }
}

/// <summary>What became of an order: four answers, never three.</summary>
public abstract record OrderOutcome
{
    private OrderOutcome()
    {
    }

    /// <summary>Accepted and over: filled in full, in part or not at all.</summary>
    /// <param name="OrderId">The exchange's id.</param>
    /// <param name="Filled">Base units, 0 or above.</param>
    /// <param name="AveragePrice">USDT; 0 when nothing was filled.</param>
    /// <param name="Fee">USDT, 0 or above. A spot purchase pays in the coin it buys: valued at the price of the fill, and not part of the cash change.</param>
    /// <param name="CashChange">What it did to the account's USDT by the exchange's own log, fee and realised profit included.</param>
    /// <param name="CoinChange">What it did to the account's coins, signed, by the exchange's own word: a fee taken in the coin is off it. 0 for a perpetual.</param>
    /// <param name="At">Time of the last fill.</param>
    public sealed record Accepted(string OrderId, decimal Filled, decimal AveragePrice, decimal Fee, decimal CashChange, decimal CoinChange, DateTimeOffset At) : OrderOutcome
    {
        /// <summary>Executions it was filled in; 0 when the client does not say.</summary>
        public int Fills { get; init; }

        /// <summary>The part of the fee that was paid in USDT, where another part was paid in coin; 0 otherwise.</summary>
        public decimal FeeInCash { get; init; }
    }

    /// <summary>The exchange refused it; nothing was executed.</summary>
    public sealed record Rejected(Domain.Errors.BasisError Error) : OrderOutcome;

    /// <summary>We did not send it.</summary>
    public sealed record Denied(Domain.Errors.BasisError Error) : OrderOutcome;

    /// <summary>Not known yet: sent, and neither found nor certain to be lost.</summary>
    public sealed record Unresolved(string Reason) : OrderOutcome;
}

/// <param name="QuantityStep">Quantities are multiples of it.</param>
/// <param name="MinQuantity">Smallest quantity.</param>
/// <param name="MinNotional">Smallest quantity × price, USDT.</param>
public sealed record OrderFilter(decimal QuantityStep, decimal MinQuantity, decimal MinNotional);

/// <param name="Spot">Spot price: the last one, or the middle of bid and ask; null where the exchange has no such pair.</param>
/// <param name="Mark">Mark price of the perpetual; null where there is none.</param>
/// <param name="FundingRate">Estimate for the settlement at <paramref name="NextFunding"/>, fraction of notional.</param>
/// <param name="NextFunding">Next settlement.</param>
/// <param name="At">Exchange time of the answer.</param>
public sealed record Quote(decimal? Spot, decimal? Mark, decimal? FundingRate, DateTimeOffset? NextFunding, DateTimeOffset At);

/// <summary>A settled rate; positive means longs paid shorts.</summary>
public sealed record FundingRate(decimal Rate, DateTimeOffset At);

/// <param name="Id">The exchange's id of the entry.</param>
/// <param name="Symbol">The perpetual.</param>
/// <param name="Amount">USDT, positive when received.</param>
/// <param name="At">When it was settled.</param>
public sealed record FundingPayment(string Id, string Symbol, decimal Amount, DateTimeOffset At);

/// <param name="Id">The exchange's id of the entry.</param>
/// <param name="Symbol">The perpetual.</param>
/// <param name="Kind">Liquidated, or auto-deleveraged.</param>
/// <param name="Quantity">Change of the position, base units: above 0 when a short was bought back.</param>
/// <param name="Price">USDT.</param>
/// <param name="CashChange">What it did to the account's USDT, fee and realised profit included.</param>
/// <param name="At">When.</param>
public sealed record Takeover(string Id, string Symbol, Domain.Ledger.TakeoverKind Kind, decimal Quantity, decimal Price, decimal CashChange, DateTimeOffset At);

/// <param name="Coins">Wallet balance by coin, without unrealised profit.</param>
/// <param name="Perpetuals">Signed base units by symbol.</param>
public sealed record AccountHoldings(IReadOnlyDictionary<string, decimal> Coins, IReadOnlyDictionary<string, decimal> Perpetuals);

using System.Collections.Immutable;
using System.Globalization;
using BasisActors.Domain.Errors;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Paper;

/// <summary>
/// An exchange that trades with nobody: accounts by API key, market orders filled at once at the price of the time and the configured slippage, funding settled at
/// fixed times. Everything is held in memory under one lock. What is due by the clock (funding, liquidations) is done before anything is asked or ordered, each
/// at the prices of its own time, so that it does not matter how long nobody called.
/// </summary>
public sealed class PaperExchange
{
    private readonly SortedDictionary<string, PaperAccount> _accounts = new(StringComparer.Ordinal);
    private readonly IPaperPrices _prices;
    private readonly TimeProvider _time;
    private readonly PaperNumbers _numbers = new();
    private readonly OrderDesk _orders;
    private readonly FundingDesk _funding;
    private DateTimeOffset _doneTo;

    public PaperExchange(IPaperPrices prices, PaperTerms terms, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(terms.FundingInterval, TimeSpan.FromSeconds(1));
        (_prices, Terms, _time) = (prices, terms, time);
        (_orders, _funding) = (new OrderDesk(terms, _numbers), new FundingDesk(terms, _numbers));
        _doneTo = time.GetUtcNow();
    }

    public PaperTerms Terms { get; }

    public DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>API keys with an account.</summary>
    public IReadOnlyList<string> Keys
    {
        get
        {
            lock (Gate)
                return [.. _accounts.Keys];
        }
    }

    /// <summary>The one lock; whoever moves money between here and elsewhere takes it for the whole move.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>Opens an empty account.</summary>
    public void Open(string key)
    {
        lock (Gate)
            _accounts.Add(key, new PaperAccount(key, Terms));
    }

    /// <summary>Places a market order; it is over when this returns.</summary>
    /// <param name="key">The account.</param>
    /// <param name="request">The order.</param>
    /// <param name="fate">What is made of it once it is accepted.</param>
    public OrderAnswer Place(string key, OrderRequest request, OrderFate fate)
    {
        lock (Gate)
        {
            var now = Advance();
            return _orders.Place(_accounts[key], request, fate, Price(request.Product, request.Symbol, now), Marks(now), now);
        }
    }

    public OrderAnswer Place(string key, OrderRequest request) => Place(key, request, OrderFate.Fill);

    /// <summary>Every order that was accepted, oldest first.</summary>
    public ImmutableArray<PaperOrder> Orders(string key) => Asked(key, (account, _) => account.Orders.ToImmutableArray());

    /// <summary>Every change of the USDT balance, oldest first.</summary>
    public ImmutableArray<LogEntry> Log(string key) => Asked(key, (account, _) => account.Log.ToImmutableArray());

    public AccountView Account(string key) => Asked(key, View);

    /// <summary>Sets the leverage of a perpetual; it bounds what may be opened and binds margin of what is open.</summary>
    public PaperRefusal? SetLeverage(string key, string symbol, decimal leverage)
    {
        lock (Gate)
        {
            Advance();
            if (Terms.Instruments.All(i => i.Product != Product.Perpetual || i.Symbol != symbol))
                return new PaperRefusal(RefusalReason.UnknownSymbol, $"Perpetual {symbol} is not traded here.");
            if (leverage < 1 || leverage > Terms.MaxLeverage)
                return new PaperRefusal(RefusalReason.LeverageOutOfRange, $"The leverage is {leverage}; it must be within 1 and {Terms.MaxLeverage}.");
            var position = _accounts[key].Perpetual(symbol);
            if (position.Leverage == leverage)
                return new PaperRefusal(RefusalReason.UnchangedLeverage, $"The leverage is {leverage} already.");
            position.Leverage = leverage;
            return null;
        }
    }

    /// <summary>Closes a part of a short at the mark, as an exchange does to its most profitable accounts when a liquidation finds no other taker.</summary>
    /// <returns>Why not; null when it is done.</returns>
    public string? Deleverage(string key, string symbol, decimal quantity)
    {
        lock (Gate)
        {
            var now = Advance();
            return _accounts.TryGetValue(key, out var account) ? _funding.Deleverage(account, symbol, quantity, Marks(now)(symbol), now) : $"There is no account {key}.";
        }
    }

    /// <summary>Moves USDT between the account's own wallets, where it has two.</summary>
    /// <param name="key">The account.</param>
    /// <param name="amount">USDT, above 0.</param>
    /// <param name="toMargin">From spot to the perpetuals' margin, or back.</param>
    /// <returns>The transfer's number, or why nothing was moved.</returns>
    public (long Id, PaperRefusal? Refusal) Move(string key, decimal amount, bool toMargin)
    {
        lock (Gate)
        {
            var (now, account, from) = (Advance(), _accounts[key], toMargin ? Product.Spot : Product.Perpetual);
            var spare = account.Spendable(from, Marks(now));
            if (!Terms.SeparateWallets || amount <= 0 || amount > spare)
                return (0, new PaperRefusal(RefusalReason.InsufficientBalance, $"The transfer is {amount} USDT; {Math.Max(0m, spare)} can be moved."));
            var id = _numbers.Transfer();
            var reference = id.ToString(CultureInfo.InvariantCulture);
            account.Book(Transfer(LogKind.TransferOut, -amount, reference, now) with { Wallet = from });
            account.Book(Transfer(LogKind.TransferIn, amount, reference, now) with { Wallet = toMargin ? Product.Perpetual : Product.Spot });
            return (id, null);
        }
    }

    /// <summary>Price on the tick, without slippage: last price of a pair, mark of a perpetual.</summary>
    public decimal? Price(Product product, string symbol, DateTimeOffset at)
    {
        var instrument = Terms.Instruments.FirstOrDefault(i => i.Product == product && i.Symbol == symbol);
        return instrument is not null && (product == Product.Spot ? _prices.Spot(symbol, at) : _prices.Mark(symbol, at)) is { } price ? instrument.OnTick(price) : null;
    }

    /// <summary>The last settled rate of a perpetual, fraction of notional; null where there is none.</summary>
    public decimal? FundingRate(string symbol, DateTimeOffset at) => _prices.FundingRate(symbol, at);

    /// <summary>Adds a token to an account, within the caller's lock.</summary>
    internal void Deposit(string key, string token, decimal amount, string reference)
    {
        var now = Advance();
        if (token == PaperAccount.Quote)
            _accounts[key].Book(Transfer(LogKind.TransferIn, amount, reference, now));
        else
            _accounts[key].Add(token, amount);
    }

    /// <summary>Takes a token from an account, within the caller's lock; the reason why not when it cannot be spared.</summary>
    internal string? Withdraw(string key, string token, decimal amount, string reference)
    {
        var now = Advance();
        var account = _accounts[key];
        var spare = token == PaperAccount.Quote ? account.Spendable(Product.Spot, Marks(now)) : account.Holds(token);
        if (amount > spare)
            return $"The transfer is {amount} {token}; {Math.Max(0m, spare)} can be sent.";
        if (token == PaperAccount.Quote)
            account.Book(Transfer(LogKind.TransferOut, -amount, reference, now));
        else
            account.Add(token, -amount);
        return null;
    }

    internal bool Has(string key)
    {
        lock (Gate)
            return _accounts.ContainsKey(key);
    }

    private LogEntry Transfer(LogKind kind, decimal change, string reference, DateTimeOffset at) =>
        new() { Id = _numbers.Entry(), Kind = kind, At = at, Change = change, CashFlow = change, Balance = 0, Quantity = Math.Abs(change), Reference = reference };

    private T Asked<T>(string key, Func<PaperAccount, DateTimeOffset, T> answer)
    {
        lock (Gate)
            return answer(_accounts[key], Advance());
    }

    /// <summary>Does everything that is due, in order. A clock that went back changes nothing.</summary>
    private DateTimeOffset Advance()
    {
        var now = Now;
        while (_accounts.Values.Any(a => a.HasOpenPosition))
        {
            var settlement = Terms.NextFunding(_doneTo);
            var next = _prices.NextTurn(_doneTo) is { } turn && turn < settlement ? turn : settlement;
            if (next > now)
                break;
            Do(next, settles: next == settlement);
        }

        if (now <= _doneTo)
            return _doneTo;
        Do(now, settles: false);
        return now;
    }

    private void Do(DateTimeOffset at, bool settles)
    {
        foreach (var account in _accounts.Values.Where(a => a.HasOpenPosition))
        {
            if (settles)
                _funding.Settle(account, Marks(at), symbol => _prices.FundingRate(symbol, at) ?? 0m, at);
            _funding.Liquidate(account, Marks(at), at);
        }

        _doneTo = at;
    }

    private Func<string, decimal> Marks(DateTimeOffset at) =>
        symbol => Price(Product.Perpetual, symbol, at) ?? throw new BasisException("EXEC-002", $"The paper exchange has no mark of {symbol} at {at:yyyy-MM-dd HH:mm:ss}.", symbol);

    private AccountView View(PaperAccount account, DateTimeOffset at)
    {
        var marks = Marks(at);
        return new AccountView(at, account.Cash, account.Spendable(Product.Spot, marks), account.Coins.ToImmutableSortedDictionary(StringComparer.Ordinal), [.. account.Positions.Select(p => new PositionView(
            p.Symbol, p.Held, Price(Product.Perpetual, p.Symbol, at) ?? 0m, p.Leverage, account.InitialMargin(p, marks), account.MaintenanceMargin(p, marks), p.Realised, p.RealisedSinceFlat, p.Created, p.Updated))])
        {
            MarginCash = account.CashOf(Product.Perpetual),
            SpareMargin = account.Spendable(Product.Perpetual, marks),
        };
    }
}

using BasisActors.Domain.Perpetuals;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Paper;

/// <summary>What one API key holds: one USDT balance for spot and margin, or one for each, coins, perpetuals, and the memory of all that happened. Guarded by the exchange's lock.</summary>
internal sealed class PaperAccount(string key, PaperTerms terms)
{
    public const string Quote = "USDT";

    private readonly SortedDictionary<string, decimal> _coins = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, PaperPosition> _positions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _linkIds = new(StringComparer.Ordinal);
    private decimal _spotCash; // all of it where there is one wallet
    private decimal _marginCash;

    public string Key => key;

    /// <summary>USDT, all wallets together; below 0 only while unrealised profit covers it.</summary>
    public decimal Cash => _spotCash + _marginCash;

    public IReadOnlyDictionary<string, decimal> Coins => _coins;

    public IReadOnlyCollection<PaperPosition> Positions => _positions.Values;

    public List<LogEntry> Log { get; } = [];

    public List<PaperOrder> Orders { get; } = [];

    public bool HasOpenPosition => _positions.Values.Any(p => p.IsOpen);

    public PaperPosition Perpetual(string symbol)
    {
        if (!_positions.TryGetValue(symbol, out var position))
            _positions.Add(symbol, position = new PaperPosition(symbol, terms.MaxLeverage));
        return position;
    }

    public decimal Holds(string coin) => _coins.GetValueOrDefault(coin);

    /// <summary>Changes a coin's balance; USDT changes only through <see cref="Book"/>.</summary>
    public void Add(string coin, decimal amount) => _coins[coin] = Holds(coin) + amount;

    /// <summary>USDT of one wallet; of the only one where there is one.</summary>
    public decimal CashOf(Product wallet) => !terms.SeparateWallets ? Cash : wallet == Product.Spot ? _spotCash : _marginCash;

    /// <summary>Changes the USDT balance and writes it down: there is no other way to change it.</summary>
    public void Book(LogEntry entry)
    {
        if (terms.SeparateWallets && (entry.Product ?? entry.Wallet) == Product.Perpetual)
            _marginCash += entry.Change;
        else
            _spotCash += entry.Change;
        Log.Add(entry with { Balance = Cash });
    }

    public bool Knows(string linkId) => _linkIds.Contains(linkId);

    public void Remember(PaperOrder order)
    {
        Orders.Add(order);
        if (order.Request.LinkId.Length > 0)
            _linkIds.Add(order.Request.LinkId);
    }

    /// <summary>Margin's cash and unrealised profit at given marks, USDT.</summary>
    public decimal Balance(Func<string, decimal> mark) => CashOf(Product.Perpetual) + _positions.Values.Sum(p => p.IsOpen ? p.Held.UnrealisedPnl(mark(p.Symbol)) : 0m);

    /// <summary>A wallet's cash that is not bound as initial margin, USDT; below 0 when margin is missing.</summary>
    public decimal Spendable(Product wallet, Func<string, decimal> mark) => terms.SeparateWallets && wallet == Product.Spot
        ? _spotCash
        : Math.Min(CashOf(Product.Perpetual), Balance(mark) - _positions.Values.Sum(p => InitialMargin(p, mark)));

    public decimal InitialMargin(PaperPosition position, Func<string, decimal> mark) => position.IsOpen ? Initial(position.Value(mark(position.Symbol)), position.Leverage) : 0m;

    public decimal MaintenanceMargin(PaperPosition position, Func<string, decimal> mark) =>
        position.IsOpen ? terms.Venue.Maintenance(position.Value(mark(position.Symbol)), terms.MaintenanceRequirement) : 0m;

    /// <summary>Initial margin of a notional: what the venue asks, or what the leverage chosen leaves, whichever is more.</summary>
    public decimal Initial(decimal notional, decimal leverage) => Math.Max(terms.Venue.Initial(notional), notional / leverage);
}

/// <summary>A perpetual of an account.</summary>
internal sealed class PaperPosition(string symbol, decimal leverage)
{
    public string Symbol => symbol;

    public PerpetualPosition Held { get; private set; }

    public decimal Leverage { get; set; } = leverage;

    public decimal Realised { get; private set; }

    public decimal RealisedSinceFlat { get; private set; }

    public DateTimeOffset? Created { get; private set; }

    public DateTimeOffset? Updated { get; private set; }

    public bool IsOpen => Held.Size != 0;

    /// <summary>Notional at a mark, USDT.</summary>
    public decimal Value(decimal mark) => Math.Abs(Held.Size) * mark;

    public void Become(PerpetualPosition held, decimal realised, DateTimeOffset at)
    {
        Held = held;
        Realised += realised;
        RealisedSinceFlat = IsOpen ? RealisedSinceFlat + realised : 0m;
        Created ??= at;
        Updated = at;
    }
}

using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Costs;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;
using BasisActors.Domain.Numerics;

namespace BasisActors.Venues.Simulated;

/// <summary>
/// An exchange account with one USDT balance for spot and margin, spot coins, and cross-margined linear perpetuals. Market orders fill at once at the snapshot's
/// price plus slippage; funding is settled by the exchange itself when its time comes.
/// </summary>
public sealed class SimulatedExchange : IExecutionVenue
{
    private const string Quote = "USDT";
    private readonly VenueSettings _settings;
    private readonly TradingCosts _costs;
    private readonly IMarketData _market;
    private readonly ImmutableArray<PositionKey> _held;
    private readonly decimal _maintenance;
    private readonly List<(string Token, decimal Amount, DateTimeOffset At)> _incoming = [];
    private readonly SortedDictionary<string, decimal> _coins = new(StringComparer.Ordinal);
    private readonly PerpAccount[] _perps;
    private readonly Dictionary<string, ExecutionReport> _answered = new(StringComparer.Ordinal);
    private decimal _cash;
    private DateTimeOffset _settledTo = DateTimeOffset.MinValue;

    internal SimulatedExchange(VenueSettings settings, ImmutableArray<PositionKey> held, decimal maintenance, TradingCosts costs, IMarketData market)
    {
        _settings = settings;
        _maintenance = maintenance;
        _held = held;
        _costs = costs;
        _market = market;
        _perps = [.. held.Where(p => p.Type == PositionType.Perp).Select(p => p.Symbol).Order(StringComparer.Ordinal)
            .Select(symbol => new PerpAccount(symbol, Find(SeriesKind.Perp, symbol), Find(SeriesKind.Funding, symbol)))];
    }

    public string Name => _settings.Name;

    /// <summary>Takes in what has arrived, settles funding, liquidates; once: a repeated call for the same time does nothing.</summary>
    public void Advance(DateTimeOffset timestamp)
    {
        if (timestamp <= _settledTo)
            return;
        Arrive(timestamp);
        if (_perps.Length > 0)
        {
            var snapshot = _market.At(timestamp);
            SettleFunding(snapshot);
            Liquidate(snapshot);
        }

        _settledTo = timestamp;
    }

    public ExecutionReport Execute(Instruction instruction, DateTimeOffset timestamp)
    {
        if (_answered.TryGetValue(instruction.Id, out var known))
            return known;
        var report = Trade(instruction, _market.At(timestamp), timestamp);
        _answered.Add(instruction.Id, report);
        return report;
    }

    public IReadOnlyList<Delta> Statement()
    {
        var holdings = new List<Delta>(_held.Length);
        foreach (var key in _held)
        {
            var amount = key.Type == PositionType.Perp ? Account(key.Symbol)!.Contracts : key.Symbol == Quote ? _cash : _coins.GetValueOrDefault(key.Symbol);
            holdings.Add(new Delta(key, amount));
        }

        return holdings;
    }

    /// <summary>Tokens of a kind that are under way to this exchange.</summary>
    internal decimal Incoming(string token) => _incoming.Where(i => i.Token == token).Sum(i => i.Amount);

    /// <summary>Takes tokens from the chain, now or when they arrive.</summary>
    internal void Credit(string token, decimal amount, DateTimeOffset? at)
    {
        if (at is { } later)
            _incoming.Add((token, amount, later));
        else
            Add(token, amount);
    }

    /// <summary>Sends tokens to the chain; false when the account does not hold them, or needs them as initial margin.</summary>
    internal bool TryDebit(string token, decimal amount, in MarketSnapshot snapshot)
    {
        if (amount > (token == Quote ? Spendable(snapshot) : _coins.GetValueOrDefault(token)))
            return false;
        Add(token, -amount);
        return true;
    }

    private void Add(string token, decimal amount)
    {
        if (token == Quote)
            _cash += amount;
        else
            _coins[token] = _coins.GetValueOrDefault(token) + amount;
    }

    private void Arrive(DateTimeOffset timestamp)
    {
        if (_incoming.Count == 0)
            return;
        foreach (var (token, amount, at) in _incoming)
        {
            if (at <= timestamp)
                Add(token, amount);
        }

        _incoming.RemoveAll(i => i.At <= timestamp);
    }

    private void SettleFunding(in MarketSnapshot snapshot)
    {
        decimal paid = 0;
        foreach (var perp in _perps)
        {
            if (perp.Contracts != 0 && snapshot[perp.Funding] is { IsNew: true } rate)
                paid += Amount.Round(perp.Contracts * snapshot.Value(perp.Mark) * rate.Value);
        }

        if (paid != 0)
            _cash -= paid;
    }

    /// <summary>
    /// Takes over shorts once the balance is at or below maintenance: bought back at the mark, with a fee; what the account cannot pay, the insurance fund does.
    /// Judged on fresh marks only.
    /// </summary>
    private void Liquidate(in MarketSnapshot snapshot)
    {
        foreach (var perp in _perps)
        {
            if (perp.Contracts >= 0 || !snapshot.TryFresh(perp.Mark, out var mark))
                continue;
            var value = Amount.Round(-perp.Contracts * mark);
            if (_cash + perp.Proceeds - value > _settings.Maintenance(value, _maintenance))
                continue;
            _cash = Math.Max(0, _cash + perp.Proceeds - value - Amount.Round(value * _settings.LiquidationFee));
            (perp.Contracts, perp.Proceeds) = (0, 0);
        }
    }

    /// <summary>Cash that is not bound as initial margin of open perpetuals.</summary>
    private decimal Spendable(in MarketSnapshot snapshot)
    {
        var balance = _cash;
        decimal bound = 0;
        foreach (var perp in _perps)
        {
            if (perp.Contracts == 0)
                continue;
            var value = perp.Contracts * snapshot.Value(perp.Mark);
            balance += value + perp.Proceeds;
            bound += _settings.Initial(Math.Abs(value));
        }

        return Math.Min(_cash, balance - bound);
    }

    private ExecutionReport Trade(Instruction instruction, in MarketSnapshot snapshot, DateTimeOffset timestamp)
    {
        var report = new ExecutionReport { Instruction = instruction, Status = ExecutionStatus.Failed, ExecutedAt = timestamp, Simulated = true };
        var notionalLimit = _settings.MinTradeSizeUsd;
        var isPerp = instruction.Operation is Operation.PerpOpenShort or Operation.PerpReduceShort;
        if (instruction.Amount <= 0)
            return report with { Error = Refusal("EXEC-003", $"The amount is {instruction.Amount}; it must be above 0.", instruction) };
        if (isPerp && Account(instruction.Symbol) is null)
            return report with { Error = Refusal("EXEC-003", $"{instruction.Symbol} is not among the perpetuals held at {Name}.", instruction) };
        var series = isPerp ? Find(SeriesKind.Perp, instruction.Symbol) : ReferenceSeries.FindSpot(_market, Name, instruction.Symbol);
        if (series < 0 || !snapshot[series].IsKnown)
            return report with { Error = Refusal("EXEC-002", $"{Name} has no price for {instruction.Symbol}.", instruction) };
        if (snapshot.IsOverdue(series))
            return report with { Error = Refusal("EXEC-004", $"{Name} has no fresh price for {instruction.Symbol}.", instruction) };
        var price = snapshot.Value(series);
        if (instruction.Amount * price < notionalLimit)
            return report with { Error = Refusal("EXEC-004", $"The notional is {instruction.Amount * price:0.##}; the minimum is {notionalLimit}.", instruction) };
        return instruction.Operation switch
        {
            Operation.CexSpotBuy => SpotBuy(report, price, Spendable(snapshot)),
            Operation.CexSpotSell => SpotSell(report, price),
            Operation.PerpOpenShort => OpenShort(report, price),
            Operation.PerpReduceShort => ReduceShort(report, price),
            _ => report with { Error = Refusal("EXEC-003", $"{Name} does not execute {instruction.Operation.Name()}.", instruction) },
        };
    }

    private ExecutionReport SpotBuy(ExecutionReport report, decimal price, decimal spendable)
    {
        var instruction = report.Instruction;
        var fill = _costs.Spot(_settings, Side.Buy, instruction.Amount, price);
        var paid = fill.Notional + fill.Fee;
        if (paid > spendable)
            return report with { Error = Refusal("EXEC-004", $"The purchase costs {paid} USDT; the account holds {_cash}, of which {spendable} can be spent.", instruction) };
        _cash -= paid;
        var coin = ChartOfAccounts.Base(instruction.Symbol);
        _coins[coin] = _coins.GetValueOrDefault(coin) + instruction.Amount;
        return Filled(report, fill, price, Coin(coin, instruction.Amount), Cash(-paid));
    }

    private ExecutionReport SpotSell(ExecutionReport report, decimal price)
    {
        var instruction = report.Instruction;
        var coin = ChartOfAccounts.Base(instruction.Symbol);
        var held = _coins.GetValueOrDefault(coin);
        if (instruction.Amount > held)
            return report with { Error = Refusal("EXEC-004", $"The sale needs {instruction.Amount} {coin}; the account holds {held}.", instruction) };
        var fill = _costs.Spot(_settings, Side.Sell, instruction.Amount, price);
        var received = fill.Notional - fill.Fee;
        _cash += received;
        _coins[coin] = held - instruction.Amount;
        return Filled(report, fill, price, Coin(coin, -instruction.Amount), Cash(received));
    }

    private ExecutionReport OpenShort(ExecutionReport report, decimal price)
    {
        var instruction = report.Instruction;
        var perp = Account(instruction.Symbol)!;
        var fill = _costs.Perp(_settings, Side.Sell, instruction.Amount, price);
        var balance = _cash + perp.Contracts * price + perp.Proceeds - fill.Fee;
        var required = _settings.Initial((instruction.Amount - perp.Contracts) * price);
        if (balance < required)
            return report with { Error = Refusal("EXEC-004", $"The short needs {required:0.##} USDT of initial margin; the balance is {balance:0.##}.", instruction) };
        perp.Contracts -= instruction.Amount;
        perp.Proceeds += fill.Notional;
        _cash -= fill.Fee;
        return Filled(report, fill, price, Perp(instruction.Symbol, -instruction.Amount), Cash(-fill.Fee));
    }

    /// <summary>Buys back a share of the short: the same share of what it was sold for is released, the difference is realised in USDT.</summary>
    private ExecutionReport ReduceShort(ExecutionReport report, decimal price)
    {
        var instruction = report.Instruction;
        var perp = Account(instruction.Symbol)!;
        var size = -perp.Contracts;
        if (instruction.Amount > size)
            return report with { Error = Refusal("EXEC-004", $"The reduce-only order is {instruction.Amount}; the short is {size}.", instruction) };
        var fill = _costs.Perp(_settings, Side.Buy, instruction.Amount, price);
        var released = instruction.Amount == size ? perp.Proceeds : Amount.Round(perp.Proceeds * instruction.Amount / size);
        var change = released - fill.Notional - fill.Fee;
        perp.Contracts += instruction.Amount;
        perp.Proceeds -= released;
        _cash += change;
        return Filled(report, fill, price, Perp(instruction.Symbol, instruction.Amount), Cash(change));
    }

    private static ExecutionReport Filled(ExecutionReport report, in FillEstimate fill, decimal price, params ReadOnlySpan<Delta> deltas) => report with
    {
        Status = ExecutionStatus.Confirmed,
        ActualDeltas = [.. deltas],
        FilledAmount = report.Instruction.Amount,
        FillPrice = fill.Price,
        ReferencePrice = price,
        Fee = fill.Fee,
    };

    private static BasisError Refusal(string code, string message, Instruction instruction) => new(code, message, instruction.Id);

    private int Find(SeriesKind kind, string symbol) => _market.Find(new SeriesKey(kind, Name, symbol));

    private Delta Cash(decimal amount) => new(new PositionKey(Name, PositionType.BaseToken, Quote), amount);

    private Delta Coin(string coin, decimal amount) => new(new PositionKey(Name, PositionType.BaseToken, coin), amount);

    private Delta Perp(string symbol, decimal amount) => new(new PositionKey(Name, PositionType.Perp, symbol), amount);

    private PerpAccount? Account(string symbol)
    {
        foreach (var perp in _perps)
        {
            if (perp.Symbol == symbol)
                return perp;
        }

        return null;
    }

    private sealed class PerpAccount(string symbol, int mark, int funding)
    {
        public string Symbol { get; } = symbol;

        public int Mark { get; } = mark;

        public int Funding { get; } = funding;

        /// <summary>Signed base units; negative is short.</summary>
        public decimal Contracts { get; set; }

        /// <summary>What the open short was sold for, USDT.</summary>
        public decimal Proceeds { get; set; }
    }
}

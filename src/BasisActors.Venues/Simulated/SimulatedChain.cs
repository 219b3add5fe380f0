using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Costs;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;

namespace BasisActors.Venues.Simulated;

/// <summary>
/// The chain of a backtest: a wallet, an account at Aave v3, withdrawal queues, a decentralised exchange, flash loans. Every operation pays gas from the wallet
/// (ADR 0004); an operation that cannot be paid or is refused changes nothing.
/// </summary>
public sealed class SimulatedChain : IExecutionVenue
{
    private readonly TradingCosts _costs;
    private readonly IMarketData _market;
    private readonly RunConfiguration _configuration;
    private readonly IReadOnlyDictionary<string, SimulatedExchange> _exchanges;
    private readonly Dictionary<string, ExecutionReport> _answered = new(StringComparer.Ordinal);
    private readonly Queue<WalletDeposit> _deposits;
    private readonly SimulatedWallet _wallet;
    private readonly SimulatedLendingPool _pool;
    private readonly SimulatedStaking _staking;
    private readonly SimulatedBundles _bundles;
    private readonly SimulatedRewards? _rewards;
    private readonly string[] _transit;
    private readonly string _currency;
    private DateTimeOffset _advancedTo = DateTimeOffset.MinValue;

    internal SimulatedChain(
        RunConfiguration configuration,
        ImmutableArray<WalletDeposit> deposits,
        TradingCosts costs,
        IMarketData market,
        IReadOnlyDictionary<string, SimulatedExchange> exchanges)
    {
        (_configuration, _costs, _market, _exchanges) = (configuration, costs, market, exchanges);
        _currency = configuration.ShareClass == ShareClass.Eth ? "ETH" : "USDT";
        _deposits = new Queue<WalletDeposit>(deposits.OrderBy(d => d.At));
        var held = configuration.PositionSubscriptions.Distinct().ToArray(); // one named twice is refused by the chart of accounts
        _wallet = new SimulatedWallet(held.Where(p => p.Venue == "wallet" && p.Type is PositionType.BaseToken or PositionType.Lst));
        _staking = new SimulatedStaking(held.Where(p => p.Type == PositionType.Claim));
        _transit = [.. held.Where(p => p.Type == PositionType.Transit).Select(p => p.Symbol)];
        _pool = new SimulatedLendingPool(configuration, market);
        _rewards = configuration.Staking is { SeasonalRewards: true } staking ? new SimulatedRewards(staking, _wallet, _pool, market) : null;
        _bundles = new SimulatedBundles(configuration, _pool, _wallet, costs, market);
    }

    public string Name => "on-chain";

    public void Advance(DateTimeOffset timestamp)
    {
        while (_deposits.TryPeek(out var deposit) && deposit.At <= timestamp)
            _wallet.Add(_currency, _deposits.Dequeue().Amount);
        _wallet.Advance(timestamp);
        if (timestamp > _advancedTo)
        {
            _pool.Charge(timestamp);
            _rewards?.Advance(_market.At(timestamp));
            _advancedTo = timestamp;
        }

        _pool.Liquidate(timestamp);
    }

    public ExecutionReport Execute(Instruction instruction, DateTimeOffset timestamp)
    {
        if (_answered.TryGetValue(instruction.Id, out var known))
            return known;
        var snapshot = _market.At(timestamp);
        var report = new ExecutionReport
        {
            Instruction = instruction,
            Status = ExecutionStatus.Failed,
            ExecutedAt = timestamp,
            Simulated = true,
            Gas = _costs.Gas(OperationCatalogue.Of(instruction.Operation).GasUnits, snapshot),
        };
        report = Run(report, snapshot);
        if (!report.IsConfirmed)
            report = report with { Gas = GasCharge.None };
        _answered.Add(instruction.Id, report);
        return report;
    }

    public IReadOnlyList<Delta> Statement() =>
    [
        .. _wallet.Balances,
        .. _pool.Scaled,
        .. _staking.Claims,
        .. _transit.Select(t => new Delta(PositionKey.InTransit(t), _wallet.Incoming(t) + _exchanges.Values.Sum(e => e.Incoming(t)))),
    ];

    private ExecutionReport Run(ExecutionReport report, in MarketSnapshot snapshot)
    {
        var instruction = report.Instruction;
        if (instruction.Amount < 0 || (instruction.Amount == 0 && instruction.Bundle is null))
            return Refused(report, "EXEC-003", $"The amount is {instruction.Amount}; it must be above 0.");
        return instruction.Operation switch
        {
            Operation.TransferToCex when _exchanges.TryGetValue(instruction.Venue, out var to) => SendTo(to, report),
            Operation.TransferFromCex when _exchanges.TryGetValue(instruction.Venue, out var from) => ReceiveFrom(from, report, snapshot),
            Operation.WalletPayout => Change(report, instruction.Symbol, instruction.Amount),
            Operation.AaveSupply or Operation.AaveWithdraw => Lend(report, snapshot),
            Operation.WrapEth => Change(report, "ETH", instruction.Amount, "WETH", instruction.Amount),
            Operation.UnwrapWeth => Change(report, "WETH", instruction.Amount, "ETH", instruction.Amount),
            Operation.Stake => Stake(report, snapshot),
            Operation.UnstakeRequest when _staking.Knows(instruction.Venue) => RequestUnstake(report, snapshot),
            Operation.UnstakeClaim when _staking.Knows(instruction.Venue) => ClaimUnstaked(report),
            Operation.Swap => Swap(report, snapshot),
            Operation.AtomicLeverageEntry => _bundles.Enter(report, snapshot),
            Operation.AtomicDeleverageAave => _bundles.Deleverage(report, snapshot),
            _ => Refused(report, "EXEC-003", $"The chain does not execute {instruction.Operation.Name()} at '{instruction.Venue}'."),
        };
    }

    private ExecutionReport SendTo(SimulatedExchange to, ExecutionReport report)
    {
        var (token, amount) = (report.Instruction.Symbol, report.Instruction.Amount);
        if (Shortage(report, token, amount) is { } shortage)
            return report with { Error = shortage };
        var due = Due(report, to.Name);
        to.Credit(token, amount, due);
        _wallet.Add(token, -amount);
        return Done(report with { DueAt = due }, Wallet(token, -amount), new Delta(due is null ? PositionKey.Token(to.Name, token) : PositionKey.InTransit(token), amount));
    }

    private ExecutionReport ReceiveFrom(SimulatedExchange from, ExecutionReport report, in MarketSnapshot snapshot)
    {
        var (token, amount) = (report.Instruction.Symbol, report.Instruction.Amount);
        report = report with { DueAt = Due(report, from.Name) };
        var inWallet = report.GasPayer.Type != PositionType.Transit;
        var arriving = token == report.Gas.Token && report.DueAt is null ? amount : 0;
        if (inWallet && _wallet.Shortage(report.Gas.Token, 0, report.Gas.Token, report.Gas.Cost, arriving, report.Instruction.Id) is { } shortage)
            return report with { Error = shortage };
        if (!inWallet && amount < report.Gas.Cost)
            return Refused(report, "EXEC-004", $"The withdrawal of {amount} {token} does not pay its gas of {report.Gas.Cost}.");
        if (!from.TryDebit(token, amount, snapshot))
            return Refused(report, "EXEC-004", $"{from.Name} cannot send {amount} {token}: it is not there, or bound as margin.");
        var sent = new Delta(PositionKey.Token(from.Name, token), -amount);
        if (report.DueAt is not { } at)
        {
            _wallet.Add(token, amount);
            return Done(report, sent, Wallet(token, amount));
        }

        _wallet.Expect(token, inWallet ? amount : amount - report.Gas.Cost, at);
        var underWay = new Delta(PositionKey.InTransit(token), amount);
        return inWallet ? Done(report, sent, underWay) : Receipts.Confirm(report, sent, underWay);
    }

    private ExecutionReport Lend(ExecutionReport report, in MarketSnapshot snapshot)
    {
        var instruction = report.Instruction;
        var (token, amount) = (instruction.Symbol, instruction.Amount);
        var position = new PositionKey(instruction.Venue, PositionType.AToken, "a" + token);
        if (!_pool.Knows(position))
            return Refused(report, "EXEC-003", $"{position} is not among the lending positions of the run.");
        var isSupply = instruction.Operation == Operation.AaveSupply;
        var all = _pool.Balance(position, snapshot);
        if (!isSupply && !_pool.Has(position, amount, snapshot))
            return Refused(report, "EXEC-004", $"The withdrawal is {amount}; supplied are {all}.");
        var arriving = isSupply || token != report.Gas.Token ? 0 : amount;
        if (_wallet.Shortage(token, isSupply ? amount : 0, report.Gas.Token, report.Gas.Cost, arriving, instruction.Id) is { } shortage)
            return report with { Error = shortage };
        if (!isSupply && _pool.Knows(Domain.Lending.AavePositions.Debt) && _pool.HealthFactorAfter(token, -amount, 0, snapshot, out _) < 1)
            return Refused(report, "EXEC-004", $"Withdrawing {amount} {token} would leave a health factor below 1.");
        var scaled = isSupply ? _pool.Add(position, amount, snapshot) : -_pool.Take(position, amount, snapshot);
        _wallet.Add(token, isSupply ? -amount : amount);
        return Done(report, Wallet(token, isSupply ? -amount : amount), new Delta(position, scaled));
    }

    private ExecutionReport Stake(ExecutionReport report, in MarketSnapshot snapshot)
    {
        var instruction = report.Instruction;
        var minimum = _configuration.Venue(instruction.Venue).MinStake;
        if (instruction.Amount < minimum)
            return Refused(report, "EXEC-004", $"The stake is {instruction.Amount} ETH; the minimum is {minimum}.");
        var rate = _pool.Rate(instruction.Symbol, snapshot);
        return Change(report with { FillPrice = rate, ReferencePrice = rate }, "ETH", instruction.Amount, instruction.Symbol, Domain.Numerics.Amount.Round(instruction.Amount / rate));
    }

    private ExecutionReport RequestUnstake(ExecutionReport report, in MarketSnapshot snapshot)
    {
        var instruction = report.Instruction;
        if (Shortage(report, instruction.Symbol, instruction.Amount) is { } shortage)
            return report with { Error = shortage };
        var rate = _pool.Rate(instruction.Symbol, snapshot);
        var claim = Domain.Staking.WithdrawalQueue.Request(
            instruction.Id, instruction.Amount, rate, report.ExecutedAt, _configuration.Venue(instruction.Venue).UnstakingPeriod);
        _wallet.Add(instruction.Symbol, -instruction.Amount);
        _staking.Request(instruction.Venue, claim);
        return Done(
            report with { FillPrice = rate, ReferencePrice = rate, DueAt = claim.ClaimableAt },
            Wallet(instruction.Symbol, -instruction.Amount), new Delta(Domain.Staking.WithdrawalClaims.Key(instruction.Venue), claim.Eth));
    }

    private ExecutionReport ClaimUnstaked(ExecutionReport report)
    {
        var instruction = report.Instruction;
        if (_staking.Find(instruction.ClaimId) is not { } claim)
            return Refused(report, "EXEC-003", $"There is no claim {instruction.ClaimId} at {instruction.Venue}.");
        if (claim.ClaimableAt > report.ExecutedAt || claim.Eth != instruction.Amount)
            return Refused(report, "EXEC-004", $"The claim is over {claim.Eth} ETH from {claim.ClaimableAt:yyyy-MM-dd HH:mm} on.");
        if (_wallet.Shortage("ETH", 0, report.Gas.Token, report.Gas.Cost, report.Gas.Token == "ETH" ? claim.Eth : 0, instruction.Id) is { } shortage)
            return report with { Error = shortage };
        _staking.Pay(instruction.Venue, claim);
        _wallet.Add("ETH", claim.Eth);
        return Done(report, new Delta(Domain.Staking.WithdrawalClaims.Key(instruction.Venue), -claim.Eth), Wallet("ETH", claim.Eth));
    }

    private ExecutionReport Swap(ExecutionReport report, in MarketSnapshot snapshot)
    {
        var instruction = report.Instruction;
        if (SwapMarket.Find(instruction.Symbol, instruction.Into, _market, snapshot) is not { } quote)
            return Refused(report, "EXEC-002", $"{instruction.Venue} has no market of {instruction.Symbol} for {instruction.Into}.");
        var fill = _costs.Swap(_configuration.Venue(instruction.Venue), instruction.Symbol, instruction.Amount, quote.Mid, quote.UsdPerUnit);
        return Change(report with { FillPrice = fill.Price, ReferencePrice = quote.Mid }, instruction.Symbol, instruction.Amount, instruction.Into!, fill.Notional);
    }

    /// <summary>One token leaves the wallet and another one may come.</summary>
    private ExecutionReport Change(ExecutionReport report, string from, decimal paid, string? into = null, decimal received = 0)
    {
        if (!_wallet.Holds(from) || (into is not null && !_wallet.Holds(into)))
            return Refused(report, "EXEC-003", $"The wallet of the run has no {(_wallet.Holds(from) ? into : from)}.");
        var arriving = into == report.Gas.Token ? received : 0;
        if (_wallet.Shortage(from, paid, report.Gas.Token, report.Gas.Cost, arriving, report.Instruction.Id) is { } shortage)
            return report with { Error = shortage };
        _wallet.Add(from, -paid);
        if (into is null)
            return Done(report, Wallet(from, -paid));
        _wallet.Add(into, received);
        return Done(report, Wallet(from, -paid), Wallet(into, received));
    }

    private BasisError? Shortage(ExecutionReport report, string token, decimal amount) =>
        _wallet.Shortage(token, amount, report.Gas.Token, report.Gas.Cost, 0, report.Instruction.Id);

    private DateTimeOffset? Due(ExecutionReport report, string exchange)
    {
        var time = _configuration.Venue(exchange).TransferTime;
        return time > TimeSpan.Zero ? report.ExecutedAt + time : null;
    }

    private static Delta Wallet(string token, decimal amount) => new(PositionKey.Token("wallet", token), amount);

    private static ExecutionReport Refused(ExecutionReport report, string code, string message) =>
        report with { Error = new BasisError(code, message, report.Instruction.Id) };

    private ExecutionReport Done(ExecutionReport report, params ReadOnlySpan<Delta> deltas)
    {
        _wallet.PayGas(report.Gas);
        return Receipts.Confirm(report, deltas);
    }
}

using System.Collections.Immutable;
using BasisActors.Domain.Costs;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;
using BasisActors.Domain.Numerics;

namespace BasisActors.Venues.Simulated;

/// <summary>
/// A wallet with USDT and its positions in Aave v3, kept as Aave does: a scaled balance that only operations change. Every operation pays gas, in USDT (ADR 0004).
/// </summary>
public sealed class SimulatedChain : IExecutionVenue
{
    private const string Token = "USDT";
    private static readonly PositionKey Wallet = new("wallet", PositionType.BaseToken, Token);

    private readonly TradingCosts _costs;
    private readonly IMarketData _market;
    private readonly IReadOnlyDictionary<string, SimulatedExchange> _exchanges;
    private readonly SortedDictionary<PositionKey, decimal> _scaled = [];
    private readonly Dictionary<string, ExecutionReport> _answered = new(StringComparer.Ordinal);
    private readonly Queue<WalletDeposit> _deposits;
    private decimal _wallet;

    internal SimulatedChain(
        IEnumerable<PositionKey> lending,
        ImmutableArray<WalletDeposit> deposits,
        TradingCosts costs,
        IMarketData market,
        IReadOnlyDictionary<string, SimulatedExchange> exchanges)
    {
        _costs = costs;
        _market = market;
        _exchanges = exchanges;
        _deposits = new Queue<WalletDeposit>(deposits.OrderBy(d => d.At));
        foreach (var key in lending)
            _scaled.Add(key, 0);
    }

    public string Name => "on-chain";

    public void Advance(DateTimeOffset timestamp)
    {
        while (_deposits.TryPeek(out var deposit) && deposit.At <= timestamp)
            _wallet += _deposits.Dequeue().Amount;
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

    public IReadOnlyList<Delta> Statement() => [new Delta(Wallet, _wallet), .. _scaled.Select(s => new Delta(s.Key, s.Value))];

    private ExecutionReport Run(ExecutionReport report, in MarketSnapshot snapshot)
    {
        var instruction = report.Instruction;
        var gas = report.Gas.Cost;
        var amount = instruction.Amount;
        if (amount <= 0)
            return report with { Error = new BasisError("EXEC-003", $"The amount is {amount}; it must be above 0.", instruction.Id) };
        switch (instruction.Operation)
        {
            case Operation.TransferToCex when _exchanges.TryGetValue(instruction.Venue, out var to):
                if (Shortage(amount + gas, instruction) is { } shortOfCash)
                    return report with { Error = shortOfCash };
                _wallet -= amount + gas;
                to.Credit(amount);
                return Done(report, new Delta(Wallet, -amount - gas), new Delta(Wallet with { Venue = to.Name }, amount));

            case Operation.TransferFromCex when _exchanges.TryGetValue(instruction.Venue, out var from):
                if (Shortage(gas - amount, instruction) is { } shortOfGas)
                    return report with { Error = shortOfGas };
                if (!from.TryDebit(amount, snapshot))
                    return report with { Error = new BasisError("EXEC-004", $"{from.Name} cannot send {amount} {Token}: it is not there, or bound as margin.", instruction.Id) };
                _wallet += amount - gas;
                return Done(report, new Delta(Wallet with { Venue = from.Name }, -amount), new Delta(Wallet, amount - gas));

            case Operation.WalletPayout:
                if (Shortage(amount + gas, instruction) is { } shortOfPayout)
                    return report with { Error = shortOfPayout };
                _wallet -= amount + gas;
                return Done(report, new Delta(Wallet, -amount - gas));

            case Operation.AaveSupply or Operation.AaveWithdraw when !_scaled.ContainsKey(Position(instruction)):
                return report with { Error = new BasisError("EXEC-003", $"{Position(instruction)} is not among the lending positions of the run.", instruction.Id) };

            case Operation.AaveSupply:
                return Supply(report, snapshot);

            case Operation.AaveWithdraw:
                return Withdraw(report, snapshot);

            default:
                return report with { Error = new BasisError("EXEC-003", $"The chain does not execute {instruction.Operation.Name()} at '{instruction.Venue}'.", instruction.Id) };
        }
    }

    private ExecutionReport Supply(ExecutionReport report, in MarketSnapshot snapshot)
    {
        var instruction = report.Instruction;
        var spent = instruction.Amount + report.Gas.Cost;
        if (Shortage(spent, instruction) is { } shortage)
            return report with { Error = shortage };
        var key = Position(instruction);
        var scaled = Amount.Round(instruction.Amount / Index(key, snapshot));
        _wallet -= spent;
        _scaled[key] += scaled;
        return Done(report, new Delta(Wallet, -spent), new Delta(key, scaled));
    }

    private ExecutionReport Withdraw(ExecutionReport report, in MarketSnapshot snapshot)
    {
        var instruction = report.Instruction;
        var key = Position(instruction);
        var index = Index(key, snapshot);
        var all = Amount.Round(_scaled[key] * index);
        if (instruction.Amount > all)
            return report with { Error = new BasisError("EXEC-004", $"The withdrawal is {instruction.Amount}; supplied are {all}.", instruction.Id) };
        if (Shortage(report.Gas.Cost - instruction.Amount, instruction) is { } shortage)
            return report with { Error = shortage };
        var scaled = instruction.Amount == all ? _scaled[key] : Amount.Round(instruction.Amount / index);
        _scaled[key] -= scaled;
        _wallet += instruction.Amount - report.Gas.Cost;
        return Done(report, new Delta(key, -scaled), new Delta(Wallet, instruction.Amount - report.Gas.Cost));
    }

    private BasisError? Shortage(decimal spent, Instruction instruction) => spent > _wallet
        ? new BasisError("EXEC-004", $"{instruction.Operation.Name()} needs {spent} {Token} with gas; the wallet holds {_wallet}.", instruction.Id)
        : null;

    private decimal Index(PositionKey key, in MarketSnapshot snapshot) =>
        snapshot.Value(_market.Find(new SeriesKey(SeriesKind.LiquidityIndex, key.Venue, ChartOfAccounts.Underlying(key))));

    private static PositionKey Position(Instruction instruction) => new(instruction.Venue, PositionType.AToken, "a" + instruction.Symbol);

    private static ExecutionReport Done(ExecutionReport report, params ReadOnlySpan<Delta> deltas) =>
        report with { Status = ExecutionStatus.Confirmed, FilledAmount = report.Instruction.Amount, ActualDeltas = [.. deltas] };
}

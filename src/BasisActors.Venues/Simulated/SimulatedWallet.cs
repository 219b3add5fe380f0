using BasisActors.Domain.Costs;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Ledger;

namespace BasisActors.Venues.Simulated;

/// <summary>The tokens of one address, and what is on its way to it.</summary>
internal sealed class SimulatedWallet(IEnumerable<PositionKey> tokens)
{
    private readonly SortedDictionary<PositionKey, decimal> _balances = new(tokens.Distinct().ToDictionary(t => t, _ => 0m));
    private readonly List<(PositionKey Token, decimal Amount, DateTimeOffset At)> _incoming = [];

    public IEnumerable<KeyValuePair<PositionKey, decimal>> Balances => _balances;

    /// <summary>Tokens of a kind that are under way, to the wallet.</summary>
    public decimal Incoming(string symbol) => _incoming.Where(i => i.Token.Symbol == symbol).Sum(i => i.Amount);

    public decimal this[string symbol] => _balances.GetValueOrDefault(PositionKey.Token("wallet", symbol));

    public void Advance(DateTimeOffset timestamp)
    {
        foreach (var (token, amount, at) in _incoming)
        {
            if (at <= timestamp)
                _balances[token] += amount;
        }

        _incoming.RemoveAll(i => i.At <= timestamp);
    }

    public void Expect(string symbol, decimal amount, DateTimeOffset at) => _incoming.Add((PositionKey.Token("wallet", symbol), amount, at));

    public void Add(string symbol, decimal amount) => _balances[PositionKey.Token("wallet", symbol)] += amount;

    public void PayGas(in GasCharge gas)
    {
        if (gas.Cost != 0)
            Add(gas.Token, -gas.Cost);
    }

    public bool Holds(string symbol) => _balances.ContainsKey(PositionKey.Token("wallet", symbol));

    /// <summary>Why these amounts cannot leave together with gas; null when they can.</summary>
    public BasisError? Shortage(string symbol, decimal amount, string gasToken, decimal gas, decimal gasArriving, string instruction)
    {
        var spent = symbol == gasToken ? amount + gas : amount;
        if (spent > this[symbol] + (symbol == gasToken ? gasArriving : 0))
            return new BasisError("EXEC-004", $"The instruction needs {spent} {symbol}; the wallet holds {this[symbol]}.", instruction);
        return symbol != gasToken && gas > this[gasToken] + gasArriving
            ? new BasisError("EXEC-004", $"The gas is {gas} {gasToken}; the wallet holds {this[gasToken]}.", instruction)
            : null;
    }
}

using BasisActors.Domain.Costs;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;

namespace BasisActors.Venues.Simulated;

/// <summary>The tokens of one address, and what is on its way to it.</summary>
internal sealed class SimulatedWallet
{
    private readonly PositionKey[] _tokens;
    private readonly Dictionary<string, decimal> _balances = new(StringComparer.Ordinal);
    private readonly List<(string Symbol, decimal Amount, DateTimeOffset At)> _incoming = [];

    public SimulatedWallet(IEnumerable<PositionKey> tokens)
    {
        _tokens = [.. tokens.Distinct().Order()];
        foreach (var token in _tokens)
            _balances.Add(token.Symbol, 0);
    }

    /// <summary>Balances in the order of their keys.</summary>
    public IEnumerable<Delta> Balances => _tokens.Select(t => new Delta(t, _balances[t.Symbol]));

    /// <summary>Tokens of a kind that are under way, to the wallet.</summary>
    public decimal Incoming(string symbol) => _incoming.Where(i => i.Symbol == symbol).Sum(i => i.Amount);

    public decimal this[string symbol] => _balances.GetValueOrDefault(symbol);

    public void Advance(DateTimeOffset timestamp)
    {
        if (_incoming.Count == 0)
            return;
        foreach (var (token, amount, at) in _incoming)
        {
            if (at <= timestamp)
                _balances[token] += amount;
        }

        _incoming.RemoveAll(i => i.At <= timestamp);
    }

    public void Expect(string symbol, decimal amount, DateTimeOffset at) => _incoming.Add((symbol, amount, at));

    public void Add(string symbol, decimal amount) => _balances[symbol] += amount;

    public void PayGas(in GasCharge gas)
    {
        if (gas.Cost != 0)
            Add(gas.Token, -gas.Cost);
    }

    public bool Holds(string symbol) => _balances.ContainsKey(symbol);

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

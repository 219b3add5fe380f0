using System.Collections.Immutable;

namespace BasisActors.Venues.Paper;

/// <summary>A movement of tokens outside the exchange.</summary>
/// <param name="Id">Given by the caller; each is done once.</param>
/// <param name="Account">API key of the account the wallet belongs to.</param>
/// <param name="Token">USDT, BTC, ETH.</param>
/// <param name="Amount">Units, above 0, at most 12 decimals.</param>
public sealed record ChainMovement(string Id, string Account, string Token, decimal Amount);

/// <param name="Error">Why nothing was done; null when it was.</param>
public readonly record struct ChainAnswer(string? Error)
{
    public static readonly ChainAnswer Done = new(null);
}

/// <summary>
/// A simulated wallet for each account, outside the exchanges: no chain, no gas, no waiting. Every movement is done once by its id: an id that comes again gets the
/// first answer, whatever it was. A transfer changes both sides or none.
/// </summary>
/// <param name="exchanges">By the name of the venue.</param>
public sealed class PaperChain(ImmutableSortedDictionary<string, PaperExchange> exchanges)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ChainAnswer> _answered = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDictionary<string, decimal>> _wallets = new(StringComparer.Ordinal);

    /// <summary>Names of the exchanges.</summary>
    public IEnumerable<string> Venues => exchanges.Keys;

    public bool Serves(string venue) => exchanges.ContainsKey(venue);

    /// <summary>Puts tokens from nowhere into the wallet.</summary>
    public ChainAnswer Fund(ChainMovement movement) => Once(movement, () =>
    {
        Add(movement, movement.Amount);
        return ChainAnswer.Done;
    });

    /// <summary>Takes tokens from the wallet for good.</summary>
    public ChainAnswer PayOut(ChainMovement movement) => Once(movement, () =>
    {
        if (Missing(movement) is { } missing)
            return new ChainAnswer(missing);
        Add(movement, -movement.Amount);
        return ChainAnswer.Done;
    });

    /// <summary>Moves tokens between wallet and exchange.</summary>
    /// <param name="movement">What is moved.</param>
    /// <param name="venue">The exchange.</param>
    /// <param name="toExchange">From the wallet to the exchange, or back.</param>
    public ChainAnswer Transfer(ChainMovement movement, string venue, bool toExchange) => Once(movement, () =>
    {
        if (!exchanges.TryGetValue(venue, out var exchange) || !exchange.Has(movement.Account))
            return new ChainAnswer($"There is no account {movement.Account} at '{venue}'.");
        lock (exchange.Gate)
            return Transfer(movement, exchange, toExchange);
    });

    /// <summary>Units in an account's wallet by token; empty for an account that has never had any.</summary>
    public ImmutableSortedDictionary<string, decimal> Wallet(string account)
    {
        lock (_gate)
            return _wallets.TryGetValue(account, out var wallet) ? wallet.ToImmutableSortedDictionary(StringComparer.Ordinal) : ImmutableSortedDictionary<string, decimal>.Empty;
    }

    private ChainAnswer Transfer(ChainMovement movement, PaperExchange exchange, bool toExchange)
    {
        if ((toExchange ? Missing(movement) : exchange.Withdraw(movement.Account, movement.Token, movement.Amount, movement.Id)) is { } reason)
            return new ChainAnswer(reason);
        Add(movement, toExchange ? -movement.Amount : movement.Amount);
        if (toExchange)
            exchange.Deposit(movement.Account, movement.Token, movement.Amount, movement.Id);
        return ChainAnswer.Done;
    }

    private ChainAnswer Once(ChainMovement movement, Func<ChainAnswer> done)
    {
        lock (_gate)
        {
            if (_answered.TryGetValue(movement.Id, out var known))
                return known;
            var answer = exchanges.Values.Any(e => e.Has(movement.Account)) ? done() : new ChainAnswer($"There is no account {movement.Account}.");
            _answered.Add(movement.Id, answer);
            return answer;
        }
    }

    private string? Missing(ChainMovement movement)
    {
        var held = Wallet(movement.Account).GetValueOrDefault(movement.Token);
        return movement.Amount <= held ? null : $"The movement is {movement.Amount} {movement.Token}; the wallet holds {held}.";
    }

    private void Add(ChainMovement movement, decimal amount)
    {
        if (!_wallets.TryGetValue(movement.Account, out var wallet))
            _wallets.Add(movement.Account, wallet = new SortedDictionary<string, decimal>(StringComparer.Ordinal));
        wallet[movement.Token] = wallet.GetValueOrDefault(movement.Token) + amount;
    }
}

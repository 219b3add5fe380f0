using System.Collections.Immutable;
using System.Runtime.InteropServices;
using BasisActors.Domain.Errors;

namespace BasisActors.Domain.Ledger;

/// <summary>
/// All balances at one moment, immutable. Every change is a <see cref="Posting"/>; equity is always derived from it, never stored.
/// </summary>
public sealed class Book
{
    private readonly ImmutableArray<decimal> _balances;

    private Book(ChartOfAccounts chart, ImmutableArray<decimal> balances, ImmutableArray<Receivable> receivables) =>
        (Chart, _balances, Receivables) = (chart, balances, receivables);

    public ChartOfAccounts Chart { get; }

    /// <summary>What has been sent or requested and has not arrived, oldest first.</summary>
    public ImmutableArray<Receivable> Receivables { get; }

    public decimal this[int account] => _balances[account];

    public static Book Open(ChartOfAccounts chart) => new(chart, ImmutableArray.Create(new decimal[chart.Accounts.Length]), []);

    /// <summary>A book with these balances.</summary>
    /// <param name="chart">The accounts.</param>
    /// <param name="balances">Every account by its name.</param>
    /// <param name="receivables">What is under way, oldest first.</param>
    /// <exception cref="BasisException">POS-002 when an account is missing, repeated, or not in the chart.</exception>
    public static Book Of(ChartOfAccounts chart, IEnumerable<(string Account, decimal Amount)> balances, ImmutableArray<Receivable> receivables)
    {
        var given = balances.ToArray();
        if (!given.Select(b => b.Account).SequenceEqual(chart.Accounts.Select(a => a.Name)))
            throw new BasisException("POS-002", $"The balances are of other accounts than the {chart.Accounts.Length} that the run has.");
        return new Book(chart, [.. given.Select(b => b.Amount)], receivables);
    }

    /// <summary>Quantity of a position: tokens, scaled balance or signed contracts.</summary>
    public decimal Quantity(PositionKey key) => _balances[Chart.Own(key)];

    /// <summary>Underlying tokens of an aToken or debt position; negative for debt.</summary>
    public decimal Underlying(PositionKey key) => _balances[Chart.Own(key, AccountRole.Underlying)];

    /// <summary>Copies the balances of our own accounts, by account.</summary>
    public void CopyOwnTo(Span<decimal> balances) => _balances.AsSpan(0, Chart.OwnCount).CopyTo(balances);

    /// <summary>The book after a posting.</summary>
    /// <exception cref="BasisException">POS-002 when the legs do not sum to zero in every unit; POS-003 when a token balance would fall below zero.</exception>
    public Book Post(Posting posting) => Post([posting]);

    /// <summary>The book after postings, one after the other.</summary>
    /// <exception cref="BasisException">POS-002 when the legs of one do not sum to zero in every unit; POS-003 when a token balance would fall below zero.</exception>
    public Book Post(ImmutableArray<Posting> postings)
    {
        if (postings.IsEmpty)
            return this;
        var (balances, receivables) = (_balances.ToArray(), Receivables);
        foreach (var posting in postings)
        {
            Apply(posting, balances);
            receivables = After(posting, receivables);
        }

        return new Book(Chart, ImmutableCollectionsMarshal.AsImmutableArray(balances), receivables);
    }

    private void Apply(Posting posting, decimal[] balances)
    {
        RequireBalance(posting);
        foreach (var leg in posting.Legs)
            balances[leg.Account] += leg.Amount;
        foreach (var leg in posting.Legs)
        {
            var account = Chart.Accounts[leg.Account];
            if (balances[leg.Account] < 0 && leg.Amount < 0 && !account.MayBeNegative)
            {
                throw new BasisException(
                    "POS-003", $"{posting.Cause} of {leg.Amount} would leave {account.Name} at {balances[leg.Account]}; it must not fall below 0.", posting.Source);
            }
        }
    }

    private static ImmutableArray<Receivable> After(Posting posting, ImmutableArray<Receivable> receivables)
    {
        var left = posting.Settles is { } settled ? receivables.RemoveAll(r => r.Id == settled) : receivables;
        return posting.Opens is { } opened ? left.Add(opened) : left;
    }

    private void RequireBalance(Posting posting)
    {
        var legs = posting.Legs;
        for (var i = 0; i < legs.Length; i++)
        {
            var unit = Chart.Accounts[legs[i].Account].Unit;
            decimal sum = 0;
            foreach (var leg in legs)
            {
                if (Chart.Accounts[leg.Account].Unit == unit)
                    sum += leg.Amount;
            }

            if (sum != 0)
                throw new BasisException("POS-002", $"{posting.Cause} sums to {sum} in {Chart.Units[unit].Name}; it must sum to 0.", posting.Source);
        }
    }
}

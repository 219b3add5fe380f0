using BasisActors.Domain.Ledger;
using BasisActors.Domain.Lending;
using BasisActors.Domain.Numerics;

namespace BasisActors.Tests.Fixtures;

/// <summary>Writes a book by hand: each line is subscribed in kind, so the ledger stays balanced.</summary>
public sealed class Holdings(ChartOfAccounts chart)
{
    public Book Book { get; private set; } = Book.Open(chart);

    public Holdings Cash(string venue, decimal amount) => Add(new Leg(chart.Own(Keys.Cash(venue)), amount));

    public Holdings Coins(string venue, decimal quantity) => Add(new Leg(chart.Own(Keys.Coins(venue)), quantity));

    public Holdings Short(string venue, decimal quantity, decimal entry) => Add(
        new Leg(chart.Own(Keys.Perp(venue)), -quantity),
        new Leg(chart.Own(Keys.Perp(venue), AccountRole.EntryNotional), Amount.Value(quantity, entry)));

    /// <summary>A supply made at an index.</summary>
    public Holdings Supplied(decimal underlying, decimal index) => Add(
        new Leg(chart.Own(Keys.AaveUsdt, AccountRole.Underlying), underlying),
        new Leg(chart.Own(Keys.AaveUsdt), LendingIndex.Scaled(underlying, index)));

    private Holdings Add(params ReadOnlySpan<Leg> legs)
    {
        Book = Book.Post(Posting.Balanced(chart, Cause.CapitalFlow, "opening", legs));
        return this;
    }
}

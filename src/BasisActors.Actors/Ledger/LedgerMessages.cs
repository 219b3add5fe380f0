using System.Collections.Immutable;
using BasisActors.Actors.Clock;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;

namespace BasisActors.Actors.Ledger;

/// <summary>The ledger changed, or had the chance to. All postings of one message are new; <see cref="Book"/> is the book after them.</summary>
/// <param name="Tick">The tick being worked on.</param>
/// <param name="IsStale">True when the market is stale.</param>
/// <param name="Opening">The book before this tick.</param>
/// <param name="Accruals">Index accruals, to be valued at the previous tick's prices.</param>
/// <param name="Postings">Everything else, in order.</param>
/// <param name="Book">The book now.</param>
/// <param name="BlockId">The block whose reports were applied; null for what fell due by the clock.</param>
public sealed record PositionsSettled(
    Tick Tick, bool IsStale, Book Opening, ImmutableArray<Posting> Accruals, ImmutableArray<Posting> Postings, Book Book, string? BlockId);

/// <summary>Applies the reports of one block, each instruction id once.</summary>
public sealed record ApplyReports(Tick Tick, string BlockId, ImmutableArray<ExecutionReport> Reports);

/// <summary>Asks an executor what its venue says it holds for us.</summary>
public sealed class QueryStatement
{
    public static readonly QueryStatement Instance = new();

    private QueryStatement()
    {
    }
}

/// <summary>A venue's own word on our balances.</summary>
public sealed record VenueStatement(string Venue, IReadOnlyList<Delta> Holdings);

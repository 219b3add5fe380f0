using System.Collections.Immutable;
using BasisActors.Actors.Clock;
using BasisActors.Domain.Errors;
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
    Tick Tick, bool IsStale, Book Opening, ImmutableArray<Posting> Accruals, ImmutableArray<Posting> Postings, Book Book, string? BlockId)
{
    /// <summary>The book compared with the venues.</summary>
    public BooksCheck Check { get; init; } = BooksCheck.Agree;
}

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
public sealed record VenueStatement(string Venue, IReadOnlyList<Delta> Holdings)
{
    /// <summary>True when the venue was not asked, because what it holds now is ahead of a book that is still replayed.</summary>
    public bool IsUnasked { get; init; }

    /// <summary>Why the venue refuses to put them where the ledger takes them to be; null when it does not.</summary>
    public BasisError? Refusal { get; init; }
}

/// <summary>The payload of a difference between ledger and venue.</summary>
/// <param name="Difference">Where, and what each says.</param>
/// <param name="Grade">How bad it is.</param>
/// <param name="BlockId">The block after which it was seen; null for a comparison at the beginning of a tick.</param>
public sealed record DifferenceSeen(PositionDifference Difference, DifferenceGrade Grade, string? BlockId);

/// <summary>What one position is worth.</summary>
/// <param name="Position">The position.</param>
/// <param name="Quantity">Tokens, scaled balance or signed contracts.</param>
/// <param name="Underlying">Underlying tokens of a lending position, negative for debt; null of any other.</param>
/// <param name="EntryNotional">Quote currency at which a perpetual was opened; null of anything else.</param>
/// <param name="Value">Share-class currency at the prices of the tick; null when a price is missing.</param>
public sealed record Balance(PositionKey Position, decimal Quantity, decimal? Underlying, decimal? EntryNotional, decimal? Value);

/// <summary>What a description of the ledger has for who knows it.</summary>
/// <param name="State">What it keeps.</param>
/// <param name="Currency">Currency of the values.</param>
/// <param name="Balances">Positions that are not empty, in the order of the chart.</param>
public sealed record LedgerDetail(LedgerState State, string Currency, ImmutableArray<Balance> Balances);

using System.Collections.Immutable;

namespace BasisActors.Domain.Ledger;

/// <summary>
/// The differences between ledger and venues that stand now. A difference stays as it is, unbooked, until the venue says the ledger's number again or an operator
/// has it booked (<see cref="Adjustment"/>).
/// </summary>
public sealed record OpenDifferences
{
    public static readonly OpenDifferences None = new();

    /// <summary>By the name of the venue that was compared.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<PositionDifference>> ByVenue { get; init; } =
        ImmutableSortedDictionary.Create<string, ImmutableArray<PositionDifference>>(StringComparer.Ordinal);

    /// <summary>Times that a venue said something else than the ledger and than it had said before.</summary>
    public long Seen { get; init; }

    /// <summary>By venue: why it refuses to put what it holds where the ledger takes it to be.</summary>
    public ImmutableSortedDictionary<string, string> Refusals { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>True when no venue differs and none refuses.</summary>
    public bool IsEmpty => ByVenue.IsEmpty && Refusals.IsEmpty;

    public IEnumerable<PositionDifference> All => ByVenue.Values.SelectMany(d => d);

    /// <summary>True when a venue differs as it did the last time, or agrees as it did, and refuses as it did, whatever it gives as the reason.</summary>
    public bool IsSame(string venue, ImmutableArray<PositionDifference> found, bool refuses = false) => refuses == Refusals.ContainsKey(venue) && IsKnown(venue, found);

    /// <summary>After a venue has been compared.</summary>
    /// <param name="venue">Whose statement it was.</param>
    /// <param name="found">Where it differs; empty when nowhere.</param>
    /// <param name="refusal">What it refuses; null when nothing.</param>
    public OpenDifferences With(string venue, ImmutableArray<PositionDifference> found, string? refusal = null) => this with
    {
        ByVenue = found.IsEmpty ? ByVenue.Remove(venue) : ByVenue.SetItem(venue, found),
        Seen = found.IsEmpty || IsKnown(venue, found) ? Seen : Seen + 1,
        Refusals = refusal is null ? Refusals.Remove(venue) : Refusals.SetItem(venue, refusal),
    };

    private bool IsKnown(string venue, ImmutableArray<PositionDifference> found) =>
        ByVenue.GetValueOrDefault(venue, []).Select(d => (d.Position, d.Amount)).SequenceEqual(found.Select(d => (d.Position, d.Amount)));

    /// <summary>The difference at a position, venue less ledger; 0 where there is none.</summary>
    public decimal At(PositionKey position) => All.Where(d => d.Position == position).Sum(d => d.Amount);

    /// <summary>After the difference at a position has been booked.</summary>
    public OpenDifferences Without(PositionKey position)
    {
        var left = ByVenue;
        foreach (var (venue, differences) in ByVenue)
        {
            var others = differences.RemoveAll(d => d.Position == position);
            left = others.IsEmpty ? left.Remove(venue) : left.SetItem(venue, others);
        }

        return this with { ByVenue = left };
    }

    /// <summary>How bad it is by the worst of them.</summary>
    /// <param name="book">The book now: a tolerance is relative to what it has.</param>
    /// <param name="relative">Relative tolerance.</param>
    public BooksCheck Judge(Book book, decimal relative)
    {
        var worst = BooksCheck.Agree;
        foreach (var difference in All)
        {
            var grade = Reconciliation.Grade(difference.Position, book.Quantity(difference.Position), difference.Amount, relative);
            if (grade > worst.Grade)
                worst = new BooksCheck(this, grade, difference.Position);
        }

        if (!Refusals.IsEmpty)
            return worst with { Open = this, Grade = worst.Grade > DifferenceGrade.Above ? worst.Grade : DifferenceGrade.Above, Refusing = Refusals.Keys.First() };
        return IsEmpty && Seen > 0 ? worst with { Open = this } : worst;
    }
}

namespace BasisActors.Domain.Ledger;

/// <summary>A position on which a venue says something else than the ledger.</summary>
/// <param name="Position">The position.</param>
/// <param name="Ledger">What the ledger has.</param>
/// <param name="Venue">What the venue says.</param>
public readonly record struct PositionDifference(PositionKey Position, decimal Ledger, decimal Venue)
{
    /// <summary>Venue less ledger.</summary>
    public decimal Amount => Venue - Ledger;
}

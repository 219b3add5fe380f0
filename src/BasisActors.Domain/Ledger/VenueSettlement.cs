namespace BasisActors.Domain.Ledger;

/// <summary>Funding that an exchange has paid or taken by its own log; a live run books it instead of working it out.</summary>
/// <param name="Position">The perpetual.</param>
/// <param name="Id">The exchange's id of the entry.</param>
/// <param name="Amount">USDT, positive when received.</param>
/// <param name="At">When it was settled.</param>
public sealed record VenueSettlement(PositionKey Position, string Id, decimal Amount, DateTimeOffset At);

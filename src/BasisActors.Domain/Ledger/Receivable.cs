namespace BasisActors.Domain.Ledger;

/// <summary>Tokens that are ours and arrive later: a transfer under way, or a claim in a withdrawal queue.</summary>
/// <param name="Id">Id of the instruction that opened it.</param>
/// <param name="Held">The position that carries its value meanwhile, of type Transit or Claim.</param>
/// <param name="Destination">The position it arrives in.</param>
/// <param name="Amount">Tokens, above 0.</param>
/// <param name="DueAt">A transfer arrives at the first tick at or after this time; a claim can be claimed from then on.</param>
public sealed record Receivable(string Id, PositionKey Held, PositionKey Destination, decimal Amount, DateTimeOffset DueAt);

using System.Collections.Immutable;
using BasisActors.Actors.MarketData;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Instructions;

namespace BasisActors.Actors.Execution;

/// <summary>A venue of the outside world: an exchange account or a wallet. Everything takes time, and any answer may be lost.</summary>
public interface ILiveVenue
{
    /// <summary>Name of the venue; <c>on-chain</c> for the wallet.</summary>
    string Name { get; }

    /// <summary>What the venue has refused for good when its holdings were last asked for: they are told all the same, but are not where the ledger takes them to be. Null when nothing.</summary>
    BasisError? Refusal => null;

    /// <summary>Carries out an instruction whose intent is stored.</summary>
    /// <param name="instruction">The instruction; its id is the idempotency key.</param>
    /// <param name="intendedAt">When the intent was stored.</param>
    /// <param name="mayHaveBeenSent">True when an earlier attempt may have got through: it is looked for first.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>What became of it; null when it is not known yet, and must be asked again.</returns>
    Task<ExecutionReport?> ExecuteAsync(Instruction instruction, DateTimeOffset intendedAt, bool mayHaveBeenSent, CancellationToken cancellation);

    /// <summary>What the venue holds for us, without what the ledger does not know of yet: funding settled after a time, and takeovers that are not taken in.</summary>
    Task<ImmutableArray<Delta>> HoldingsAsync(DateTimeOffset settledUpTo, TakeoverCursor takeovers, CancellationToken cancellation);
}

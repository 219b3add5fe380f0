using System.Collections.Immutable;
using BasisActors.Actors.Live;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;

namespace BasisActors.Actors.MarketData;

/// <summary>Reads the market for one tick of a live run.</summary>
public interface ILiveFeed
{
    /// <param name="settledUpTo">Funding that the run has taken in, by venue.</param>
    /// <param name="takeovers">Takeovers that the run has taken in.</param>
    /// <param name="cancellation">Ends the read.</param>
    Task<MarketReading> ReadAsync(ImmutableSortedDictionary<string, DateTimeOffset> settledUpTo, TakeoverCursor takeovers, CancellationToken cancellation);

    /// <summary>These requests are in the journal: they need not be given again.</summary>
    void Taken(ImmutableArray<OperatorRequest> requests);

    /// <summary>Leaves a request with those of the operators: it is kept there, and a read gives it, until it is in the journal.</summary>
    void Leave(OperatorRequest request);
}

/// <summary>What one read brought in. A source that did not answer is missing; its series grow old, and the tick is skipped once they are overdue.</summary>
/// <param name="Readings">Values by series.</param>
/// <param name="Settlements">Funding settled since the read before, oldest first.</param>
public sealed record MarketReading(ImmutableArray<SeriesReading> Readings, ImmutableArray<VenueSettlement> Settlements)
{
    public static readonly MarketReading Nothing = new([], []);

    /// <summary>Perpetuals that exchanges have closed by themselves and the run has not taken in, oldest first.</summary>
    public ImmutableArray<VenueTakeover> Takeovers { get; init; } = [];

    /// <summary>What a person should know of the read. Told and not stored: nothing is decided on it.</summary>
    public ImmutableArray<BasisError> Notes { get; init; } = [];

    /// <summary>What operators ask for, oldest first; those given before may be among them.</summary>
    public ImmutableArray<OperatorRequest> Requests { get; init; } = [];
}

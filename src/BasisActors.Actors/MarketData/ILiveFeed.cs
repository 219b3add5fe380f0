using System.Collections.Immutable;
using BasisActors.Actors.Live;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;

namespace BasisActors.Actors.MarketData;

/// <summary>Reads the market for one tick of a live run.</summary>
public interface ILiveFeed
{
    /// <param name="settledUpTo">Funding that the run has taken in, by venue.</param>
    /// <param name="cancellation">Ends the read.</param>
    Task<MarketReading> ReadAsync(ImmutableSortedDictionary<string, DateTimeOffset> settledUpTo, CancellationToken cancellation);

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

    /// <summary>What operators ask for, oldest first; those given before may be among them.</summary>
    public ImmutableArray<OperatorRequest> Requests { get; init; } = [];
}

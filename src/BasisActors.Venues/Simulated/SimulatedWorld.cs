using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Costs;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;

namespace BasisActors.Venues.Simulated;

/// <summary>
/// The outside world of a backtest: exchanges and a chain with its wallet, with their own books. Nothing here reads our ledger, so comparing the two means
/// something. All venues of one world belong to one run and one lane.
/// </summary>
public sealed class SimulatedWorld
{
    private readonly Dictionary<string, SimulatedExchange> _exchanges;

    /// <param name="configuration">Venues, fees, subscriptions.</param>
    /// <param name="market">Prices, funding, indexes, gas.</param>
    /// <param name="flows">Deposits that reach the wallet, with their time; the initial capital first.</param>
    public SimulatedWorld(RunConfiguration configuration, IMarketData market, ImmutableArray<WalletDeposit> flows)
    {
        var costs = new TradingCosts(configuration.Costs, market, configuration.ShareClass);
        _exchanges = configuration.Venues
            .Where(v => v.Type == VenueType.Cex)
            .ToDictionary(v => v.Name, v => new SimulatedExchange(v, Held(configuration, v.Name), configuration.Risk.MaintenanceMargin, costs, market), StringComparer.Ordinal);
        Chain = new SimulatedChain(configuration, flows, costs, market, _exchanges);
    }

    public SimulatedChain Chain { get; }

    /// <summary>All venues, exchanges first in order of name, the chain last.</summary>
    public IReadOnlyList<IExecutionVenue> Venues => [.. _exchanges.Values.OrderBy(e => e.Name, StringComparer.Ordinal), Chain];

    private static ImmutableArray<PositionKey> Held(RunConfiguration configuration, string venue) =>
        [.. configuration.PositionSubscriptions.Where(p => p.Venue == venue).Distinct()];
}

/// <summary>Money that an investor sends to the wallet.</summary>
public readonly record struct WalletDeposit(DateTimeOffset At, decimal Amount);

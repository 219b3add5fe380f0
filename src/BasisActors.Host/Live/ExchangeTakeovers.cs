using System.Collections.Immutable;
using BasisActors.Actors.MarketData;
using BasisActors.Domain.Ledger;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Host.Live;

/// <summary>What an exchange has closed by itself and a run has not taken in.</summary>
internal static class ExchangeTakeovers
{
    public static async Task<ImmutableArray<VenueTakeover>> ReadAsync(IExchangeClient client, TakeoverCursor cursor, CancellationToken cancellation)
    {
        var takeovers = await client.TakeoversAsync(cursor.Since, cancellation).ConfigureAwait(false);
        return
        [
            .. takeovers.Select(t => new VenueTakeover(new PositionKey(client.Name, PositionType.Perp, t.Symbol), $"{client.Name}/{t.Id}", t.Kind, t.Quantity, t.Price, t.CashChange, t.At))
                .Where(t => !cursor.Known.Contains(t.Id)),
        ];
    }
}

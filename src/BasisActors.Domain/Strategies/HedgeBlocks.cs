using BasisActors.Domain.Instructions;
using BasisActors.Domain.Numerics;

namespace BasisActors.Domain.Strategies;

/// <summary>Writes the blocks that every hedged mode shares: margin in, the trades of both legs together, margin out, the payout.</summary>
internal sealed class HedgeBlocks(BasisLegs legs, MarginSpread margin)
{
    /// <summary>Margin in, before trades that need it.</summary>
    /// <returns>False when the venues could not make their trades even then.</returns>
    public bool TryFund(BlockBuilder blocks, BasisSizes sizes, Decision decision)
    {
        margin.Write(blocks, sizes, decision, payout: 0, beforeTrades: true);
        return Array.TrueForAll(sizes.Venues, v => v.CanTradeWith(blocks.Change(BlockBuilder.Cash(v.Leg.Venue.Name))));
    }

    /// <summary>Both legs together: reductions, coins, new shorts.</summary>
    public void Trade(BlockBuilder blocks, BasisSizes sizes, string reason)
    {
        foreach (var venue in sizes.Venues)
        {
            if (venue.ShortChange < 0)
                blocks.ReduceShort(venue.Leg.Venue.Name, legs.Pair, -venue.ShortChange, venue.Realised, venue.Fill);
        }

        if (sizes.SpotChange > 0)
            blocks.SpotBuy(legs.SpotVenue.Name, legs.Pair, sizes.SpotChange, sizes.SpotFill);
        else if (sizes.SpotChange < 0)
            blocks.SpotSell(legs.SpotVenue.Name, legs.Pair, -sizes.SpotChange, sizes.SpotFill);
        foreach (var venue in sizes.Venues)
        {
            if (venue.ShortChange > 0)
                blocks.OpenShort(venue.Leg.Venue.Name, legs.Pair, venue.ShortChange, venue.Fill);
        }

        blocks.Close(HedgeReasons.Priority(reason), parallel: true);
    }

    /// <summary>Margin out, once the trades have freed it.</summary>
    public void Release(BlockBuilder blocks, BasisSizes sizes, Decision decision, decimal payout) =>
        margin.Write(blocks, sizes, decision, payout, beforeTrades: false);

    /// <summary>Pays what was asked for, or what is left in the wallet when that is less.</summary>
    /// <returns>What is paid out.</returns>
    public static decimal Pay(BlockBuilder blocks, decimal wallet, decimal asked, string currency)
    {
        var left = wallet + blocks.Change(Ledger.PositionKey.Token("wallet", currency)) - blocks.Gas(Operation.WalletPayout);
        var payout = Amount.Round(Math.Min(asked, left));
        if (payout <= 0 || blocks.AwaitsArrival)
            return 0;
        blocks.Payout(payout, currency);
        blocks.Close();
        return payout;
    }
}

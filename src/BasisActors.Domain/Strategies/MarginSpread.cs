using BasisActors.Domain.Instructions;
using BasisActors.Domain.Numerics;

namespace BasisActors.Domain.Strategies;

/// <summary>Spreads the cash of a basis over its venues, by their weights.</summary>
/// <param name="minTrade">Smallest transfer, USDT.</param>
/// <param name="rebalanceThreshold">Share of all money below which a difference stays where it is while nothing is deployed anew.</param>
internal sealed class MarginSpread(decimal minTrade, decimal rebalanceThreshold)
{
    /// <summary>
    /// Moves cash so that each venue's margin is its weight of all money that is not in coins. Small differences stay where they are, except that
    /// a venue must be able to pay for its trades and a payout must be free in the wallet. Without a position no venue needs margin: money only comes back,
    /// and only for a payout.
    /// </summary>
    public void Write(BlockBuilder blocks, BasisSizes sizes, Decision decision, decimal payout, bool beforeTrades)
    {
        var payoutNeed = payout > 0 ? payout + blocks.Gas(Operation.WalletPayout) : 0;
        var worth = decision.Change is ChangeType.InitialSetup or ChangeType.Deposit
            ? minTrade
            : Math.Max(minTrade, rebalanceThreshold * (sizes.Money - payoutNeed));
        decimal MustPay(VenueSize venue) => beforeTrades ? venue.Shortage : 0;
        var need = payoutNeed + sizes.Venues.Sum(v => MustPay(v) > 0 ? MustPay(v) + blocks.Gas(Operation.TransferToCex) : 0);
        bool Sends(decimal move, decimal wallet) => move < 0 && ((-move > worth && !sizes.IsFlat) || need > wallet);
        bool Receives(VenueSize venue, decimal move) => move > worth || MustPay(venue) > 0;

        // The transfers pay gas out of the money they spread, so they are counted first.
        var draft = Moves(sizes, payoutNeed);
        var gas = draft.Count(m => Sends(m.Move, sizes.Wallet)) * blocks.Gas(Operation.TransferFromCex)
            + draft.Count(m => Receives(m.Venue, m.Move)) * blocks.Gas(Operation.TransferToCex);
        var moves = Moves(sizes, payoutNeed + gas);
        var wallet = sizes.Wallet;
        foreach (var (venue, move) in moves.Where(m => Sends(m.Move, wallet)))
        {
            var available = beforeTrades ? venue.SpendableBefore : venue.SpendableAfter;
            var amount = Math.Min(-move, available);
            if (amount <= minTrade && need > wallet)
                amount = Math.Min(need - wallet + blocks.Gas(Operation.TransferFromCex), available);
            else if (amount <= minTrade)
                continue;
            if (amount <= blocks.Gas(Operation.TransferFromCex))
                continue;
            blocks.TransferFromCex(venue.Leg.Venue.Name, amount);
            wallet += amount - blocks.Gas(Operation.TransferFromCex);
        }

        blocks.Close();
        if (sizes.IsFlat)
            return;
        var free = wallet - payoutNeed;
        // What a trade costs comes first: when money is short, margin gets less, never the purchase.
        foreach (var (venue, move) in moves.Where(m => Receives(m.Venue, m.Move)).OrderByDescending(m => MustPay(m.Venue)))
        {
            var amount = Amount.Round(Math.Min(Math.Max(MustPay(venue), move), free - blocks.Gas(Operation.TransferToCex)));
            if (amount <= (MustPay(venue) > 0 ? 0 : minTrade))
                continue;
            blocks.TransferToCex(venue.Leg.Venue.Name, amount);
            free -= amount + blocks.Gas(Operation.TransferToCex);
        }

        blocks.Close();
    }

    /// <summary>What each venue lacks (+) or has too much (−) when everything but <paramref name="reserved"/> is spread by weight.</summary>
    private static List<(VenueSize Venue, decimal Move)> Moves(BasisSizes sizes, decimal reserved)
    {
        var total = sizes.Money - reserved;
        // rounded down, so that the last digit is never missing where a trade must be paid
        decimal Share(BasisLeg leg) => decimal.Round(total * leg.Weight, Amount.Decimals, MidpointRounding.ToNegativeInfinity);
        return [.. sizes.Venues.Select(v => (v, Share(v.Leg) - v.UnrealisedAfter - v.CashAfterTrades))];
    }
}

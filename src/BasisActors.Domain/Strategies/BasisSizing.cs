using BasisActors.Domain.Configuration;
using BasisActors.Domain.Costs;
using BasisActors.Domain.Exposure;
using BasisActors.Domain.Numerics;
using BasisActors.Domain.Perpetuals;

namespace BasisActors.Domain.Strategies;

/// <summary>Breaks the targets of a basis down: what each venue trades and how much cash it needs, at snapshot prices with estimated costs.</summary>
/// <param name="costs">Expected fills.</param>
/// <param name="legs">The venues.</param>
/// <param name="marginWarning">Margin ratio below which a venue needs support.</param>
internal sealed class BasisSizing(TradingCosts costs, BasisLegs legs, decimal marginWarning)
{
    /// <param name="spotWanted">Coins to buy on the spot venue; negative sells.</param>
    /// <param name="shortTotal">Coins to be short over all venues, not negative.</param>
    /// <param name="current">Holdings now.</param>
    /// <param name="wallet">USDT in the wallet that may be used.</param>
    /// <param name="input">The tick.</param>
    /// <param name="before">What the plan has written so far; its moves of cash are counted. Null when these are its first steps.</param>
    /// <param name="asHeld">Spreads the short as it is spread now, so that no venue opens more while the total shrinks; otherwise by weight.</param>
    public BasisSizes Of(
        decimal spotWanted, decimal shortTotal, AssetExposure current, decimal wallet, in StrategyInput input, BlockBuilder? before = null, bool asHeld = false)
    {
        var spotPrice = input.Snapshot.Value(legs.SpotSeries);
        (spotWanted, shortTotal) = (Amount.Round(spotWanted), Amount.Round(shortTotal));
        var spotChange = Tradable(spotWanted, spotPrice, legs.SpotVenue, legs.SpotVenue.SpotStep);
        var spotFill = costs.Spot(legs.SpotVenue, spotChange > 0 ? Side.Buy : Side.Sell, Math.Abs(spotChange), spotPrice);
        var venues = new VenueSize[legs.All.Length];
        var remaining = shortTotal;
        for (var i = 0; i < venues.Length; i++)
        {
            var leg = legs.All[i];
            var wanted = asHeld ? AsHeld(leg, shortTotal, current, input) : i == legs.LastHedge ? remaining : Amount.Round(shortTotal * leg.Weight);
            remaining -= wanted;
            var spotCash = leg.Venue.Name == legs.SpotVenue.Name && spotChange != 0
                ? (spotChange > 0 ? -spotFill.Notional : spotFill.Notional) - spotFill.Fee
                : 0;
            venues[i] = Venue(leg, wanted, spotCash, before?.Change(BlockBuilder.Cash(leg.Venue.Name)) ?? 0, input);
        }

        return new BasisSizes(wallet, spotChange, spotFill, venues, current.Spot + spotChange, current.Delta);
    }

    private static decimal AsHeld(BasisLeg leg, decimal shortTotal, AssetExposure current, in StrategyInput input) =>
        current.Short == 0 ? 0 : Amount.Round(-leg.Position(input.Book).Size * Math.Min(1, shortTotal / current.Short));

    private VenueSize Venue(BasisLeg leg, decimal wanted, decimal spotCash, decimal moved, in StrategyInput input)
    {
        // A venue without weight should hold nothing; what is left there is bought back like any other surplus.
        var position = leg.Position(input.Book);
        var mark = leg.Weight == 0 && position.Size == 0 ? 0 : input.Snapshot.Value(leg.Mark);
        var change = Tradable(wanted + position.Size, mark, leg.Venue, leg.Venue.PerpStep);
        var fill = change == 0 ? default : costs.Perp(leg.Venue, change > 0 ? Side.Sell : Side.Buy, Math.Abs(change), mark);
        decimal realised = 0;
        var after = position;
        if (change > 0)
            after = position.OpenShort(change, fill.Price);
        else if (change < 0)
            after = position.ReduceShort(-change, fill.Price, out realised);
        return new VenueSize(
            leg, input.Book.Quantity(BlockBuilder.Cash(leg.Venue.Name)) + moved, change, fill, realised, spotCash, after.Size,
            after.UnrealisedPnl(mark), position.UnrealisedPnl(mark) - leg.Bound(position, mark), leg.Bound(after, mark), Spare(leg, position, mark), Spare(leg, after, mark));
    }

    /// <summary>Unrealised P&amp;L less what a short must have: bound margin, or what keeps it from the warning.</summary>
    private decimal Spare(BasisLeg leg, in PerpetualPosition position, decimal mark) =>
        position.UnrealisedPnl(mark) - Math.Max(leg.Bound(position, mark), marginWarning * Math.Abs(position.Size) * mark);

    /// <summary>A change in whole steps of the venue, towards zero; one that it would refuse as too small is not made.</summary>
    private static decimal Tradable(decimal change, decimal price, VenueSettings venue, decimal step)
    {
        if (step > 0)
            change = Math.Truncate(change / step) * step;
        return Math.Abs(change) * price < venue.MinTradeSizeUsd ? 0 : change;
    }
}

using BasisActors.Domain.Configuration;
using BasisActors.Domain.Costs;
using BasisActors.Domain.Exposure;
using BasisActors.Domain.Numerics;

namespace BasisActors.Domain.Strategies;

/// <summary>Breaks the targets of a basis down: what each venue trades and how much cash it needs, at snapshot prices with estimated costs.</summary>
internal sealed class BasisSizing(TradingCosts costs, BasisLegs legs)
{
    /// <param name="spotWanted">Coins to buy on the spot venue; negative sells.</param>
    /// <param name="shortTotal">Coins to be short over all venues, not negative.</param>
    /// <param name="current">Holdings now.</param>
    /// <param name="wallet">USDT in the wallet that may be used.</param>
    /// <param name="input">The tick.</param>
    public BasisSizes Of(decimal spotWanted, decimal shortTotal, AssetExposure current, decimal wallet, in StrategyInput input)
    {
        var spotPrice = input.Snapshot.Value(legs.SpotSeries);
        (spotWanted, shortTotal) = (Amount.Round(spotWanted), Amount.Round(shortTotal));
        var spotChange = AboveMinimum(spotWanted, spotPrice, legs.SpotVenue);
        var spotFill = costs.Spot(legs.SpotVenue, spotChange > 0 ? Side.Buy : Side.Sell, Math.Abs(spotChange), spotPrice);
        var venues = new VenueSize[legs.All.Length];
        var remaining = shortTotal;
        for (var i = 0; i < venues.Length; i++)
        {
            var leg = legs.All[i];
            var wanted = i == legs.LastHedge ? remaining : Amount.Round(shortTotal * leg.Weight);
            remaining -= wanted;
            var spotCash = leg.Venue.Name == legs.SpotVenue.Name && spotChange != 0
                ? (spotChange > 0 ? -spotFill.Notional : spotFill.Notional) - spotFill.Fee
                : 0;
            venues[i] = Venue(leg, wanted, spotCash, input);
        }

        return new BasisSizes(wallet, spotChange, spotFill, venues, current.Spot + spotChange, current.Delta);
    }

    private VenueSize Venue(BasisLeg leg, decimal wanted, decimal spotCash, in StrategyInput input)
    {
        // A venue without weight should hold nothing; what is left there is bought back like any other surplus.
        var position = leg.Position(input.Book);
        var mark = leg.Weight == 0 && position.Size == 0 ? 0 : input.Snapshot.Value(leg.Mark);
        var change = AboveMinimum(wanted + position.Size, mark, leg.Venue);
        var fill = change == 0 ? default : costs.Perp(leg.Venue, change > 0 ? Side.Sell : Side.Buy, Math.Abs(change), mark);
        decimal realised = 0;
        var after = position;
        if (change > 0)
            after = position.OpenShort(change, fill.Price);
        else if (change < 0)
            after = position.ReduceShort(-change, fill.Price, out realised);
        return new VenueSize(
            leg, input.Book.Quantity(BlockBuilder.Cash(leg.Venue.Name)), change, fill, realised, spotCash, after.Size,
            after.UnrealisedPnl(mark), position.UnrealisedPnl(mark) - leg.Bound(position, mark), leg.Bound(after, mark));
    }

    /// <summary>A change that the venue would refuse as too small is not made.</summary>
    private static decimal AboveMinimum(decimal change, decimal price, VenueSettings venue) => Math.Abs(change) * price < venue.MinTradeSizeUsd ? 0 : change;
}

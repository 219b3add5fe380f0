using BasisActors.Domain.Configuration;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;

namespace BasisActors.Domain.Strategies;

/// <summary>Where a basis is held: the coins on one exchange, the short over several.</summary>
internal sealed class BasisLegs
{
    public BasisLegs(StrategySetup setup, string pair)
    {
        (Pair, Base) = (pair, ChartOfAccounts.Base(pair));
        SpotVenue = setup.Configuration.Venue(setup.Configuration.SpotVenue);
        SpotSeries = ReferenceSeries.FindSpot(setup.Market, SpotVenue.Name, pair);
        var weights = setup.Configuration.Hedge.Where(h => h.Weight > 0).ToList();
        if (weights.All(h => h.Venue != SpotVenue.Name))
            weights.Add(new HedgeWeight(SpotVenue.Name, 0));
        All = [.. weights.Select(h => new BasisLeg(
            setup.Configuration.Venue(h.Venue), h.Weight, new PositionKey(h.Venue, PositionType.Perp, pair),
            setup.Market.Find(new SeriesKey(SeriesKind.Perp, h.Venue, pair)), Coins(setup.Chart, h.Venue)))];
        Spot = All.First(l => l.Venue.Name == SpotVenue.Name);
        LastHedge = Array.FindLastIndex(All, l => l.Weight > 0);
    }

    public string Pair { get; }

    public string Base { get; }

    public VenueSettings SpotVenue { get; }

    public int SpotSeries { get; }

    /// <summary>The leg of the spot venue.</summary>
    public BasisLeg Spot { get; }

    /// <summary>Every venue that trades or holds cash for a trade; the spot venue is among them, with weight 0 when it hedges nothing.</summary>
    public BasisLeg[] All { get; }

    /// <summary>Index of the venue that takes what the rounding of the others' shares leaves.</summary>
    public int LastHedge { get; }

    private int Coins(ChartOfAccounts chart, string venue)
    {
        var key = PositionKey.Token(venue, Base);
        return chart.IsDeclared(key) ? chart.Own(key) : -1;
    }
}

using BasisActors.Domain.Errors;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;

namespace BasisActors.Domain.Exposure;

/// <summary>
/// The price of one unit, in the three parts that attribution moves one after the other: price = rate × spot + basis.
/// </summary>
/// <param name="Rate">Units of the asset per unit (1 for the asset itself).</param>
/// <param name="Spot">Spot price of the asset, USDT.</param>
/// <param name="Price">Price of the unit, USDT: for a perpetual its mark.</param>
public readonly record struct UnitPrice(decimal Rate, decimal Spot, decimal Price)
{
    public static readonly UnitPrice Cash = new(1, 1, 1);
    public static readonly UnitPrice Worthless = new(0, 0, 0);

    /// <summary>What the price has beyond rate × spot: perpetual mark − spot; 0 for anything else.</summary>
    public decimal Basis => Price - Combine(Rate, Spot);

    public static decimal Combine(decimal rate, decimal spot) => rate == 1 ? spot : rate * spot;
}

/// <summary>
/// Prices every unit of a chart of accounts at a snapshot, in USDT. The book is linear in its units, so equity is a sum of balance × price.
/// </summary>
public sealed class UnitPricing
{
    private readonly Rule[] _rules;

    public UnitPricing(ChartOfAccounts chart, IMarketData market, string spotVenue)
    {
        Chart = chart;
        _rules = [.. chart.Units.Select(unit => RuleFor(unit, market, spotVenue))];
    }

    private enum RuleKind
    {
        Cash,
        Nothing,
        Spot,
        Perp,
    }

    public ChartOfAccounts Chart { get; }

    /// <exception cref="BasisException">EXP-003 when the price is not known at the snapshot.</exception>
    public UnitPrice At(in MarketSnapshot snapshot, int unit)
    {
        ref readonly var rule = ref _rules[unit];
        switch (rule.Kind)
        {
            case RuleKind.Cash:
                return UnitPrice.Cash;
            case RuleKind.Nothing:
                return UnitPrice.Worthless;
            case RuleKind.Spot:
                var spot = snapshot.Value(rule.Spot);
                return new UnitPrice(1, spot, spot);
            default:
                return new UnitPrice(1, snapshot.Value(rule.Spot), snapshot.Value(rule.Perp));
        }
    }

    /// <summary>True when the unit's price never moves, so that nothing is gained or lost by holding it.</summary>
    public bool IsConstant(int unit) => _rules[unit].Kind is RuleKind.Cash or RuleKind.Nothing;

    /// <summary>True for a perpetual, whose mark moves apart from spot.</summary>
    public bool HasBasis(int unit) => _rules[unit].Kind == RuleKind.Perp;

    /// <summary>The asset a unit moves with: BTC for BTC and its perpetuals; null for cash and scaled balances.</summary>
    public string? Asset(int unit) => _rules[unit].Asset;

    private static Rule RuleFor(Unit unit, IMarketData market, string spotVenue) => unit.Kind switch
    {
        UnitKind.Scaled => new Rule(RuleKind.Nothing, -1, -1, null),
        UnitKind.Contract => new Rule(
            RuleKind.Perp, SpotSeries(market, spotVenue, unit.Name), market.Find(new SeriesKey(SeriesKind.Perp, unit.Venue, unit.Name)), ChartOfAccounts.Base(unit.Name)),
        _ when unit.Name == "USDT" => new Rule(RuleKind.Cash, -1, -1, null),
        _ => new Rule(RuleKind.Spot, SpotSeries(market, spotVenue, unit.Name + "USDT"), -1, unit.Name),
    };

    private static int SpotSeries(IMarketData market, string spotVenue, string pair)
    {
        var series = market.Find(new SeriesKey(SeriesKind.Spot, spotVenue, pair));
        foreach (var venue in ReferenceSeries.SpotFallback)
        {
            if (series < 0)
                series = market.Find(new SeriesKey(SeriesKind.Spot, venue, pair));
        }

        return series;
    }

    private readonly record struct Rule(RuleKind Kind, int Spot, int Perp, string? Asset);
}

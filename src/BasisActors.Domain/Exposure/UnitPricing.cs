using BasisActors.Domain.Attribution;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;
using BasisActors.Domain.Staking;

namespace BasisActors.Domain.Exposure;

/// <summary>
/// The price of one unit, in the three parts that attribution moves one after the other: price = rate × spot + basis. In share-class currency.
/// </summary>
/// <param name="Rate">Units of the asset per unit (1 for the asset itself, ETH per LST for a staked one).</param>
/// <param name="Spot">Spot price of the asset; 1 where the asset is the share-class currency.</param>
/// <param name="Price">Price of the unit: for a perpetual its mark.</param>
public readonly record struct UnitPrice(decimal Rate, decimal Spot, decimal Price)
{
    public static readonly UnitPrice Cash = new(1, 1, 1);
    public static readonly UnitPrice Worthless = new(0, 0, 0);

    /// <summary>What the price has beyond rate × spot: perpetual mark − spot; 0 for anything else.</summary>
    public decimal Basis => Price - Combine(Rate, Spot);

    public static decimal Combine(decimal rate, decimal spot) => rate == 1 ? spot : spot == 1 ? rate : rate * spot;
}

/// <summary>
/// Prices every unit of a chart of accounts at a snapshot, in share-class currency (domain reference §5.7, §5.8: the ETH class is priced in ETH).
/// The book is linear in its units, so equity is a sum of balance × price.
/// </summary>
public sealed class UnitPricing
{
    private readonly Rule[] _rules;

    public UnitPricing(ChartOfAccounts chart, IMarketData market, string spotVenue, ShareClass shareClass = ShareClass.Usdt)
    {
        Chart = chart;
        _rules = [.. chart.Units.Select(unit => RuleFor(unit, market, spotVenue, shareClass == ShareClass.Eth))];
    }

    private enum RuleKind
    {
        /// <summary>The share-class currency.</summary>
        Cash,

        /// <summary>A scaled balance.</summary>
        Nothing,

        /// <summary>An asset at its spot price.</summary>
        Spot,

        /// <summary>USDT in a book kept in ETH.</summary>
        Inverse,

        /// <summary>Rate × spot: a staked or a reward token in USDT.</summary>
        RateTimesSpot,

        /// <summary>Rate alone: the same in ETH.</summary>
        Rate,

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
            case RuleKind.Inverse:
                var inverse = 1 / snapshot.Value(rule.Spot);
                return new UnitPrice(1, inverse, inverse);
            case RuleKind.RateTimesSpot:
                var (rate, price) = (snapshot.Value(rule.Rate), snapshot.Value(rule.Spot));
                return new UnitPrice(rate, price, UnitPrice.Combine(rate, price));
            case RuleKind.Rate:
                var alone = snapshot.Value(rule.Rate);
                return new UnitPrice(alone, 1, alone);
            default:
                return new UnitPrice(1, snapshot.Value(rule.Spot), snapshot.Value(rule.Perp));
        }
    }

    /// <summary>True when the unit's price never moves, so that nothing is gained or lost by holding it.</summary>
    public bool IsConstant(int unit) => _rules[unit].Kind is RuleKind.Cash or RuleKind.Nothing;

    /// <summary>True for the share-class currency itself.</summary>
    public bool IsCash(int unit) => _rules[unit].Kind == RuleKind.Cash;

    /// <summary>True for a perpetual, whose mark moves apart from spot.</summary>
    public bool HasBasis(int unit) => _rules[unit].Kind == RuleKind.Perp;

    /// <summary>True for a token whose exchange rate grows by staking.</summary>
    public bool IsStaked(int unit) => _rules[unit].Asset is not null && _rules[unit].Kind is RuleKind.RateTimesSpot or RuleKind.Rate;

    /// <summary>Where gains of the spot price of a unit belong.</summary>
    public AttributionBucket PriceBucket(int unit) => _rules[unit] switch
    {
        { Kind: RuleKind.Inverse } => AttributionBucket.Fx,
        { Kind: RuleKind.RateTimesSpot or RuleKind.Rate, Asset: null } => AttributionBucket.DustPnl,
        _ => AttributionBucket.DeltaPnl,
    };

    /// <summary>The asset a unit moves with: BTC for BTC and its perpetuals, ETH for WETH and staked tokens; null for dollars, rewards and scaled balances.</summary>
    public string? Asset(int unit) => _rules[unit].Asset;

    private static Rule RuleFor(Unit unit, IMarketData market, string spotVenue, bool inEth)
    {
        if (unit.Kind == UnitKind.Scaled)
            return new Rule(RuleKind.Nothing, -1, -1, -1, null);
        if (unit.Kind == UnitKind.Contract)
        {
            var mark = market.Find(new SeriesKey(SeriesKind.Perp, unit.Venue, unit.Name));
            return new Rule(RuleKind.Perp, -1, ReferenceSeries.FindSpot(market, spotVenue, unit.Name), mark, ChartOfAccounts.Base(unit.Name));
        }

        var ether = inEth ? -1 : ReferenceSeries.FindSpot(market, spotVenue, "ETHUSDT");
        return unit.Name switch
        {
            "USDT" => inEth ? new Rule(RuleKind.Inverse, -1, market.Find(ReferenceSeries.EthUsdt), -1, null) : new Rule(RuleKind.Cash, -1, -1, -1, null),
            "ETH" or "WETH" => new Rule(inEth ? RuleKind.Cash : RuleKind.Spot, -1, ether, -1, "ETH"),
            _ when LiquidStakingToken.Find(unit.Name) is { } lst => new Rule(inEth ? RuleKind.Rate : RuleKind.RateTimesSpot, market.Find(lst.OracleRate), ether, -1, "ETH"),
            _ when ReferenceSeries.RewardPool(unit.Name) is { } pool => new Rule(inEth ? RuleKind.Rate : RuleKind.RateTimesSpot, market.Find(pool), ether, -1, null),
            _ => new Rule(RuleKind.Spot, -1, ReferenceSeries.FindSpot(market, spotVenue, unit.Name + "USDT"), -1, unit.Name),
        };
    }

    private readonly record struct Rule(RuleKind Kind, int Rate, int Spot, int Perp, string? Asset);
}

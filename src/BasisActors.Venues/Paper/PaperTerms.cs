using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Costs;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Paper;

/// <summary>The terms of trade of the paper exchange.</summary>
/// <param name="Venue">Fees, slippage and margin rates.</param>
/// <param name="Costs">Which of them are charged.</param>
/// <param name="FundingInterval">Funding is settled at whole multiples of it since 1970-01-01 00:00 UTC; at least one second.</param>
public sealed record PaperTerms(VenueSettings Venue, TradingCosts Costs, TimeSpan FundingInterval)
{
    public ImmutableArray<PaperInstrument> Instruments { get; init; } = PaperInstrument.Usual;

    /// <summary>
    /// Whether a client's order id is taken for ever. False leaves it unique among pending orders only: a market order is over at once, so the same id is executed
    /// again.
    /// </summary>
    public bool UniqueLinkIds { get; init; } = true;

    /// <summary>
    /// Whether spot and perpetuals have a USDT balance each, between which the account moves money itself. What comes from outside arrives at spot and leaves from
    /// there; only the other one is margin.
    /// </summary>
    public bool SeparateWallets { get; init; }

    /// <summary>Whether the fee of a spot purchase is taken from the coins bought, as the exchanges do, instead of in USDT.</summary>
    public bool FeesInCoin { get; init; }

    /// <summary>What the exchange says of its keys. It is told and not enforced: withdrawals are not served, and every key trades.</summary>
    public KeyPermissions Keys { get; init; } = new(TradesSpot: true, TradesPerpetuals: true, MovesMargin: true, Withdraws: false, IsBoundToAddresses: false);

    /// <summary>Stricter maintenance margin of the account, fraction of notional; 0 leaves it to the venue's own.</summary>
    public decimal MaintenanceRequirement { get; init; }

    /// <summary>Largest leverage, and that of an account that has set none: what the first margin tier allows.</summary>
    public decimal MaxLeverage => decimal.Floor(1m / (Venue.Initial(1m) is > 0 and var rate ? rate : 0.01m));

    /// <summary>Share of the notional that a trade pays; 0 where the cost model charges no fees.</summary>
    public decimal TakerFee(Product product)
    {
        var (fill, rate) = product == Product.Spot
            ? (Costs.Spot(Venue, Side.Buy, 1m, 1m), Venue.SpotTakerFee)
            : (Costs.Perp(Venue, Side.Buy, 1m, 1m), Venue.PerpTakerFee);
        return fill.Fee > 0 ? rate : 0m;
    }

    /// <summary>The first settlement after a time.</summary>
    public DateTimeOffset NextFunding(DateTimeOffset after)
    {
        var since = after.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
        return DateTimeOffset.UnixEpoch.AddTicks((since / FundingInterval.Ticks + 1) * FundingInterval.Ticks);
    }
}

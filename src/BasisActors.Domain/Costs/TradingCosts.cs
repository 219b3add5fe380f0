using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Market;
using BasisActors.Domain.Numerics;

namespace BasisActors.Domain.Costs;

public enum Side
{
    Buy,
    Sell,
}

/// <summary>A trade's expected fill.</summary>
/// <param name="Price">Fill price, quote per base.</param>
/// <param name="Notional">Quantity × fill price, quote currency.</param>
/// <param name="Fee">Quote currency, not negative.</param>
/// <param name="Slippage">|fill − mid| × quantity, quote currency, not negative.</param>
public readonly record struct FillEstimate(decimal Price, decimal Notional, decimal Fee, decimal Slippage);

/// <summary>Network fee of one operation, charged in USDT at the tick's ETH price (see ADR 0004).</summary>
/// <param name="Units">Gas units.</param>
/// <param name="PriceGwei">Gas price.</param>
/// <param name="CostEth">Units × price.</param>
/// <param name="Cost">Cost in USDT.</param>
public readonly record struct GasCharge(decimal Units, decimal PriceGwei, decimal CostEth, decimal Cost)
{
    public static readonly GasCharge None = new(0, 0, 0, 0);
}

/// <summary>
/// What trading costs under the run's cost model. A plan estimates with it and a simulated venue charges with it; both ask for their own snapshot.
/// </summary>
public sealed class TradingCosts(CostSettings settings, IMarketData market)
{
    private const decimal BasisPoint = 0.0001m;
    private readonly int _gas = market.Find(ReferenceSeries.Gas);
    private readonly int _eth = market.Find(ReferenceSeries.EthUsdt);

    public FillEstimate Spot(VenueSettings venue, Side side, decimal quantity, decimal mid) =>
        Fill(side, quantity, mid, venue.SpotTakerFee, venue.SpotSlippage);

    public FillEstimate Perp(VenueSettings venue, Side side, decimal quantity, decimal mark) =>
        Fill(side, quantity, mark, venue.PerpTakerFee, venue.PerpSlippage);

    /// <exception cref="Errors.BasisException">EXP-003 when gas is charged and its price or the ETH price is not known.</exception>
    public GasCharge Gas(decimal units, in MarketSnapshot snapshot)
    {
        if (!settings.PaysGas)
            return GasCharge.None;
        var gwei = snapshot.Value(_gas);
        var eth = GasSchedule.CostEth(units, gwei);
        return new GasCharge(units, gwei, eth, Amount.Value(eth, snapshot.Value(_eth)));
    }

    private FillEstimate Fill(Side side, decimal quantity, decimal mid, decimal feeRate, ImmutableArray<SlippagePoint> curve)
    {
        var slip = SlippageBps(curve, quantity * mid) * BasisPoint;
        var price = Amount.Round(side == Side.Buy ? mid * (1 + slip) : mid * (1 - slip));
        var notional = Amount.Value(quantity, price);
        var fee = settings.PaysFees ? Amount.Value(notional, feeRate) : 0;
        return new FillEstimate(price, notional, fee, Math.Abs(notional - Amount.Value(quantity, mid)));
    }

    private decimal SlippageBps(ImmutableArray<SlippagePoint> curve, decimal notional)
    {
        if (settings.Model == CostModel.None)
            return 0;
        if (settings.SlippageBps is { } fixedBps)
            return fixedBps;
        if (settings.Model == CostModel.Fees || curve.IsDefaultOrEmpty)
            return 0;
        return settings.MarketImpact ? SlippageCurve.Bps(curve, notional) : curve[0].Bps;
    }
}

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

/// <summary>Network fee of one operation, charged to the wallet in share-class currency: ETH, or USDT at the tick's ETH price (see ADR 0004).</summary>
/// <param name="Units">Gas units.</param>
/// <param name="PriceGwei">Gas price.</param>
/// <param name="CostEth">Units × price.</param>
/// <param name="Cost">Cost in the wallet's share-class currency.</param>
/// <param name="Token">That currency.</param>
public readonly record struct GasCharge(decimal Units, decimal PriceGwei, decimal CostEth, decimal Cost, string Token = "USDT")
{
    public static readonly GasCharge None = new(0, 0, 0, 0);
}

/// <summary>
/// What trading costs under the run's cost model. A plan estimates with it and a simulated venue charges with it; both ask for their own snapshot.
/// </summary>
/// <param name="settings">The run's cost model.</param>
/// <param name="market">Gas and ETH prices.</param>
/// <param name="shareClass">Currency that gas is paid in.</param>
public sealed class TradingCosts(CostSettings settings, IMarketData market, ShareClass shareClass = ShareClass.Usdt)
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
        return shareClass == ShareClass.Eth
            ? new GasCharge(units, gwei, eth, Amount.Round(eth), "ETH")
            : new GasCharge(units, gwei, eth, Amount.Value(eth, snapshot.Value(_eth)));
    }

    /// <summary>Share of the price that a swap on a decentralised exchange costs, 0 to 1: the slippage of its size; the pool's fee is part of it.</summary>
    /// <param name="venue">The exchange.</param>
    /// <param name="token">The token sold.</param>
    /// <param name="notionalUsd">Size of the sale.</param>
    public decimal SwapLoss(VenueSettings venue, string token, decimal notionalUsd) => SlippageBps(venue.SwapCurve(token), notionalUsd) * BasisPoint;

    /// <summary>The sale of a token for ETH (or, for a reward token in a dollar book, USDT) on a decentralised exchange.</summary>
    /// <param name="venue">The exchange.</param>
    /// <param name="token">The token sold.</param>
    /// <param name="quantity">Tokens.</param>
    /// <param name="mid">Market rate, units received per token.</param>
    /// <param name="usdPerUnit">Dollars per unit received, for the size of the trade.</param>
    public FillEstimate Swap(VenueSettings venue, string token, decimal quantity, decimal mid, decimal usdPerUnit)
    {
        var price = Amount.Round(mid * (1 - SwapLoss(venue, token, quantity * mid * usdPerUnit)));
        var received = Amount.Value(quantity, price);
        return new FillEstimate(price, received, 0, Amount.Value(quantity, mid) - received);
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

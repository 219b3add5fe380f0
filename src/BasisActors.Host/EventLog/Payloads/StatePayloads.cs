using BasisActors.Domain.Attribution;
using BasisActors.Domain.Exposure;
using BasisActors.Domain.Perpetuals;
using BasisActors.Domain.Risk;
using BasisActors.Host.EventLog.Text;

namespace BasisActors.Host.EventLog.Payloads;

/// <summary>Exposure, risk and P&amp;L of a tick.</summary>
internal static class StatePayloads
{
    private static readonly byte[][] BucketNames = [.. AttributionBuckets.All.Select(name => System.Text.Encoding.UTF8.GetBytes($"\"{name}\":"))];

    public static void Write(Utf8Text json, ExposureSnapshot exposure)
    {
        json.Field("""{"snapshot_id":"""u8, (long)exposure.SnapshotId);
        json.Field(""","equity":"""u8, exposure.Equity);
        json.Field(""","total_deployed":"""u8, exposure.TotalDeployed);
        json.Field(""","gross_perp_notional":"""u8, exposure.GrossPerpNotional);
        json.Raw(""","assets":{"""u8);
        var first = true;
        foreach (var asset in exposure.Assets)
        {
            if (!first)
                json.Byte(',');
            first = false;
            json.Text(asset.Asset);
            json.Field(""":{"spot":"""u8, asset.Spot);
            json.Field(""","perp":"""u8, asset.Perp);
            json.Field(""","delta":"""u8, asset.Delta);
            json.Field(""","price":"""u8, asset.Price);
            json.Byte('}');
        }

        json.Raw("}}"u8);
    }

    public static void Write(Utf8Text json, RiskAssessment risk)
    {
        json.Field("""{"ltv_ratio":"""u8, risk.LoanToValue);
        json.Field(""","health_factor":"""u8, risk.HealthFactor);
        json.Field(""","min_margin_ratio":"""u8, risk.MinMarginRatio);
        json.Field(""","worst_venue":"""u8, risk.WorstVenue);
        json.Raw(""","margins":{"""u8);
        var first = true;
        foreach (var margin in risk.Margins)
        {
            if (!first)
                json.Byte(',');
            first = false;
            Write(json, margin);
        }

        json.Field("""},"delta_drift":"""u8, risk.DeltaDrift);
        json.Field(""","basis_spread":"""u8, risk.BasisSpread);
        json.Field(""","drawdown":"""u8, risk.Drawdown);
        json.Field(""","loss":"""u8, risk.Loss);
        json.Field(""","stop_loss_reached":"""u8, risk.StopLossReached);
        json.Field(""","liquidated_venue":"""u8, risk.LiquidatedVenue);
        if (risk.PegDiscount is { } discount)
            json.Field(""","peg_discount":"""u8, discount);
        if (risk.Loan is not null)
            Write(json, risk.Joint);
        json.Raw(""","triggers":"""u8);
        Write(json, risk.Triggers.AsSpan());
        json.Byte('}');
    }

    public static void Write(Utf8Text json, TradingHold hold)
    {
        json.Field("""{"state":"""u8, Name(hold.State));
        json.Field(""","reason":"""u8, hold.Reason);
        json.Field(""","since":"""u8, hold.Since);
        json.Field(""","where":"""u8, hold.Where);
        json.Byte('}');
    }

    public static string Name(TradingState state) => state switch
    {
        TradingState.Running => "running",
        TradingState.Reducing => "reducing",
        TradingState.Halted => "halted",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "The state has no name in the event files."),
    };

    /// <summary>A bucket that is not named is 0.</summary>
    public static void Write(Utf8Text json, TickPnl pnl)
    {
        json.Field("""{"equity_before":"""u8, pnl.EquityBefore);
        json.Field(""","equity_after":"""u8, pnl.EquityAfter);
        json.Field(""","net_flow":"""u8, pnl.NetFlow);
        json.Raw(""","buckets":{"""u8);
        var first = true;
        for (var bucket = 0; bucket < pnl.Buckets.Length; bucket++)
        {
            if (pnl.Buckets[bucket] == 0)
                continue;
            if (!first)
                json.Byte(',');
            first = false;
            json.Field(BucketNames[bucket], pnl.Buckets[bucket]);
        }

        json.Field("""},"fees":"""u8, pnl.Fees);
        json.Field(""","gas":"""u8, pnl.Gas);
        json.Field(""","slippage":"""u8, pnl.Slippage);
        json.Byte('}');
    }

    public static void Write(Utf8Text json, ReadOnlySpan<RiskTrigger> triggers)
    {
        json.Byte('[');
        for (var i = 0; i < triggers.Length; i++)
            json.Field(i == 0 ? default : ","u8, triggers[i].Label());
        json.Byte(']');
    }

    private static void Write(Utf8Text json, JointRisk joint)
    {
        json.Field(""","price_rise_to_margin_failure":"""u8, joint.PriceRiseToMarginFailure);
        json.Field(""","oracle_fall_to_liquidation":"""u8, joint.OracleFallToLiquidation);
    }

    private static void Write(Utf8Text json, in CrossMargin margin)
    {
        json.Text(margin.Venue);
        json.Field(""":{"balance":"""u8, margin.Balance);
        json.Field(""","notional":"""u8, margin.Notional);
        json.Field(""","unrealised_pnl":"""u8, margin.UnrealisedPnl);
        json.Field(""","ratio":"""u8, margin.Ratio);
        json.Byte('}');
    }
}

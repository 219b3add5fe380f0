using System.Collections.Immutable;
using System.Globalization;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Ledger;
using BasisActors.Host.Configuration.Checks;
using BasisActors.Host.Configuration.Loading;
using BasisActors.Host.Configuration.Schema;

namespace BasisActors.Host.Configuration;

/// <summary>Binds checked settings to what the rules read. A missing key here is a fault in the program, not in the configuration.</summary>
internal sealed class RunBinder(LayeredSettings settings)
{
    public RunConfiguration Bind()
    {
        var hedged = settings.IsOn("basis_trade_enabled");
        return new RunConfiguration
        {
            Mode = Text("mode"),
            ShareClass = Text("share_class") switch
            {
                "USDT" => ShareClass.Usdt,
                "ETH" => ShareClass.Eth,
                _ => ShareClass.Btc,
            },
            Asset = Text("asset"),
            InitialCapital = Number("initial_capital"),
            TargetApy = Number("target_apy"),
            MaxDrawdown = Number("max_drawdown"),
            RebalanceThreshold = Number("rebalance_threshold"),
            RebalancingEnabled = settings.IsOn("rebalancing.enabled"),
            ActionHistoryLimit = Integer("action_history_limit"),
            FundingEntryThreshold = hedged ? Number("funding_entry_threshold") : 0m,
            FundingExitThreshold = hedged ? Number("funding_exit_threshold") : 0m,
            FundingWindow = hedged ? Integer("funding_window") : 1,
            SpotVenue = hedged ? Text("spot_venue") : "",
            SpotAllocation = hedged ? Number("spot_allocation") : 0m,
            Hedge = hedged ? Hedge() : [],
            PositionSubscriptions = ImmutableArray.Create(Array.ConvertAll(settings.Items(CheckContext.SubscriptionsKey), PositionKey.Parse)),
            Risk = Risk(),
            Costs = Costs(),
            Data = Data(),
            Events = new EventLogSettings(
                Integer("event_logger.log_retention_policy.retention_days"),
                Integer("event_logger.log_retention_policy.max_file_size_mb"),
                Integer("event_logger.event_logging_settings.buffer_size")),
            Venues = [.. settings.Sections(ConfigurationSchema.Venues).Where(v => settings.IsOn($"venues.{v}.enabled")).Select(Venue)],
        };
    }

    /// <summary>In the order of hedge_venues, without the venues of weight 0.</summary>
    private ImmutableArray<HedgeWeight> Hedge()
    {
        var hedge = ImmutableArray.CreateBuilder<HedgeWeight>();
        var weights = WeightsType.Bind(Text("hedge_allocation"));
        foreach (var venue in settings.Items("hedge_venues"))
        {
            foreach (var weight in weights)
            {
                if (weight.Venue == venue && weight.Weight > 0m)
                    hedge.Add(weight);
            }
        }

        return hedge.ToImmutable();
    }

    private RiskLimits Risk() => new()
    {
        MarginWarning = Number(RiskTopic.Group + "margin_warning_threshold"),
        MarginCritical = Number(RiskTopic.Group + "margin_critical_threshold"),
        MaintenanceMargin = Number(RiskTopic.Group + "maintenance_margin_requirement"),
        TargetMargin = Number(RiskTopic.Group + "target_margin_ratio"),
        DeltaWarning = Number(RiskTopic.Group + "delta_warning"),
        DeltaCritical = Number(RiskTopic.Group + "delta_critical"),
        LtvCritical = Number(RiskTopic.Group + "ltv_critical"),
        StopLoss = Number(RiskTopic.Group + "emergency_stop_loss_pct"),
        BasisWarning = Number(RiskTopic.Group + "basis_warning"),
        MaxPositionSizeUsd = Number(RiskTopic.Group + "max_position_size_usd"),
    };

    private CostSettings Costs() => new(
        Text("costs.model") switch
        {
            "none" => CostModel.None,
            "fees" => CostModel.Fees,
            _ => CostModel.Full,
        },
        Text("costs.slippage_bps") == AutoOr.Auto ? null : Number("costs.slippage_bps"),
        Text("costs.gas") == AutoOr.Auto ? null : settings.IsOn("costs.gas"),
        settings.IsOn("costs.enable_market_impact"));

    private DataRules Data()
    {
        var funding = Text("data.missing_funding");
        var missing = funding switch
        {
            "fail" => MissingFunding.Fail,
            "zero" => MissingFunding.Zero,
            _ => MissingFunding.OtherVenue,
        };
        return new DataRules(
            Text("data.price_rule") == "open" ? PriceRule.Open : PriceRule.PrevClose,
            Text("data.gap_rule") == "substitute" ? GapRule.Substitute : GapRule.Carry,
            missing,
            missing == MissingFunding.OtherVenue ? funding[MissingFundingType.VenuePrefix.Length..] : null,
            Text("data.missing_venue") == "drop");
    }

    private VenueSettings Venue(string name)
    {
        var key = $"venues.{name}.";
        var venue = new VenueSettings
        {
            Name = name,
            Type = Text(key + "type") switch
            {
                "cex" => VenueType.Cex,
                "defi" => VenueType.Defi,
                "dex" => VenueType.Dex,
                _ => VenueType.Infrastructure,
            },
            MinTradeSizeUsd = Number(key + "min_trade_size_usd"),
        };
        if (venue.Type != VenueType.Cex)
            return venue;
        return venue with
        {
            SpotTakerFee = Number(key + "trading_fees.spot.taker"),
            PerpTakerFee = Number(key + "trading_fees.perp.taker"),
            SpotSlippage = SlippageCurveType.Bind(Text(key + "slippage.spot")),
            PerpSlippage = SlippageCurveType.Bind(Text(key + "slippage.perp")),
            InitialMarginRate = Number(key + "margin.imr"),
            MaintenanceMarginRate = Number(key + "margin.mmr"),
        };
    }

    private string Text(string key) => settings.Find(key)?.Value ?? throw new InvalidOperationException($"Setting {key} is not declared for this run.");

    private decimal Number(string key) => decimal.Parse(Text(key), CultureInfo.InvariantCulture);

    private int Integer(string key) => int.Parse(Text(key), CultureInfo.InvariantCulture);
}

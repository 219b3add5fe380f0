using System.Collections.Immutable;
using System.Globalization;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Lending;
using BasisActors.Domain.Staking;
using BasisActors.Host.Configuration.Checks;
using BasisActors.Host.Configuration.Loading;
using BasisActors.Host.Configuration.Schema;

namespace BasisActors.Host.Configuration;

/// <summary>Binds checked settings to what the rules read. A missing key here is a fault in the program, not in the configuration.</summary>
internal sealed class RunBinder(LayeredSettings settings)
{
    /// <summary>C-03.</summary>
    private const decimal CriticalAboveTarget = 0.02m;

    private static readonly string[] SwapTokens = ["weETH", "wstETH", "EIGEN", "ETHFI"];

    public RunConfiguration Bind()
    {
        var hedged = settings.IsOn("basis_trade_enabled") && Text("share_class") != Text("asset");
        var staking = settings.IsOn("staking_enabled") ? Staking() : null;
        var subscriptions = Array.ConvertAll(settings.Items(CheckContext.SubscriptionsKey), PositionKey.Parse);
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
            PositionSubscriptions = [.. subscriptions.Where(p => staking is { SeasonalRewards: true } || !RewardTokens.Holds(p))], // without rewards no account is kept for them
            Staking = staking,
            LendingMarket = settings.IsOn("lending_enabled") ? LendingMarket() : null,
            OwnSize = OwnSize(),
            GasReserve = Number("gas_reserve"),
            Risk = Risk(staking),
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

    private StakingSettings Staking() => new()
    {
        Token = LiquidStakingToken.Find(Text("lst_type"))!,
        Allocation = Text("share_class") == "ETH" ? 1m : Number("stake_allocation"),
        Supplied = settings.IsOn("lending_enabled"),
        TargetLtv = settings.IsOn("borrowing_enabled") ? Number("target_ltv") : 0m,
        MinHealthFactor = settings.IsOn("borrowing_enabled") ? Number("min_health_factor") : 1m,
        Unwind = Text("unwind_mode") switch
        {
            "fast" => UnwindMode.Fast,
            "slow" => UnwindMode.Slow,
            _ => UnwindMode.Cheapest,
        },
        Carry = settings.IsOn("borrowing_enabled") && settings.IsOn("carry_guard.enabled")
            ? new CarryGuard(Integer("carry_guard.window_days"), Number("carry_guard.exit"), Number("carry_guard.entry"), Integer("carry_guard.horizon_days"))
            : null,
        SeasonalRewards = Text("rewards_mode") == "base_and_seasonal" && Text("lst_type") == "weETH",
        DustShare = Number("dust_delta"),
    };

    private LendingMarketParameters? LendingMarket()
    {
        var reserves = Text("venues.aave_v3.reserves");
        return reserves.Length == 0
            ? null
            : new LendingMarketParameters(ReservesType.Bind(reserves), ReserveType.Bind(Text("venues.aave_v3.emode")), [.. settings.Items("venues.aave_v3.emode_category")]);
    }

    /// <summary>The curve of the one reserve that the mode borrows from or lends to for its rate.</summary>
    private ImmutableSortedDictionary<string, RateCurve>? OwnSize()
    {
        if (!settings.IsOn("lending_enabled") || !settings.IsOn("lending.own_size_effect"))
            return null;
        var token = ModeChecks.Reserve(Text("asset"));
        return ImmutableSortedDictionary.Create<string, RateCurve>(StringComparer.Ordinal).Add(token, RateCurvesType.Bind(Text(RateCurvesType.Key))[token]);
    }

    private RiskLimits Risk(StakingSettings? staking) => new()
    {
        MarginWarning = Number(RiskTopic.Group + "margin_warning_threshold"),
        MarginCritical = Number(RiskTopic.Group + "margin_critical_threshold"),
        MaintenanceMargin = Number(RiskTopic.Group + "maintenance_margin_requirement"),
        TargetMargin = Number(RiskTopic.Group + "target_margin_ratio"),
        DeltaWarning = Number(RiskTopic.Group + "delta_warning"),
        DeltaCritical = Number(RiskTopic.Group + "delta_critical"),
        LtvCritical = Math.Max(Number(RiskTopic.Group + "ltv_critical"), staking is { TargetLtv: > 0 } ? staking.TargetLtv + CriticalAboveTarget : 0m),
        LtvWarningExcess = Number(RiskTopic.Group + "ltv_warning_excess"),
        LtvActionExcess = Number(RiskTopic.Group + "ltv_action_excess"),
        LtvEmergencyExcess = Number(RiskTopic.Group + "ltv_emergency_excess"),
        EmergencyLtvBuffer = Number(RiskTopic.Group + "emergency_ltv_buffer"),
        MaxLeverage = MaxLeverage(staking),
        MarginAction = Number(RiskTopic.Group + "margin_action_usd"),
        DeltaActionEth = Number(RiskTopic.Group + "delta_action_eth"),
        PegWarning = Number(RiskTopic.Group + "peg_warning"),
        PegCritical = Number(RiskTopic.Group + "peg_critical"),
        PriceJump = Number(RiskTopic.Group + "price_jump"),
        MaxFailedPlans = Integer(RiskTopic.Group + "max_failed_plans"),
        BreakerEnabled = settings.IsOn(RiskTopic.Group + "circuit_breaker_enabled"),
        BreakerHours = Integer(RiskTopic.Group + "circuit_breaker_hours"),
        DrawdownStop = settings.IsOn(RiskTopic.Group + "drawdown_stop") ? Number("max_drawdown") : null,
        StopLoss = Number(RiskTopic.Group + "emergency_stop_loss_pct"),
        BasisWarning = Number(RiskTopic.Group + "basis_warning"),
        MaxPositionSizeUsd = Number(RiskTopic.Group + "max_position_size_usd"),
    };

    /// <summary>C-12: what the target and its warning allow, unless a number is given.</summary>
    private decimal? MaxLeverage(StakingSettings? staking)
    {
        if (staking is not { TargetLtv: > 0 } loop)
            return null;
        return Text(RiskTopic.Group + "max_leverage_ratio") == AutoOr.Auto
            ? Leverage.Ratio(loop.TargetLtv + Number(RiskTopic.Group + "ltv_warning_excess"))
            : Number(RiskTopic.Group + "max_leverage_ratio");
    }

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
        if (venue.Type == VenueType.Dex)
            return venue with { SwapSlippage = Swaps(key) };
        if (venue.Type == VenueType.Defi)
        {
            return venue with
            {
                FlashFee = Number(key + "flash_fee_bps") / 10_000m,
                UnstakingPeriod = TimeSpan.FromSeconds(Integer(key + "unstaking_period_seconds")),
                MinStake = Number(key + "min_stake_amount"),
            };
        }

        if (venue.Type != VenueType.Cex)
            return venue;
        return venue with
        {
            MarginTiers = MarginTiersType.Bind(Text(key + "margin.tiers")),
            LiquidationFee = Number(key + "margin.liquidation_fee"),
            TransferTime = TimeSpan.FromMinutes(Integer(key + "transfer_minutes")),
            SpotTakerFee = Number(key + "trading_fees.spot.taker"),
            PerpTakerFee = Number(key + "trading_fees.perp.taker"),
            SpotSlippage = SlippageCurveType.Bind(Text(key + "slippage.spot")),
            PerpSlippage = SlippageCurveType.Bind(Text(key + "slippage.perp")),
            SpotStep = Step(key + "quantity_step.spot"),
            PerpStep = Step(key + "quantity_step.perp"),
            InitialMarginRate = Number(key + "margin.imr"),
            MaintenanceMarginRate = Number(key + "margin.mmr"),
        };
    }

    private ImmutableSortedDictionary<string, ImmutableArray<SlippagePoint>> Swaps(string key) => SwapTokens.ToImmutableSortedDictionary(
        token => token, token => SlippageCurveType.Bind(Text($"{key}swap_slippage.{token.ToLowerInvariant()}")), StringComparer.Ordinal);

    private decimal Step(string key) => settings.Find(key) is null ? 0m : Number(key);

    private string Text(string key) => settings.Find(key)?.Value ?? throw new InvalidOperationException($"Setting {key} is not declared for this run.");

    private decimal Number(string key) => decimal.Parse(Text(key), CultureInfo.InvariantCulture);

    private int Integer(string key) => int.Parse(Text(key), CultureInfo.InvariantCulture);
}

using BasisActors.Domain.Ledger;
using BasisActors.Domain.Staking;
using BasisActors.Host.Configuration.Schema;

namespace BasisActors.Host.Configuration.Checks;

/// <summary>A mode, its share class, its flags and its positions belong together (domain reference §7.1, §7.2).</summary>
internal static class ModeChecks
{
    /// <summary>Debt over collateral at which Aave liquidates in e-mode stays 0.02 above the target at least (C-03).</summary>
    private const decimal CriticalAboveTarget = 0.02m;

    public static void Check(CheckContext c)
    {
        if (c.Settings.Find("mode") is { } mode && mode.Value != c.Mode)
            c.Refuse("mode", $"mode is {mode.Value}; it must be {c.Mode}, the name of its file.");
        ShareClassSupportsTheMode(c);
        if (c.Settings.IsOn("leverage_enabled") && c.Settings.Has("borrowing_enabled", "false"))
            c.Refuse("leverage_enabled", "leverage_enabled is true; it needs borrowing_enabled, which is false.");
        LoanToValueIsSafe(c);
        SubscriptionsAreOfKnownVenues(c);
        LendingHasAPosition(c);
        RewardsHaveAPlace(c);
        OwnSizeHasCurves(c);
    }

    /// <summary>Reward tokens arrive in the wallet and are sold on pools of uniswap.</summary>
    private static void RewardsHaveAPlace(CheckContext c)
    {
        if (!c.Settings.IsOn("staking_enabled") || !c.Settings.Has("rewards_mode", "base_and_seasonal") || !c.Settings.Has("lst_type", "weETH"))
            return;
        foreach (var position in RewardTokens.All.Select(t => RewardTokens.Wallet(t).ToString()).Where(p => !c.Subscriptions.Contains(p)))
            c.Refuse(CheckContext.SubscriptionsKey, $"{CheckContext.SubscriptionsKey} lacks {position}; rewards_mode is base_and_seasonal and needs it.");
        var enabled = c.VenueKey("uniswap", "enabled");
        if (!c.Settings.IsOn(enabled))
            c.Refuse(enabled, $"{enabled} is false; rewards_mode is base_and_seasonal, and reward tokens are sold there.");
    }

    /// <summary>The reserve that a mode borrows from or lends to.</summary>
    public static string Reserve(string asset) => asset == "ETH" ? "WETH" : asset;

    private static void OwnSizeHasCurves(CheckContext c)
    {
        if (!c.Settings.IsOn("lending_enabled") || !c.Settings.IsOn("lending.own_size_effect") || c.Settings.Find(RateCurvesType.Key) is not { } given)
            return;
        if (c.Settings.Find("asset") is not { } asset)
            return;
        var token = Reserve(asset.Value);
        if (!RateCurvesType.Bind(given.Value).ContainsKey(token))
            c.Refuse(RateCurvesType.Key, $"{RateCurvesType.Key} has no curve of {token}; lending.own_size_effect is true and needs it.");
    }

    private static void ShareClassSupportsTheMode(CheckContext c)
    {
        if (c.ShareClass is null)
            return;
        var supportedKey = c.ShareClassKey("supported_strategies");
        if (c.Settings.Find(supportedKey) is { } supported)
        {
            var names = c.Settings.Items(supportedKey);
            if (!names.Contains(c.Mode))
            {
                c.Refuse("share_class", $"share_class is {c.Settings.Find("share_class")!.Value}, which does not support mode {c.Mode}; "
                    + $"{supportedKey} is {(names.Length == 0 ? "empty" : string.Join(", ", names))} ({supported.Origin}).");
            }

            ModesAreKnown(c, supportedKey, names);
        }

        if (Hedges(c) && c.Settings.Has(c.ShareClassKey("allows_hedging"), "false"))
            c.Refuse(c.ShareClassKey("allows_hedging"), $"{c.ShareClassKey("allows_hedging")} is false; mode {c.Mode} hedges and needs true.");
    }

    /// <summary>A mode hedges when it holds shorts at all and its investors do not count in the asset itself.</summary>
    public static bool Hedges(CheckContext c) => c.Settings.IsOn("basis_trade_enabled") && c.Settings.Find("share_class")?.Value != c.Settings.Find("asset")?.Value;

    public static void ModesAreKnown(CheckContext c, string key, IEnumerable<string> names)
    {
        foreach (var name in names.Where(n => !c.Modes.Contains(n)))
            c.Refuse(key, $"{key} lists {name}, which is not a known mode (known: {string.Join(", ", c.Modes)}; nearest: {EditDistance.Nearest(name, c.Modes)}).");
    }

    /// <summary>C-02 with the critical level of C-03: target below critical, critical at most the maximum. The maximum's range keeps it below liquidation.</summary>
    private static void LoanToValueIsSafe(CheckContext c)
    {
        if (c.Settings.Number("target_ltv") is not { } target || c.Settings.Number("max_ltv") is not { } max
            || c.Settings.Number(RiskTopic.Group + "ltv_critical") is not { } floor)
            return;
        var critical = Math.Max(floor, target == 0 ? 0 : target + CriticalAboveTarget);
        if (critical > max)
        {
            c.Refuse("target_ltv", $"target_ltv is {DecimalType.Canonical(target)}, which makes {DecimalType.Canonical(critical)} critical; "
                + $"that must be at most max_ltv, which is {DecimalType.Canonical(max)}.");
        }
    }

    private static void SubscriptionsAreOfKnownVenues(CheckContext c)
    {
        foreach (var subscription in c.Subscriptions)
        {
            var position = PositionKey.Parse(subscription);
            if (c.UnknownVenue(position.Venue) is { } problem)
                c.Refuse(CheckContext.SubscriptionsKey, $"{CheckContext.SubscriptionsKey} lists {position} on {position.Venue}, {problem}.");
        }
    }

    private static void LendingHasAPosition(CheckContext c)
    {
        if (!c.Settings.IsOn("lending_enabled") || c.Settings.Find("asset") is not { } asset || c.Settings.Find(CheckContext.SubscriptionsKey) is null)
            return;
        var lent = c.Settings.IsOn("staking_enabled") ? c.Settings.Find("lst_type")?.Value : asset.Value == "ETH" ? "WETH" : asset.Value;
        if (lent is null)
            return;
        var token = "a" + lent;
        var end = new PositionKey("", PositionType.AToken, token).ToString();
        var lending = c.Subscriptions.Where(s => s.EndsWith(end, StringComparison.Ordinal)).ToArray();
        if (lending.Length == 0)
        {
            c.Refuse(CheckContext.SubscriptionsKey, $"{CheckContext.SubscriptionsKey} lists no lending position; mode {c.Mode} lends and needs VENUE{end}.");
            return;
        }

        foreach (var position in lending)
        {
            var venue = PositionKey.Parse(position).Venue;
            var enabled = c.VenueKey(venue, "enabled");
            if (!c.Settings.IsOn(enabled) && !c.Settings.IsBroken(enabled) && c.UnknownVenue(venue) is null)
                c.Refuse(enabled, $"{enabled} is false; mode {c.Mode} lends there ({position}) and needs true.");
        }
    }
}

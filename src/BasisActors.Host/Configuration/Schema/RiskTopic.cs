namespace BasisActors.Host.Configuration.Schema;

/// <summary>Thresholds of domain reference §6.</summary>
internal static class RiskTopic
{
    public const string Group = "component_config.risk_monitor.";

    public static readonly Topic Topic = new(
        "Risk",
        "Margin ratio is margin balance over notional; the lowest venue counts. Delta drift is the delta gap times the price over equity.",
        [
            Fraction("margin_warning_threshold", "0.3", Bounds.AtLeast(0m), "Margin ratio below which a warning is given."),
            Fraction("margin_critical_threshold", "0.2", Bounds.AtLeast(0m), "Margin ratio below which the position is reduced; below the warning."),
            Fraction("maintenance_margin_requirement", "0.1", Bounds.AtLeast(0m), "Margin ratio at or below which the venue liquidates; below the critical one."),
            Fraction("target_margin_ratio", "1", Bounds.Above(0m), "Margin ratio that margin is topped up to.", "margin_ratio_target"),
            Fraction("delta_warning", "0.05", Bounds.AboveUpTo(0m, 1m), "Delta drift that is worth a hedge trade; below the critical one."),
            Fraction("delta_critical", "0.1", Bounds.AboveUpTo(0m, 1m), "Delta drift that counts as critical."),
            Fraction("ltv_critical", "0.9", Bounds.AboveUpTo(0m, 1m), "Debt over collateral above which lending positions are reduced."),
            Fraction("ltv_warning_excess", "0.01", Bounds.AboveUpTo(0m, 1m), "Debt over collateral above the target that gives a warning."),
            Fraction("ltv_action_excess", "0.02", Bounds.AboveUpTo(0m, 1m), "Debt over collateral above the target at which the loop is cut to the target."),
            Fraction("ltv_emergency_excess", "0.01", Bounds.AboveUpTo(0m, 1m), "Debt over collateral above the critical level at which everything else waits for a large deleverage."),
            Fraction("emergency_ltv_buffer", "0.03", Bounds.AboveUpTo(0m, 1m), "Debt over collateral below the target that an emergency deleverage goes to."),
            Fraction("peg_warning", "0.005", Bounds.AboveUpTo(0m, 1m), "Discount of the staked token's market rate that gives a warning."),
            Fraction("peg_critical", "0.0225", Bounds.AboveUpTo(0m, 1m), "Discount of the staked token's market rate that opens the circuit breaker.", "max_stake_spread_move"),
            Fraction("price_jump", "0.15", Bounds.AboveUpTo(0m, 10m), "Move of the asset between two ticks that opens the circuit breaker."),
            new(Group + "circuit_breaker_enabled", new FlagType(), "Whether the circuit breaker may hold back entries.") { Default = "true", Aliases = ["risk_management.circuit_breaker_enabled"] },
            new(Group + "circuit_breaker_hours", new IntegerType(1, 8760), "Hours without a reason after which it closes again.") { Default = "24", Unit = "h" },
            new(Group + "max_failed_plans", new IntegerType(1, 1000), "Plans in a row that may fail before it opens.") { Default = "3", Unit = "plans" },
            new(Group + "drawdown_stop", new FlagType(), "Whether a fall from the peak by max_drawdown closes everything and halts the run.") { Default = "true" },
            new(Group + "margin_action_usd", new DecimalType(Bounds.AtLeast(0m)), "Missing margin that is worth a margin support.") { Default = "1000", Unit = "USD" },
            new(Group + "delta_action_eth", new DecimalType(Bounds.Above(0m)), "Delta gap worth a hedge trade; a smaller drift warning beats it.") { Default = "2", Unit = "ETH" },
            new(Group + "max_leverage_ratio", new AutoOr(new DecimalType(Bounds.Above(1m))), "Collateral over equity above which the loop is cut; auto follows target_ltv.")
            {
                Default = AutoOr.Auto,
                Aliases = ["max_leverage_ratio"],
            },
            Fraction("emergency_stop_loss_pct", "0.15", Bounds.AboveUpTo(0m, 1m), "Loss since the start that closes everything and halts the run.",
                "risk_management.emergency_stop_loss_pct"),
            Fraction("basis_warning", "0.02", Bounds.Above(0m), "Absolute distance of perpetual and spot price, relative to spot, that gives a warning."),
            new(Group + "max_position_size_usd", new DecimalType(Bounds.Above(0m)), "Largest gross notional of one position.")
            {
                Default = "1000000",
                Unit = "USD",
                Aliases = ["risk_management.max_position_size_usd"],
            },
        ]);

    private static Setting Fraction(string name, string byDefault, Bounds bounds, string meaning, params string[] aliases) =>
        new(Group + name, new DecimalType(bounds), meaning) { Default = byDefault, Unit = "fraction", Aliases = aliases };
}

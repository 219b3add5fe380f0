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

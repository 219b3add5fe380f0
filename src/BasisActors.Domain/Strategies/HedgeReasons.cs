namespace BasisActors.Domain.Strategies;

/// <summary>Reasons of plans that repair or protect a hedged position; they decide the priority of its blocks (C-01).</summary>
public static class HedgeReasons
{
    /// <summary>Coins and shorts have drifted apart.</summary>
    public const string DeltaDrift = "delta_drift";

    /// <summary>A margin ratio is critical and both legs shrink.</summary>
    public const string MarginCritical = "margin_critical";

    /// <summary>A margin ratio is low and both legs shrink.</summary>
    public const string MarginWarning = "margin_warning";

    /// <summary>A margin ratio is low and money is brought to it.</summary>
    public const string AddMargin = "add_margin";

    /// <summary>Debt has grown too large for its collateral.</summary>
    public const string ReduceLtv = "reduce_ltv";

    /// <summary>The health factor is close to liquidation.</summary>
    public const string Emergency = "emergency_deleverage";

    /// <summary>Borrowing costs more than the loop earns.</summary>
    public const string NegativeCarry = "negative_carry";

    public static int Priority(string reason) => reason switch
    {
        Emergency or "stop_loss" or "kill_switch" or "max_drawdown" or "liquidated" => Instructions.BlockPriority.Emergency,
        MarginCritical or MarginWarning or AddMargin => Instructions.BlockPriority.Margin,
        ReduceLtv or NegativeCarry => Instructions.BlockPriority.LoanToValue,
        DeltaDrift => Instructions.BlockPriority.Delta,
        _ => Instructions.BlockPriority.Normal,
    };
}

namespace BasisActors.Host.Alerts;

/// <summary>What somebody is woken for.</summary>
public enum AlertKind
{
    /// <summary>A run enters nothing until an operator resumes it, or has ended by halting.</summary>
    Halt,

    /// <summary>A run enters nothing until the reason is gone.</summary>
    Reducing,

    /// <summary>An exchange has closed a position by itself: a liquidation, or auto-deleveraging.</summary>
    Liquidation,

    /// <summary>The outcome of an order is not known.</summary>
    UnresolvedOrder,

    /// <summary>Prices are too old to decide on.</summary>
    StaleData,

    /// <summary>The journal cannot be written to: nothing is sent.</summary>
    JournalFailure,

    /// <summary>A run has failed, or could not be begun.</summary>
    RunFailed,

    /// <summary>A run is unhealthy as a whole.</summary>
    Unhealthy,
}

public static class AlertKinds
{
    private static readonly string[] Names = ["halt", "reducing", "liquidation", "unresolved_order", "stale_data", "journal_failure", "run_failed", "unhealthy"];

    public static string Name(this AlertKind kind) => Names[(int)kind];
}

namespace BasisActors.Domain.Instructions;

/// <summary>The five actions a strategy can choose, no others (S-002).</summary>
public enum StrategyAction
{
    EntryFull,
    EntryPartial,
    ExitFull,
    ExitPartial,

    /// <summary>Convert dust; with no block it means hold.</summary>
    SellDust,
}

public static class StrategyActions
{
    private static readonly string[] Names = ["entry_full", "entry_partial", "exit_full", "exit_partial", "sell_dust"];

    public static IReadOnlyList<string> All => Names;

    public static string Name(this StrategyAction action) => Names[(int)action];
}

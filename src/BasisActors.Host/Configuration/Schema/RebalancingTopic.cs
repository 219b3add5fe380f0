namespace BasisActors.Host.Configuration.Schema;

internal static class RebalancingTopic
{
    public static readonly Topic Topic = new(
        "Rebalancing",
        "When a gap between the desired and the current position is traded.",
        [
            new("rebalancing.enabled", new FlagType(), "False holds what was entered; flows, entry and exit rules and the stop-loss stay.") { Default = "true" },
            new("rebalance_threshold", new DecimalType(Bounds.Inside(0m, 0.2m)), "Relative gap between desired and current position that is worth trading.")
            {
                Default = "0.05",
                Unit = "fraction",
            },
        ]);
}

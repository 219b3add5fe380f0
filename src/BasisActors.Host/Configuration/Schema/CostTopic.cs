namespace BasisActors.Host.Configuration.Schema;

internal static class CostTopic
{
    public static readonly Topic Topic = new(
        "Costs",
        "What a run pays for its trades.",
        [
            new("costs.model", new ChoiceType("none", "fees", "full"), "None, exchange fees only, or fees with slippage and gas.") { Default = "full" },
            new("costs.slippage_bps", new AutoOr(new DecimalType(Bounds.Between(0m, 10_000m))),
                "Fixed slippage of every trade; auto takes the venue's curve under the full model and none otherwise.")
            {
                Default = AutoOr.Auto,
                Unit = "bps",
            },
            new("costs.gas", new AutoOr(new FlagType()), "Whether on-chain operations pay gas; auto only under the full model.") { Default = AutoOr.Auto },
            new("costs.enable_market_impact", new FlagType(), "False takes the smallest step of the slippage curve for every size.")
            {
                Default = "true",
                Aliases = ["enable_market_impact"],
            },
        ]);
}

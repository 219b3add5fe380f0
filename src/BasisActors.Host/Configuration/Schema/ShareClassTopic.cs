namespace BasisActors.Host.Configuration.Schema;

/// <summary>Domain reference §7.2; S-056…S-059, C-23.</summary>
internal static class ShareClassTopic
{
    public static readonly Topic Topic = new(
        "Share classes",
        "Given in `configs/share_classes/{name}.yaml` without the leading `share_classes.{name}.`; only the run's own share class is read.",
        [
            new("share_classes.*.share_class", new ChoiceType("USDT", "ETH", "BTC")
            {
                Synonyms = new Dictionary<string, string> { ["usdt_stable"] = "USDT", ["eth_directional"] = "ETH", ["btc_directional"] = "BTC" },
            }, "Identifies the share class; equals its file's name.")
            {
                FixedByFile = true,
            },
            new("share_classes.*.type", new ChoiceType("stable", "directional"), "Whether equity is counted in dollars or in the asset itself."),
            new("share_classes.*.base_currency", new ChoiceType("USDT", "ETH", "BTC"), "Currency of subscriptions and payouts."),
            new("share_classes.*.risk_level", new ChoiceType("low", "low_to_medium", "medium", "medium_to_high", "high"), "Description for investors."),
            new("share_classes.*.market_neutral", new FlagType(), "Whether its modes must carry no price risk of the asset."),
            new("share_classes.*.allows_hedging", new FlagType(), "Whether its modes may hold a hedge; a basis trade needs it."),
            new("share_classes.*.supported_strategies", new NameListType(mayBeEmpty: true), "Modes that may run in the share class."),
            new("share_classes.*.decimal_places", new IntegerType(0, 18), "Decimal places of amounts shown.") { Unit = "places" },
            new("share_classes.*.max_drawdown", new DecimalType(Bounds.Fraction), "Fall from the highest equity that investors are told to expect at most.") { Unit = "fraction" },
        ]);
}

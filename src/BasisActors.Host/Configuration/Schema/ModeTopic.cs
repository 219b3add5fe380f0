namespace BasisActors.Host.Configuration.Schema;

/// <summary>What a mode is and what it may risk (domain reference §7.1; S-036…S-049).</summary>
internal static class ModeTopic
{
    public static readonly Condition Borrows = new("borrowing_enabled", "true");

    private static readonly Condition Lends = new("lending_enabled", "true");

    public static readonly Topic Topic = new(
        "Mode",
        "Given in `configs/modes/{mode}.yaml`.",
        [
            new("mode", new ModeNameType(), "Identifies the mode and selects its rules.")
            {
                Aliases = ["strategy_mode", "strategy.mode"],
                FixedByFile = true,
            },
            new("share_class", new ChoiceType("USDT", "ETH", "BTC")
            {
                Synonyms = new Dictionary<string, string> { ["usdt_stable"] = "USDT", ["eth_directional"] = "ETH", ["btc_directional"] = "BTC" },
            }, "Currency of capital, equity and P&L; its file must list the mode as supported."),
            new("asset", new ChoiceType("BTC", "ETH", "USDT"), "Asset that the mode trades or lends."),
            new("initial_capital", new DecimalType(Bounds.Above(0m)), "Capital subscribed at the first tick.")
            {
                Unit = "share-class currency",
                Aliases = ["backtest.initial_capital"],
            },
            new("target_apy", new DecimalType(Bounds.Fraction), "Yearly return that reports compare with.") { Unit = "fraction a year" },
            new("max_drawdown", new DecimalType(Bounds.Fraction), "Fall from the highest equity that reports compare with and, with drawdown_stop, halts the run.") { Unit = "fraction" },
            Flag("lending_enabled", "The mode supplies its asset to a lending protocol."),
            Flag("basis_trade_enabled", "The mode holds spot against a perpetual short; the settings of the basis trade apply."),
            Flag("leverage_enabled", "The mode loops its collateral; needs borrowing_enabled."),
            Flag("borrowing_enabled", "The mode borrows against collateral; target_ltv and max_ltv apply."),
            Flag("staking_enabled", "The mode holds liquid-staking tokens."),
            new("target_ltv", new DecimalType(new Bounds(0m, true, 0.95m, false)), "Debt over collateral that the mode aims at (C-02); 0 supplies without borrowing.")
            {
                Default = "0.91",
                Unit = "fraction",
                OnlyWith = Borrows,
            },
            new("max_ltv", new DecimalType(Bounds.Inside(0m, 0.95m)), "Debt over collateral that is never planned; below the liquidation threshold 0.95.")
            {
                Default = "0.93",
                Unit = "fraction",
                OnlyWith = Borrows,
            },
            new("lending.own_size_effect", new FlagType(), "Whether our own debt and supply move the utilisation of their reserve and with it the rates that we pay and earn.")
            {
                Default = "false",
                OnlyWith = Lends,
            },
            new("gas_reserve", new DecimalType(Bounds.Between(0m, 0.1m)), "Share of equity kept in the wallet for gas, in modes that stake or lend ETH; none is kept where gas is not paid.")
            {
                Default = "0.005",
                Unit = "fraction",
            },
            new("action_history_limit", new IntegerType(1, 1_000_000), "Past actions that a strategy remembers.") { Default = "1000", Unit = "actions" },
            new("component_config.position_monitor.position_subscriptions", new PositionListType(),
                "Every position that the ledger of the run may hold."),
        ]);

    private static Setting Flag(string key, string meaning) => new(key, new FlagType(), meaning) { Default = "false", FixedByFile = true };
}

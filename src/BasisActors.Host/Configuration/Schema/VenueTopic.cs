namespace BasisActors.Host.Configuration.Schema;

/// <summary>Domain reference §7.2; S-052…S-055.</summary>
internal static class VenueTopic
{
    private static readonly Condition IsExchange = new("venues.*.type", "cex");

    private static readonly Condition IsProtocol = new("venues.*.type", "defi");

    private static readonly Condition IsPool = new("venues.*.type", "dex");

    private static readonly Bounds Fee = Bounds.Between(-0.01m, 0.01m);

    public static readonly Topic Topic = new(
        "Venues",
        "Given in `configs/venues/{name}.yaml` without the leading `venues.{name}.`; a mode turns on the venues it uses.",
        [
            new("venues.*.venue", new NameType(), "Identifies the venue; equals its file's name.") { FixedByFile = true },
            new("venues.*.type", new ChoiceType("cex", "defi", "dex", "infrastructure")
            {
                Synonyms = new Dictionary<string, string> { ["onchain"] = "defi" },
            }, "Kind of venue; onchain is read as defi.")
            {
                Aliases = ["venues.*.venue_type"],
                FixedByFile = true,
            },
            new("venues.*.enabled", new FlagType(), "Whether the run may use the venue.") { Default = "false" },
            new("venues.*.min_trade_size_usd", new DecimalType(Bounds.AtLeast(0m)), "Instructions with a smaller notional are dropped.") { Default = "10", Unit = "USD" },
            new("venues.*.max_trade_size_usd", new DecimalType(Bounds.AtLeast(0m)), "Largest notional of one instruction; at least the smallest.")
            {
                Default = "1000000",
                Unit = "USD",
                OnlyWith = IsExchange,
            },
            new("venues.*.max_leverage", new DecimalType(Bounds.AtLeast(1m)), "Largest leverage that the exchange allows.") { Unit = "×", OnlyWith = IsExchange },
            StepOf("spot"),
            StepOf("perp"),
            FeeOf("spot.maker", "spot orders that rest in the book"),
            FeeOf("spot.taker", "spot orders that fill at once"),
            FeeOf("perp.maker", "perpetual orders that rest in the book"),
            FeeOf("perp.taker", "perpetual orders that fill at once"),
            CurveOf("spot"),
            CurveOf("perp"),
            Margin("imr", "Initial margin over notional."),
            Margin("mmr", "Maintenance margin over notional; below the initial one."),
            new("venues.*.margin.tiers", new MarginTiersType(), "Initial and maintenance rate by notional in USD; empty takes imr and mmr for every size.") { Default = "", OnlyWith = IsExchange },
            new("venues.*.margin.liquidation_fee", new DecimalType(Bounds.Between(0m, 0.1m)), "Fee of a liquidation.")
            {
                Default = "0.0125",
                Unit = "fraction of notional",
                OnlyWith = IsExchange,
            },
            new("venues.*.transfer_minutes", new IntegerType(0, 10_080), "Time that a transfer between the wallet and the exchange takes; 0 arrives in the same tick.")
            {
                Default = "0",
                Unit = "minutes",
                OnlyWith = IsExchange,
            },
            new("venues.*.reserves", new ReservesType(), "Maximum loan-to-value, liquidation threshold and bonus by asset.") { Default = "", OnlyWith = IsProtocol },
            new("venues.*.emode", new ReserveType(), "The same for assets of the correlated category.") { Default = "", OnlyWith = IsProtocol },
            new("venues.*.emode_category", new NameListType(mayBeEmpty: true), "Assets of that category.") { Default = "", OnlyWith = IsProtocol },
            new("venues.*.rate_curves", new RateCurvesType(), "Yearly rates by utilisation and asset, for lending.own_size_effect.") { Default = "", OnlyWith = IsProtocol },
            new("venues.*.flash_fee_bps", new DecimalType(Bounds.Between(0m, 100m)), "Fee of a flash loan.") { Default = "0", Unit = "bps", OnlyWith = IsProtocol },
            new("venues.*.unstaking_period_seconds", new IntegerType(0, 31_536_000), "Time from a withdrawal request to its claim.") { Default = "604800", Unit = "s", OnlyWith = IsProtocol },
            new("venues.*.min_stake_amount", new DecimalType(Bounds.AtLeast(0m)), "Smallest stake.") { Default = "0.01", Unit = "ETH", OnlyWith = IsProtocol },
            Swap("weeth", "10000:20,100000:24,1000000:35", "weETH for ETH"),
            Swap("wsteth", "10000:15,100000:18,1000000:27", "wstETH for ETH"),
            Swap("eigen", "10000:10,100000:16,1000000:35", "EIGEN"),
            Swap("ethfi", "10000:15,100000:25,1000000:50", "ETHFI"),
        ]);

    /// <summary>Not given, it is no part of the configuration: what was run without it keeps its hash.</summary>
    private static Setting StepOf(string market) =>
        new("venues.*.quantity_step." + market, new DecimalType(Bounds.AtLeast(0m)), $"Quantities of {market} trades are multiples of it; 0 takes any. A live run reads it from the exchange.")
        {
            DerivedDefault = "0",
            Unit = "base units",
            OnlyWith = IsExchange,
        };

    private static Setting FeeOf(string name, string orders) =>
        new("venues.*.trading_fees." + name, new DecimalType(Fee), $"Fee of {orders}; negative is a rebate.") { Unit = "fraction of notional", OnlyWith = IsExchange };

    private static Setting CurveOf(string market) =>
        new("venues.*.slippage." + market, new SlippageCurveType(), $"Slippage of {market} trades by notional in USD.") { Unit = "bps", OnlyWith = IsExchange };

    private static Setting Swap(string token, string byDefault, string what) =>
        new("venues.*.swap_slippage." + token, new SlippageCurveType(), $"Slippage of sales of {what} by notional in USD, the pool's fee included.") { Default = byDefault, Unit = "bps", OnlyWith = IsPool };

    private static Setting Margin(string name, string meaning) =>
        new("venues.*.margin." + name, new DecimalType(Bounds.Inside(0m, 1m)), meaning) { Unit = "fraction of notional", OnlyWith = IsExchange };
}

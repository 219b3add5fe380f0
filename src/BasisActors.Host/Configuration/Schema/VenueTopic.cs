namespace BasisActors.Host.Configuration.Schema;

/// <summary>Domain reference §7.2; S-052…S-055.</summary>
internal static class VenueTopic
{
    private static readonly Condition IsExchange = new("venues.*.type", "cex");

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
            FeeOf("spot.maker", "spot orders that rest in the book"),
            FeeOf("spot.taker", "spot orders that fill at once"),
            FeeOf("perp.maker", "perpetual orders that rest in the book"),
            FeeOf("perp.taker", "perpetual orders that fill at once"),
            CurveOf("spot"),
            CurveOf("perp"),
            Margin("imr", "Initial margin over notional."),
            Margin("mmr", "Maintenance margin over notional; below the initial one."),
        ]);

    private static Setting FeeOf(string name, string orders) =>
        new("venues.*.trading_fees." + name, new DecimalType(Fee), $"Fee of {orders}; negative is a rebate.") { Unit = "fraction of notional", OnlyWith = IsExchange };

    private static Setting CurveOf(string market) =>
        new("venues.*.slippage." + market, new SlippageCurveType(), $"Slippage of {market} trades by notional in USD.") { Unit = "bps", OnlyWith = IsExchange };

    private static Setting Margin(string name, string meaning) =>
        new("venues.*.margin." + name, new DecimalType(Bounds.Inside(0m, 1m)), meaning) { Unit = "fraction of notional", OnlyWith = IsExchange };
}

namespace BasisActors.Host.Configuration.Schema;

/// <summary>The long spot, short perpetual trade (C-08, C-35).</summary>
internal static class BasisTradeTopic
{
    public static readonly Condition Hedged = new("basis_trade_enabled", "true");

    public static readonly Topic Topic = new(
        "Basis trade",
        "Only for modes with `basis_trade_enabled`. Funding is a fraction per settlement (8 h); positive funding is paid to the short.",
        [
            new("funding_threshold", new DecimalType(Bounds.AtLeast(0m)), "Short for funding_entry_threshold +x and funding_exit_threshold −x; it beats theirs of a lower layer.")
            {
                Default = "0.001",
                Unit = "fraction per settlement",
                OnlyWith = Hedged,
                Shorthand = true,
            },
            new("funding_entry_threshold", new DecimalType(Bounds.Any), "Mean funding above which the trade is entered; at least the exit threshold.")
            {
                DerivedDefault = "funding_threshold",
                Unit = "fraction per settlement",
                OnlyWith = Hedged,
            },
            new("funding_exit_threshold", new DecimalType(Bounds.Any), "Mean funding below which the trade is left.")
            {
                DerivedDefault = "−funding_threshold",
                Unit = "fraction per settlement",
                OnlyWith = Hedged,
            },
            new("funding_window", new IntegerType(1, 1000), "Settlements in the mean.") { Default = "3", Unit = "settlements", OnlyWith = Hedged },
            new("spot_venue", new NameType(), "Exchange that holds the long leg.") { Default = "binance", OnlyWith = Hedged },
            new("spot_allocation", new DecimalType(Bounds.Inside(0m, 1m)), "Share of equity in the long leg; the rest is margin.")
            {
                Default = "0.5",
                Unit = "fraction",
                OnlyWith = Hedged,
            },
            new("hedge_venues", new NameListType(mayBeEmpty: false), "Exchanges that may hold the short, in the order in which they are served.")
            {
                Default = "binance,bybit,okx",
                OnlyWith = Hedged,
            },
            new("hedge_allocation", new WeightsType(), "Share of the short on each venue; 0 skips it; a single hedge venue takes all unless the same or a higher layer says otherwise.")
            {
                Default = "binance:0.33,bybit:0.33,okx:0.34",
                Unit = "fraction",
                OnlyWith = Hedged,
            },
        ]);
}

namespace BasisActors.Host.Configuration.Schema;

/// <summary>Staked tokens, their loop and its guard (domain reference §7.1, §6).</summary>
internal static class StakingTopic
{
    public static readonly Condition Stakes = new("staking_enabled", "true");

    public static readonly Topic Topic = new(
        "Staking",
        "Only for modes with `staking_enabled`; the loop and its guard only with `borrowing_enabled`. With `lending_enabled` the staked tokens are supplied to Aave.",
        [
            new("lst_type", new ChoiceType("weETH", "wstETH"), "Staked token; weETH is minted by etherfi, wstETH by lido.") { Default = "weETH", OnlyWith = Stakes },
            new("stake_allocation", new DecimalType(Bounds.AboveUpTo(0m, 1m)), "Share of equity that is staked; the rest is margin. A share class in ETH always stakes all.")
            {
                Default = "0.5",
                Unit = "fraction",
                Aliases = ["stake_allocation_percentage"],
                OnlyWith = Stakes,
            },
            new("unwind_mode", new ChoiceType("fast", "slow", "cheapest"), "How a payout leaves the staked token: sold on the market, by the withdrawal queue, or the cheaper one.")
            {
                Default = "fast",
                OnlyWith = Stakes,
            },
            new("rewards_mode", new ChoiceType("base_only", "base_and_seasonal"), "Whether reward tokens of the protocol are received beside the growth of the rate; only weETH has any.")
            {
                Default = "base_only",
                OnlyWith = Stakes,
            },
            new("dust_delta", new DecimalType(Bounds.Fraction), "Share of equity that reward tokens must be worth to be sold before they are a week old.")
            {
                Default = "0.002",
                Unit = "fraction",
                OnlyWith = Stakes,
            },
            new("min_health_factor", new DecimalType(Bounds.AtLeast(1m)), "A leverage bundle reverts when it would leave less.")
            {
                Default = "1.02",
                OnlyWith = ModeTopic.Borrows,
            },
            new("carry_guard.enabled", new FlagType(), "Whether the loop is repaid while borrowing costs more than it earns.") { Default = "true", OnlyWith = ModeTopic.Borrows },
            new("carry_guard.window_days", new IntegerType(1, 10), "Days over which the growth of rates and indexes is measured.") { Default = "7", Unit = "days", OnlyWith = ModeTopic.Borrows },
            new("carry_guard.exit", new DecimalType(Bounds.Between(-10m, 0m)), "Yearly yield on the equity of the loop below which it may be repaid.")
            {
                Default = "-0.02",
                Unit = "fraction a year",
                OnlyWith = ModeTopic.Borrows,
            },
            new("carry_guard.entry", new DecimalType(Bounds.Between(-1m, 1m)), "Yield of one staked ETH less the cost of borrowing it, above which the loop is taken up again.")
            {
                Default = "0.002",
                Unit = "fraction a year",
                OnlyWith = ModeTopic.Borrows,
            },
            new("carry_guard.horizon_days", new IntegerType(1, 3650), "Days that the present carry is taken to last: the loop is repaid only when it would lose more in them than repaying costs.")
            {
                Default = "90",
                Unit = "days",
                OnlyWith = ModeTopic.Borrows,
            },
        ]);
}

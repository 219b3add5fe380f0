using BasisActors.Domain.Instructions;
using BasisActors.Domain.Risk;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Strategies;

/// <summary>
/// The decision tables of staking counted in dollars, row by row (domain reference §2.4–§2.6, §3.6, §4.1). The book: 1000 ETH of collateral against a debt, what is left of it
/// sold short 33/33/34 at 2000 and as much margin, so the margin ratio is 1 and equity 4000 for each ETH of the difference.
/// </summary>
public class HedgedStakingDecisionTests
{
    private static readonly Desk Neutral = new(StakingConfigurations.MarketNeutral, Markets.Staking());
    private static readonly Desk ByHedge = new(StakingConfigurations.LeveragedInUsdt, Markets.Staking());
    private static readonly Desk Simple = new(StakingConfigurations.HedgedSimple, Markets.Staking());

    [Fact]
    public void With_nothing_deployed_everything_is_entered() => // S-123, S-120
        Assert.All([Neutral, ByHedge, Simple], desk => Assert.Equal("entry_full InitialSetup nothing_deployed", desk.Told(desk.Ether().Cash(100_000m).Book)));

    [Theory]
    [InlineData("900", "hold")]
    [InlineData("899.99", "entry_partial Rebalance ltv_low")]
    [InlineData("930", "hold")] // 0.02 above the target, and not above 0.93
    [InlineData("930.01", "exit_partial Rebalance reduce_ltv")] // S-131, C-03
    [InlineData("940", "exit_partial Rebalance reduce_ltv")]
    [InlineData("940.01", "exit_partial Rebalance emergency_deleverage")] // S-148
    public void Debt_over_collateral_decides_from_relever_to_emergency(string debt, string decision) =>
        Assert.Equal(decision, Neutral.Told(Hedged(Neutral, Number(debt)).Book));

    [Theory]
    [InlineData("22.5", "hold")] // 2.5 × 2000 of 100 000 is 5 %
    [InlineData("22.499", "exit_partial Rebalance delta_drift")] // too long: sell more short
    [InlineData("27.5", "hold")]
    [InlineData("27.501", "entry_partial Rebalance delta_drift")] // too short: buy some back
    public void A_delta_beyond_five_percent_of_equity_is_adjusted(string shorts, string decision) // S-147
    {
        var size = Number(shorts);
        var book = Neutral.Ether().Cash(0m, 16_500m, 16_500m, 17_000m).Loop(250m, 225m).Shorts(size * 0.33m, size * 0.33m, size * 0.34m).Book;

        Assert.Equal(decision, Neutral.Told(book));
    }

    [Theory]
    [InlineData("81", "hold")] // 9 is a tenth of the 90 on the chain
    [InlineData("80.999", "exit_partial Rebalance delta_drift")] // S-097
    [InlineData("99", "hold")]
    [InlineData("99.001", "entry_partial Rebalance delta_drift")] // S-098
    [InlineData("90", "hold")] // S-099
    public void In_dollars_eth_leveraged_decides_by_the_delta_as_a_share_of_the_hedge(string shorts, string decision) // C-11
    {
        var size = Number(shorts);
        var book = ByHedge.Ether().Cash(0m, 59_400m, 59_400m, 61_200m).Loop(1_000m, 910m).Shorts(size * 0.33m, size * 0.33m, size * 0.34m).Book;

        Assert.Equal(decision, ByHedge.Told(book));
    }

    [Theory]
    [InlineData("8", "hold")] // a fifth of 10 ETH, but 2 ETH are not worth a trade
    [InlineData("7.999", "exit_partial Rebalance delta_drift")]
    public void A_delta_is_traded_beyond_two_ETH_or_the_drift_warning_whichever_is_less(string shorts, string decision) // S-132, C-13
    {
        var rich = ByHedge.Ether().Cash(0m, 180_000m).Loop(100m, 90m).Short("binance", Number(shorts), 2_000m).Book; // 5 % of 200 000 are 5 ETH
        Assert.Equal(decision, ByHedge.Told(rich));
    }

    [Theory]
    [InlineData("9", "hold")] // 5 % of 40 000 are exactly 1 ETH, a tenth of the hedge
    [InlineData("8.999", "exit_partial Rebalance delta_drift")]
    public void In_a_small_book_the_drift_warning_is_less_than_two_ETH(string shorts, string decision) // C-13
    {
        var poor = ByHedge.Ether().Cash(0m, 20_000m).Loop(100m, 90m).Short("binance", Number(shorts), 2_000m).Book;
        Assert.Equal(decision, ByHedge.Told(poor));
    }

    [Theory]
    [InlineData("17820", "hold")] // 0.30 × 29.7 × 2000
    [InlineData("17819.99", "exit_partial Rebalance add_margin")] // S-142
    [InlineData("11879.99", "exit_partial Rebalance add_margin")] // critical, S-141
    public void Low_margin_on_any_venue_is_topped_up(string margin, string decision) =>
        Assert.Equal(decision, Neutral.Told(Hedged(Neutral, 910m, Number(margin)).Book));

    [Theory]
    [InlineData("20790.5", "hold")] // (29.7 × 2000 − 17 819) / 2
    [InlineData("20790.49", "exit_partial Rebalance add_margin")]
    public void Margin_is_topped_up_when_more_than_the_action_amount_is_missing(string action, string decision) // S-130, S-133
    {
        var desk = new Desk(StakingConfigurations.MarketNeutral with { Risk = StakingConfigurations.MarketNeutral.Risk with { MarginAction = Number(action) } }, Markets.Staking());

        Assert.Equal(decision, desk.Told(Hedged(desk, 910m, 17_819m).Book));
    }

    [Fact]
    public void The_order_is_emergency_then_critical_margin_then_the_loop_then_low_margin() // C-01, S-234
    {
        const decimal critical = 9_000m, low = 12_000m; // of 29.7 or less ETH short, below 0.2 and below 0.3

        Assert.Equal("exit_partial Rebalance emergency_deleverage", Neutral.Told(Hedged(Neutral, 945m, 5_000m).Book)); // 18.15 short: 0.14
        Assert.Equal("exit_partial Rebalance add_margin", Neutral.Told(Hedged(Neutral, 935m, 8_000m).Book)); // 21.45 short: 0.19
        Assert.Equal("exit_partial Rebalance reduce_ltv", Neutral.Told(Hedged(Neutral, 935m, low).Book)); // 0.28
        Assert.Equal("exit_partial Rebalance add_margin", Neutral.Told(Hedged(Neutral, 910m, critical).Book));
    }

    [Fact]
    public void A_margin_warning_does_not_hide_a_critical_loop_in_the_list_of_triggers() // S-145
    {
        var book = Neutral.Ether().Cash(0m, 12_000m, 42_900m, 44_200m).Loop(1_000m, 935m).Shorts(21.45m, 21.45m, 15m).Book;
        var plan = Neutral.Decide(book);

        Assert.Equal([RiskTrigger.MarginWarning, RiskTrigger.DeltaDriftWarning, RiskTrigger.AaveLtvCritical], plan.AllTriggers.ToArray());
        Assert.Equal("reduce_ltv", plan.Reason);
        Assert.Equal(RiskTrigger.MarginWarning, Neutral.Risk(book).Primary);
    }

    [Fact]
    public void Risk_comes_before_a_withdrawal_and_a_withdrawal_before_the_table()
    {
        Assert.Equal("exit_partial Rebalance add_margin", Neutral.Told(Hedged(Neutral, 910m, 9_000m).Book, Desk.Withdrawal(1_000m)));
        Assert.Equal("exit_partial Withdrawal withdrawal", Neutral.Told(Hedged(Neutral, 880m).Book, Desk.Withdrawal(1_000m)));
        Assert.Equal("entry_partial Rebalance ltv_low", Neutral.Told(Hedged(Neutral, 880m).Cash(1_000m).Book, Desk.Deposit(1_000m)));
    }

    [Theory]
    [InlineData("179999", "entry_partial Deposit deposit")]
    [InlineData("180000", "entry_full Deposit deposit")] // half of 4000 × 90
    public void A_deposit_of_half_of_what_was_there_is_a_full_entry(string amount, string decision) =>
        Assert.Equal(decision, Neutral.Told(Hedged(Neutral, 910m).Cash(Number(amount)).Book, Desk.Deposit(Number(amount))));

    [Theory]
    [InlineData("341999", "exit_partial Withdrawal withdrawal")]
    [InlineData("342000", "exit_full Withdrawal withdrawal")] // 95 % of 360 000
    public void A_withdrawal_of_nearly_everything_is_a_full_exit(string amount, string decision) =>
        Assert.Equal(decision, Neutral.Told(Hedged(Neutral, 910m).Book, Desk.Withdrawal(Number(amount))));

    [Theory]
    [InlineData("9.4", "hold")] // 18 800 of 378 800 is 4.96 %
    [InlineData("9.6", "entry_partial Rebalance idle_capital")] // 19 200 of 379 200 is 5.06 %
    public void Loose_ETH_above_the_threshold_is_staked(string eth, string decision)
    {
        var loose = Number(eth);
        var book = Hedged(Neutral, 910m).Holds(EtherBook.Eth("bybit"), loose).Short("okx", loose, 2_000m).Book;

        Assert.Equal(decision, Neutral.Told(book));
        Assert.Equal("hold", Neutral.Told(Neutral.Input(book) with { DepositWaits = true }));
    }

    [Fact]
    public void Rebalancing_switched_off_holds_but_still_enters_collects_and_pays()
    {
        var desk = new Desk(StakingConfigurations.MarketNeutral with { RebalancingEnabled = false }, Markets.Staking());

        Assert.Equal("hold", desk.Told(Hedged(desk, 945m, 1_000m).Book));
        Assert.Equal("hold", desk.Told(Hedged(desk, 880m).Book));
        Assert.Equal("entry_full InitialSetup nothing_deployed", desk.Told(desk.Ether().Cash(100_000m).Book));
        Assert.Equal("exit_partial Rebalance claim_due", desk.Told(Hedged(desk, 910m).Queued("run-1-1-1", 1m, MarketBuilder.Start).Book));
        Assert.Equal("exit_partial Withdrawal withdrawal", desk.Told(Hedged(desk, 910m).Book, Desk.Withdrawal(1_000m)));
    }

    [Theory]
    [InlineData("24", "hold")] // 2 % of 100 000 are 1 ETH
    [InlineData("23.99", "exit_partial Rebalance delta_drift")]
    [InlineData("26", "hold")]
    [InlineData("26.01", "entry_partial Rebalance delta_drift")]
    public void Without_a_loop_a_drift_of_two_percent_is_adjusted(string shorts, string decision) // §2.6
    {
        var size = Number(shorts);
        var book = Simple.Ether().Cash(0m, 16_500m, 16_500m, 17_000m).Staked(25m).Shorts(size * 0.33m, size * 0.33m, size * 0.34m).Book;

        Assert.Equal(decision, Simple.Told(book));
    }

    [Theory]
    [InlineData("26.25", "hold")] // 5 % above half of 100 000 at 2000
    [InlineData("26.26", "exit_partial Rebalance over_deployed")]
    [InlineData("23.75", "hold")]
    [InlineData("23.74", "entry_partial Rebalance under_deployed")]
    public void Without_a_loop_the_staked_share_follows_equity_both_ways(string staked, string decision) // §2.6
    {
        var eth = Number(staked);
        var margin = 100_000m - eth * 2_000m;
        var book = Simple.Ether().Cash(0m, margin * 0.33m, margin * 0.33m, margin * 0.34m).Staked(eth).Shorts(eth * 0.33m, eth * 0.33m, eth * 0.34m).Book;

        Assert.Equal(decision, Simple.Told(book));
        Assert.Equal("hold", Simple.Told(Simple.Input(book) with { DepositWaits = true }));
    }

    [Fact]
    public void A_USDT_book_always_ends_with_a_short() // S-219, S-236
    {
        Assert.All(
            [Neutral, ByHedge, Simple],
            desk => Assert.True(((TargetValue.Absolute)desk.Decide(desk.Ether().Cash(100_000m).Book).DesiredState["target_perp_short_total"]).Value < 0m));
    }

    /// <summary>Collateral 1000, a debt, the difference short and margined one to one; binance may have another margin.</summary>
    private static EtherBook Hedged(Desk desk, decimal debt, decimal? binance = null)
    {
        var eth = 1_000m - debt;
        return desk.Ether().Cash(0m, binance ?? eth * 660m, eth * 660m, eth * 680m).Loop(1_000m, debt).Shorts(eth * 0.33m, eth * 0.33m, eth * 0.34m);
    }

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

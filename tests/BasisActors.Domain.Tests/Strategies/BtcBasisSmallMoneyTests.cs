using BasisActors.Domain.Instructions;
using BasisActors.Domain.Market;
using BasisActors.Domain.Strategies;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Strategies;

/// <summary>
/// Money near the smallest trade (10 USDT at each venue; domain reference §2 "Minimum size") and near the price of gas. Three venues hedge 40/30/30, price 50 000,
/// half of the money in coins.
/// </summary>
public class BtcBasisSmallMoneyTests
{
    private static readonly Desk Desk = new(Configurations.BtcBasisOnThreeVenues, Markets.Basis(funding: 0.0002m));
    private static readonly Desk Leaving = new(Configurations.BtcBasisOnThreeVenues, Markets.Basis(funding: -0.0002m));

    /// <summary>The short at two venues without coins, the coins at a third; at 10 000 gwei a transfer or payout costs 1 ETH = 3300 USDT.</summary>
    private static Desk Dear(decimal allocation) => new(
        Configurations.BtcBasisOnThreeVenues with { Hedge = [new("bybit", 0.5m), new("okx", 0.5m)], SpotAllocation = allocation, Costs = Configurations.FeesOnly with { Gas = true } },
        Markets.Basis(funding: 0.0002m).Set(ReferenceSeries.Gas, 10_000m));

    [Theory]
    [InlineData("67", true)] // 33.50 in coins: shorts of 13.40, 10.05 and 10.05
    [InlineData("66.66", false)] // 33.33 in coins: 13.33, 9.999 and 9.999
    [InlineData("19", false)] // nothing at all can be traded
    public void An_entry_is_made_with_all_its_shorts_or_not_at_all(string equity, bool made)
    {
        var plan = Desk.Decide(Desk.Holdings().Cash("wallet", decimal.Parse(equity, System.Globalization.CultureInfo.InvariantCulture)).Book);

        Assert.Equal(made ? ("funding_above_entry", 2) : (BasisPlanner.BelowMinimum, 0), (plan.Reason, plan.Blocks.Length));
    }

    [Fact]
    public void A_deposit_too_small_to_be_hedged_is_answered_and_stays_idle() // 50: coins of 25, shorts of 10, 7.50 and 7.50; 15 unhedged of 450 is more than 3 %
    {
        var plan = Desk.Decide(Basis(Desk, 200m).Cash("wallet", 50m).Book, Desk.Deposit(50m));

        Assert.Equal((BasisPlanner.BelowMinimum, true, null), (plan.Reason, plan.AnswersFlow, plan.Change));
        Assert.Empty(plan.Blocks);
    }

    [Fact]
    public void A_leg_too_small_to_matter_holds_nothing_up() // the same deposit to 100 000 leaves 0.015 % unhedged
    {
        var plan = Desk.Decide(Basis(Desk, 50_000m).Cash("wallet", 50m).Book, Desk.Deposit(50m));

        Assert.Equal("CEX_SPOT_BUY binance 0.0005 + PERP_OPEN_SHORT binance 0.0002", plan.Told()[^1]);
    }

    [Fact]
    public void Coins_that_stand_alone_are_hedged_as_far_as_the_venues_allow() // 30 in coins: 12 can be sold short, 9 and 9 cannot
    {
        var plan = Desk.Decide(Desk.Holdings().Cash("binance", 30m).Coins("binance", 0.0006m).Book);

        Assert.Equal("PERP_OPEN_SHORT binance 0.00024", plan.Told()[^1]);
    }

    [Fact]
    public void A_repair_that_can_only_be_done_backwards_is_not_done() // delta +5: 12 too much at binance, 8.50 too little at each of the others
    {
        var book = Desk.Holdings().Cash("binance", 20m).Cash("bybit", 20m).Cash("okx", 20m).Coins("binance", 0.0018m)
            .Short("binance", 0.00096m, 50_000m).Short("bybit", 0.00037m, 50_000m).Short("okx", 0.00037m, 50_000m).Book;

        var plan = Desk.Decide(book);

        Assert.Equal((BasisPlanner.BelowMinimum, 0), (plan.Reason, plan.Blocks.Length));
    }

    [Fact]
    public void An_exit_sells_what_can_be_sold_and_leaves_dust() // 32 in coins; shorts of 12.80, 9.60 and 9.60
    {
        var plan = Leaving.Decide(Basis(Leaving, 32m).Book);

        Assert.Equal((StrategyAction.ExitFull, "funding_below_exit"), (plan.Action, plan.Reason));
        Assert.Equal("PERP_REDUCE_SHORT binance 0.000256 + CEX_SPOT_SELL binance 0.00064", Assert.Single(plan.Told()));
    }

    [Fact]
    public void A_withdrawal_whose_gas_eats_the_payout_moves_nothing_and_is_answered()
    {
        var desk = Dear(0.5m);

        var plan = desk.Decide(desk.Holdings().Cash("binance", 5_000m).Book, Desk.Withdrawal(1_000m)); // 1 700 would reach the wallet

        Assert.Equal((BasisPlanner.PayoutBelowGas, true), (plan.Reason, plan.AnswersFlow));
        Assert.Empty(plan.Blocks);
    }

    [Theory]
    [InlineData("0.85", 3)] // two transfers out and one in leave 90 100: 85 085 for coins and fee, and 850 is the least margin
    [InlineData("0.90", 0)] // 10 would be left for a least margin of 900
    [InlineData("0.95", 0)]
    public void A_purchase_that_the_gas_of_its_transfers_makes_too_dear_is_not_made(string allocation, int blocks)
    {
        var desk = Dear(decimal.Parse(allocation, System.Globalization.CultureInfo.InvariantCulture));

        var plan = desk.Decide(desk.Holdings().Cash("bybit", 50_000m).Cash("okx", 50_000m).Book);

        Assert.Equal(blocks > 0 ? ("funding_above_entry", blocks) : (BasisPlanner.NotAffordable, 0), (plan.Reason, plan.Blocks.Length));
        Assert.Empty(desk.Violations(plan));
    }

    /// <summary>So much in coins, the same short by weight, the same again as margin by weight.</summary>
    private static Holdings Basis(Desk desk, decimal worth)
    {
        var holdings = desk.Holdings().Coins("binance", worth / 50_000m);
        foreach (var (venue, weight) in new[] { ("binance", 0.4m), ("bybit", 0.3m), ("okx", 0.3m) })
            holdings = holdings.Cash(venue, worth * weight).Short(venue, worth * weight / 50_000m, 50_000m);
        return holdings;
    }
}

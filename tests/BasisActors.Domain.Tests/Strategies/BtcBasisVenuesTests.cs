using BasisActors.Domain.Configuration;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Market;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Strategies;

/// <summary>The short and its margin over several exchanges, 40/30/30 (domain reference §2.2; C-35). Price 50 000, no costs.</summary>
public class BtcBasisVenuesTests
{
    private static readonly Desk Desk = new(Configurations.BtcBasisOnThreeVenues, Markets.Basis(funding: 0.0002m));

    private static readonly Desk Dear = new(
        Configurations.BtcBasisOnThreeVenues with { Costs = new CostSettings(CostModel.Fees, null, true, true) }, Markets.Basis(funding: 0.0002m).Set(ReferenceSeries.Gas, 10_000m));

    [Fact]
    public void The_setup_spreads_short_and_margin_by_weight() // 20 000 of margin and 50 000 for the coins at binance; 15 000 at the others
    {
        var plan = Desk.Decide(Desk.Holdings().Cash("wallet", 100_000m).Book);

        Assert.Equal(
            [
                "TRANSFER_TO_CEX binance 70000 + TRANSFER_TO_CEX bybit 15000 + TRANSFER_TO_CEX okx 15000",
                "CEX_SPOT_BUY binance 1 + PERP_OPEN_SHORT binance 0.4 + PERP_OPEN_SHORT bybit 0.3 + PERP_OPEN_SHORT okx 0.3",
            ],
            plan.Told());
        Rules(plan);
    }

    [Fact]
    public void Cash_that_lies_unevenly_is_gathered_before_it_is_spread() // after an exit; okx has 40 000 too much, binance lacks 30 000, bybit 10 000
    {
        var plan = Desk.Decide(Desk.Holdings().Cash("binance", 40_000m).Cash("bybit", 5_000m).Cash("okx", 55_000m).Book);

        Assert.Equal(
            [
                "TRANSFER_FROM_CEX okx 40000",
                "TRANSFER_TO_CEX binance 30000 + TRANSFER_TO_CEX bybit 10000",
                "CEX_SPOT_BUY binance 1 + PERP_OPEN_SHORT binance 0.4 + PERP_OPEN_SHORT bybit 0.3 + PERP_OPEN_SHORT okx 0.3",
            ],
            plan.Told());
        Assert.Equal([[], ["run-1-1"], ["run-1-2"]], plan.Blocks.Select(b => b.Dependencies.ToArray()));
        Rules(plan);
    }

    [Fact]
    public void Leaving_closes_every_venue_and_sells_the_coins()
    {
        var desk = new Desk(Configurations.BtcBasisOnThreeVenues, Markets.Basis(funding: -0.0002m));

        Assert.Equal(
            ["PERP_REDUCE_SHORT binance 0.4 + PERP_REDUCE_SHORT bybit 0.3 + PERP_REDUCE_SHORT okx 0.3 + CEX_SPOT_SELL binance 1"], desk.Decide(Basis(desk).Book).Told());
    }

    [Fact]
    public void A_withdrawal_takes_from_every_venue_by_weight() // 45 000 of margin stay: 18 000 + 13 500 + 13 500
    {
        var plan = Desk.Decide(Basis(Desk).Book, Desk.Withdrawal(10_000m));

        Assert.Equal(
            [
                "PERP_REDUCE_SHORT binance 0.04 + PERP_REDUCE_SHORT bybit 0.03 + PERP_REDUCE_SHORT okx 0.03 + CEX_SPOT_SELL binance 0.1",
                "TRANSFER_FROM_CEX binance 7000 + TRANSFER_FROM_CEX bybit 1500 + TRANSFER_FROM_CEX okx 1500",
                "WALLET_PAYOUT wallet 10000",
            ],
            plan.Told());
        Rules(plan);
    }

    [Fact]
    public void A_withdrawal_of_everything_empties_every_venue()
    {
        var plan = Desk.Decide(Basis(Desk).Book, Desk.Withdrawal(100_000m));

        Assert.Equal(
            ["TRANSFER_FROM_CEX binance 70000 + TRANSFER_FROM_CEX bybit 15000 + TRANSFER_FROM_CEX okx 15000", "WALLET_PAYOUT wallet 100000"], plan.Told()[1..]);
    }

    [Fact]
    public void Critical_margin_at_one_venue_halves_all_and_moves_margin_there() // bybit holds 2 900 against 15 000
    {
        var book = Desk.Holdings().Cash("binance", 20_000m).Cash("bybit", 2_900m).Cash("okx", 27_100m).Coins("binance", 1m)
            .Short("binance", 0.4m, 50_000m).Short("bybit", 0.3m, 50_000m).Short("okx", 0.3m, 50_000m).Book;

        var plan = Desk.Decide(book);

        // 75 000 of cash after the sale: 30 000 + 22 500 + 22 500 is wanted; binance has 45 000, okx 27 100
        Assert.Equal(
            [
                "PERP_REDUCE_SHORT binance 0.2 + PERP_REDUCE_SHORT bybit 0.15 + PERP_REDUCE_SHORT okx 0.15 + CEX_SPOT_SELL binance 0.5",
                "TRANSFER_FROM_CEX binance 15000 + TRANSFER_FROM_CEX okx 4600",
                "TRANSFER_TO_CEX bybit 19600",
            ],
            plan.Told());
        Assert.Equal([BlockPriority.Margin, BlockPriority.Normal, BlockPriority.Normal], plan.Blocks.Select(b => b.Priority));
        Rules(plan);
    }

    [Fact]
    public void Delta_drift_is_spread_by_weight_over_the_venues() // short 0.8 of 1: 0.16 + 0.02 + 0.02
    {
        var book = Desk.Holdings().Cash("binance", 20_000m).Cash("bybit", 15_000m).Cash("okx", 15_000m).Coins("binance", 1m)
            .Short("binance", 0.24m, 50_000m).Short("bybit", 0.28m, 50_000m).Short("okx", 0.28m, 50_000m).Book;

        Assert.Equal(["PERP_OPEN_SHORT binance 0.16 + PERP_OPEN_SHORT bybit 0.02 + PERP_OPEN_SHORT okx 0.02"], Desk.Decide(book).Told());
    }

    [Fact]
    public void The_last_venue_takes_what_rounding_leaves() // a third three times does not make one
    {
        var thirds = Configurations.BtcBasisOnThreeVenues with { Hedge = [new("binance", 1m / 3m), new("bybit", 1m / 3m), new("okx", 1m - 2m / 3m)] };
        var desk = new Desk(thirds, Markets.Basis(funding: 0.0002m));

        var opened = desk.Decide(desk.Holdings().Cash("wallet", 100_000m).Book).Blocks[^1].Instructions.Where(i => i.Operation == Operation.PerpOpenShort).ToList();

        Assert.Equal(3, opened.Count);
        Assert.Equal(1m, opened.Sum(i => i.Amount));
    }

    [Fact]
    public void A_spot_venue_without_a_hedge_gets_cash_for_its_coins_first_and_no_margin()
    {
        var apart = Configurations.BtcBasisOnThreeVenues with { Hedge = [new("bybit", 0.5m), new("okx", 0.5m)] };
        var desk = new Desk(apart, Markets.Basis(funding: 0.0002m));

        Assert.Equal(
            [
                "TRANSFER_TO_CEX binance 50000 + TRANSFER_TO_CEX bybit 25000 + TRANSFER_TO_CEX okx 25000",
                "CEX_SPOT_BUY binance 1 + PERP_OPEN_SHORT bybit 0.5 + PERP_OPEN_SHORT okx 0.5",
            ],
            desk.Decide(desk.Holdings().Cash("wallet", 100_000m).Book).Told());
    }

    [Fact]
    public void A_venue_of_weight_zero_is_left_out()
    {
        var two = Configurations.BtcBasisOnThreeVenues with { Hedge = [new("binance", 0.6m), new("bybit", 0m), new("okx", 0.4m)] };
        var desk = new Desk(two, Markets.Basis(funding: 0.0002m));

        Assert.Equal(
            ["TRANSFER_TO_CEX binance 80000 + TRANSFER_TO_CEX okx 20000", "CEX_SPOT_BUY binance 1 + PERP_OPEN_SHORT binance 0.6 + PERP_OPEN_SHORT okx 0.4"],
            desk.Decide(desk.Holdings().Cash("wallet", 100_000m).Book).Told());
    }

    [Fact]
    public void Dear_gas_is_shared_by_weight_and_the_wallet_is_never_overdrawn() // 10 000 gwei: 1 ETH = 3300 a transfer, 9900 for three
    {
        var plan = Dear.Decide(Dear.Holdings().Cash("wallet", 100_000m).Book);
        var transfers = plan.Blocks[0];

        Assert.Equal(-100_000m, transfers.ExpectedDeltas.Single(d => d.Key == Keys.Wallet).Amount);
        Assert.Equal(9_900m, transfers.Instructions.Sum(i => i.EstimatedCost));
        // fees: 50 for the coins; 10, 9 and 7.50 for the shorts; of 40 023.50 left as margin okx gets 30 % and its fee
        Assert.Equal(12_014.55m, transfers.Instructions.Single(i => i.Venue == "okx").Amount);
        Rules(plan);
    }

    [Fact]
    public void The_purchase_is_paid_in_full_before_margin_is_spread_when_gas_takes_its_part()
    {
        var apart = Configurations.BtcBasisOnThreeVenues with { Hedge = [new("bybit", 0.5m), new("okx", 0.5m)], Costs = new CostSettings(CostModel.Fees, null, true, true) };
        var desk = new Desk(apart, Markets.Basis(funding: 0.0002m));

        var plan = desk.Decide(desk.Holdings().Cash("wallet", 100_000m).Book);

        Assert.Equal(("binance", 50_050m), (plan.Blocks[0].Instructions[0].Venue, plan.Blocks[0].Instructions[0].Amount));
        Assert.Empty(desk.Violations(plan));
    }

    [Fact]
    public void A_purchase_is_paid_from_the_other_venues_even_by_transfers_that_margin_alone_would_not_be_worth()
    {
        // equity 105 400 wants 52 700 in coins, 2 700 more; the two halves of it are below 5 % of the 52 700 that stay as margin
        var apart = Configurations.BtcBasisOnThreeVenues with { Hedge = [new("bybit", 0.5m), new("okx", 0.5m)] };
        var desk = new Desk(apart, Markets.Basis());
        var book = desk.Holdings().Cash("bybit", 27_700m).Cash("okx", 27_700m).Coins("binance", 1m).Short("bybit", 0.5m, 50_000m).Short("okx", 0.5m, 50_000m).Book;

        var plan = desk.Decide(book);

        Assert.Equal("under_deployed", plan.Reason);
        Assert.Equal(
            [
                "TRANSFER_FROM_CEX bybit 1350 + TRANSFER_FROM_CEX okx 1350",
                "TRANSFER_TO_CEX binance 2700",
                "CEX_SPOT_BUY binance 0.054 + PERP_OPEN_SHORT bybit 0.027 + PERP_OPEN_SHORT okx 0.027",
            ],
            plan.Told());
        Assert.Empty(desk.Violations(plan));
    }

    private static Holdings Basis(Desk desk) => desk.Holdings().Cash("binance", 20_000m).Cash("bybit", 15_000m).Cash("okx", 15_000m).Coins("binance", 1m)
        .Short("binance", 0.4m, 50_000m).Short("bybit", 0.3m, 50_000m).Short("okx", 0.3m, 50_000m);

    private static void Rules(Plan plan) => Assert.Empty(Desk.Violations(plan));
}

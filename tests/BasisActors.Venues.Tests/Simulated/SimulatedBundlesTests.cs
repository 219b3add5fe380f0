using BasisActors.Domain.Configuration;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Lending;
using BasisActors.Domain.Market;
using BasisActors.Tests.Fixtures;
using BasisActors.Venues.Tests.Runs;

namespace BasisActors.Venues.Tests.Simulated;

/// <summary>
/// Flash-loan bundles and liquidation at Aave, at rates and indexes of 1 unless said otherwise, so that tokens are ETH. Maximum loan-to-value 0.93, threshold 0.95, bonus 1 %.
/// </summary>
public class SimulatedBundlesTests
{
    [Fact]
    public void An_entry_with_a_flash_fee_ends_at_its_target() // domain reference §5.12: e 15.151515, λ 0.91, φ 5 bps
    {
        var desk = Desk(15.151515151515m, flashFee: 0.0005m);

        var report = desk.Enter(15.151515151515m, 152.352251800873m);

        // collateral e + F; debt F × 1.0005
        StakingDesk.Confirmed(report, new Delta(Modes.WalletEth, -15.151515151515m), new Delta(Modes.Supply, 167.503766952388m), new Delta(AavePositions.Debt, 152.428427926773m));
        Assert.Equal((0.0761761259m, 1m), (report.FlashFee, report.FillPrice));
        Assert.Equal(0.91m, decimal.Round(152.428427926773m / 167.503766952388m, 9));
        Assert.Equal((0m, 167.503766952388m, 152.428427926773m), (desk.Eth, desk.Loop.Supply, desk.Loop.Debt));
    }

    [Fact]
    public void An_entry_is_kept_in_scaled_balances_and_pays_its_gas() // (10 + 10) / 1.25 = 16 tokens, /1.6 = 10 scaled; 10 / 1.25 = 8; 1 250 000 gas
    {
        var market = Market().Set(Modes.Token.OracleRate, 1.25m).Set(SupplyIndex, 1.6m).Set(BorrowIndex, 1.25m);
        var desk = Desk(11m, market, costs: new CostSettings(CostModel.Fees, null, true, true));

        StakingDesk.Confirmed(desk.Enter(10m, 10m), new Delta(Modes.WalletEth, -10.025m), new Delta(Modes.Supply, 10m), new Delta(AavePositions.Debt, 8m));
        Assert.Equal(0.975m, desk.Eth);
    }

    [Fact]
    public void An_entry_without_a_loan_supplies_and_borrows_nothing()
    {
        var desk = Desk(10m);

        StakingDesk.Confirmed(desk.Enter(10m, 0m), new Delta(Modes.WalletEth, -10m), new Delta(Modes.Supply, 10m));
    }

    [Fact]
    public void An_entry_beyond_the_maximum_loan_to_value_reverts() // 93 / 100 passes, 93.1 / 100.1 does not
    {
        Reverted(Desk(7m), d => d.Enter(7m, 93.1m), "maximum is 0.93");
        Assert.True(Desk(7m).Enter(7m, 93m).IsConfirmed);
    }

    [Fact]
    public void An_entry_below_the_health_factor_it_asks_for_reverts() // 100 × 0.95 / 91 = 1.0440
    {
        Reverted(Desk(9m), d => d.Enter(9m, 91m, minHealthFactor: 1.05m), "health factor would be 1.044");
        Assert.True(Desk(9m).Enter(9m, 91m, minHealthFactor: 1.04m).IsConfirmed);
    }

    [Fact]
    public void An_entry_that_cannot_pay_its_ETH_is_refused()
    {
        var desk = Desk(9m);

        SimulatedExchangeTests.Refused("EXEC-004", "needs 9.01", desk.Enter(9.01m, 10m));
        Assert.Equal((9m, 0m, 0m), (desk.Eth, desk.Loop.Supply, desk.Loop.Debt));
    }

    [Fact]
    public void A_deleverage_frees_what_was_asked_at_24_basis_points() // domain reference §5.12: 2.765 ETH at 0.91: W 31.563927, R 28.723174
    {
        var desk = Desk(15.151515m, costs: new CostSettings(CostModel.Fees, 24m, false, true));
        desk.Enter(15.151515m, 153.198653m);

        var report = desk.Deleverage(31.563927m, 28.723174m);

        // 31.563927 × 0.9976 − 28.723174
        StakingDesk.Confirmed(report, new Delta(Modes.Supply, -31.563927m), new Delta(AavePositions.Debt, -28.723174m), new Delta(Modes.WalletEth, 2.7649995752m));
        Assert.Equal((0.9976m, 1m), (report.FillPrice, report.ReferencePrice));
        Assert.Equal(0.91m, decimal.Round(desk.Loop.Debt / desk.Loop.Supply, 6));
        Assert.Equal(249.99m, decimal.Round(31.563927m * 0.0024m * 3_300m, 2));
    }

    [Fact]
    public void A_deleverage_pays_the_fee_of_its_loan_out_of_the_sale() // 30 − 20 − 20 × 0.0005
    {
        var desk = Desk(20m, flashFee: 0.0005m);
        desk.Enter(20m, 80m);

        var report = desk.Deleverage(30m, 20m);

        Assert.Equal(0.01m, report.FlashFee);
        Assert.Equal(9.99m, desk.Eth);
    }

    [Fact]
    public void A_deleverage_whose_sale_does_not_repay_the_loan_reverts() // at 2 % below: 20 × 0.98 = 19.6
    {
        var market = Market().Set(Modes.Token.MarketRate, 0.98m);

        Reverted(Entered(market), d => d.Deleverage(20m, 19.61m), "sale brings 19.6");
        Assert.True(Entered(market).Deleverage(20m, 19.6m).IsConfirmed);
    }

    [Fact]
    public void A_deleverage_below_what_it_asks_for_reverts()
    {
        Reverted(Entered(), d => d.Deleverage(20m, 10m, minOut: 10.01m), "at least 10.01");
        Assert.True(Entered().Deleverage(20m, 10m, minOut: 10m).IsConfirmed);
    }

    [Fact]
    public void A_deleverage_beyond_collateral_or_debt_reverts()
    {
        Reverted(Entered(), d => d.Deleverage(100.01m, 80m), "supplied are 100");
        Reverted(Entered(), d => d.Deleverage(100m, 80.01m), "owed 80");
    }

    [Fact]
    public void A_deleverage_that_would_endanger_the_rest_reverts() // (100 − 15) × 0.95 / 80 = 1.009
    {
        Reverted(Entered(), d => d.Deleverage(15m, 0m, minHealthFactor: 1.02m), "health factor would be 1.0094");
        Assert.True(Entered().Deleverage(15m, 0m, minHealthFactor: 1m).IsConfirmed);
    }

    [Fact]
    public void Everything_can_be_repaid_and_withdrawn_at_indexes_that_do_not_divide()
    {
        var market = Market(rows: 2).Set(SupplyIndex, 1.070000000007m, 1.090000000003m).Set(BorrowIndex, 1.030000000011m, 1.050000000013m);
        var desk = Desk(20m, market);
        desk.Enter(20m, 77.77m);
        var (supplied, owed) = (decimal.Round(desk.Loop.Supply * 1.090000000003m, 12), decimal.Round(desk.Loop.Debt * 1.050000000013m, 12));

        Assert.True(desk.Deleverage(supplied, owed, hour: 1).IsConfirmed);
        Assert.Equal((0m, 0m, supplied - owed), (desk.Loop.Supply, desk.Loop.Debt, desk.Eth));
    }

    [Fact]
    public void Half_of_the_debt_is_liquidated_just_below_a_health_factor_of_1() // rate 0.966: 96.6 × 0.95 / 92 = 0.9975; 46 repaid, 46.46 / 0.966 tokens seized
    {
        var desk = At(0.966m);

        Assert.Equal((100m - 48.095238095238m, 46m), desk.Loop);
        Assert.Equal((100m - 48.095238095238m, 46m), AsTheLedgerDoesIt(0.966m));
    }

    [Fact]
    public void At_a_health_factor_of_1_the_loan_stands() // 92 / 0.95 = 96.842105…; the next digit up is above 1
    {
        Assert.Equal((100m, 92m), At(0.968421052632m).Loop);
        Assert.Equal(46m, At(0.968421052631m).Loop.Debt);
    }

    [Fact]
    public void All_of_it_is_liquidated_at_0_95_or_less_and_the_debt_that_the_collateral_does_not_cover_stays() // rate 0.92: 92 / 1.01 = 91.089108910891 repaid
    {
        Assert.Equal((0m, 0.910891089109m), At(0.92m).Loop);
        Assert.Equal((0m, 0.910891089109m), AsTheLedgerDoesIt(0.92m));
    }

    private static readonly SeriesKey SupplyIndex = new(SeriesKind.LiquidityIndex, "aave_v3", "weETH");

    private static readonly SeriesKey BorrowIndex = new(SeriesKind.BorrowIndex, "aave_v3", "WETH");

    /// <summary>Collateral 100 and debt 92; then the oracle's rate falls.</summary>
    private static StakingDesk At(decimal rate)
    {
        var desk = Desk(8m, Market(rows: 2).Set(Modes.Token.OracleRate, 1m, rate));
        Assert.True(desk.Enter(8m, 92m).IsConfirmed);
        desk.Outside.Advance(1);
        return desk;
    }

    private static (decimal, decimal) AsTheLedgerDoesIt(decimal rate)
    {
        var desk = new Desk(Modes.EthLeveragedInEther, Market(rows: 2).Set(Modes.Token.OracleRate, 1m, rate));
        var book = Book.Open(desk.Chart).Post(Posting.Balanced(
            desk.Chart, Cause.CapitalFlow, "opening", new Leg(desk.Chart.Own(Modes.Supply), 100m), new Leg(desk.Chart.Own(Modes.Supply, AccountRole.Underlying), 100m),
            new Leg(desk.Chart.Own(AavePositions.Debt), 92m), new Leg(desk.Chart.Own(AavePositions.Debt, AccountRole.Underlying), -92m)));
        book = book.Post(new Liquidations(desk.Configuration, desk.Chart, desk.Market).Due(book, desk.At(1)));
        Assert.Equal((book.Quantity(Modes.Supply), -book.Quantity(AavePositions.Debt)), (book.Underlying(Modes.Supply), book.Underlying(AavePositions.Debt)));
        return (book.Quantity(Modes.Supply), book.Quantity(AavePositions.Debt));
    }

    /// <summary>Collateral 100 and debt 80.</summary>
    private static StakingDesk Entered(MarketBuilder? market = null)
    {
        var desk = Desk(20m, market);
        Assert.True(desk.Enter(20m, 80m).IsConfirmed);
        return desk;
    }

    private static void Reverted(StakingDesk desk, Func<StakingDesk, ExecutionReport> act, string because)
    {
        var held = desk.Outside.World.Chain.Statement();
        SimulatedExchangeTests.Refused("EXEC-006", because, act(desk));
        Assert.Equal(held, desk.Outside.World.Chain.Statement());
    }

    private static MarketBuilder Market(int rows = 1) =>
        StakingDesk.Market(rows).Set(Modes.Token.OracleRate, 1m).Set(Modes.Token.MarketRate, 1m).Set(SupplyIndex, 1m).Set(BorrowIndex, 1m);

    private static StakingDesk Desk(decimal eth, MarketBuilder? market = null, decimal flashFee = 0, CostSettings? costs = null) => new(
        Modes.EthLeveragedInEther with
        {
            Costs = costs ?? Configurations.NoCosts,
            Venues = [.. Modes.EthLeveragedInEther.Venues.Select(v => v.Name == "morpho" ? v with { FlashFee = flashFee } : v)],
        },
        market ?? Market(), eth);
}

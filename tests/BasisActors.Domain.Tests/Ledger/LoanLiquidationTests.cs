using BasisActors.Domain.Attribution;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Lending;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Ledger;

/// <summary>Collateral that Aave takes (domain reference §5.5, RSK-005). weETH is worth 1.25 ETH, supply index 1.1, borrow index 1.2; threshold 0.95, bonus 1 %.</summary>
public class LoanLiquidationTests
{
    private static readonly Desk Desk = new(StakingConfigurations.LeveragedInEth, Markets.Staking(rate: 1.25m, supplyIndex: 1.1m, borrowIndex: 1.2m));

    [Theory]
    [InlineData("950", false)] // health factor exactly 1
    [InlineData("950.01", true)]
    public void A_loan_is_liquidated_below_a_health_factor_of_one(string debt, bool liquidated) =>
        Assert.Equal(liquidated, !Due(Desk.Ether().Loop(800m, Number(debt), 1.1m, 1.2m).Book).IsEmpty);

    [Fact]
    public void Just_below_one_half_of_the_debt_is_repaid_for_collateral_and_the_bonus()
    {
        var book = Desk.Ether().Loop(800m, 960m, 1.1m, 1.2m).Book; // 950 / 960 = 0.9896
        var posting = Assert.Single(Due(book));
        var after = book.Post(posting);

        Assert.Equal((Cause.Liquidation, "aave_v3:debtToken:debtWETH"), (posting.Cause, posting.Source));
        Assert.Equal((-480m, 400m), (after.Underlying(AavePositions.Debt), after.Quantity(AavePositions.Debt)));
        Assert.Equal(412.16m, after.Underlying(EtherBook.Collateral)); // 800 − 480 × 1.01 / 1.25
        Assert.Equal(374.690909090909m, after.Quantity(EtherBook.Collateral)); // 727.272727272727 − 387.84 / 1.1
        Assert.Equal(35.2m, Desk.Exposure(after).Equity); // 1000 − 960 − 4.8 of bonus
    }

    [Fact]
    public void At_0_95_and_below_all_of_it_is_repaid()
    {
        var book = Desk.Ether().Loop(800m, 1_000m, 1.1m, 1.2m).Book; // 950 / 1000
        var after = book.Post(Due(book));

        // the collateral does not suffice: all of it goes, only its value without the bonus is repaid, the rest of the debt stays
        Assert.Equal((0m, 0m), (after.Underlying(EtherBook.Collateral), after.Quantity(EtherBook.Collateral)));
        Assert.Equal(-9.900990099010m, after.Underlying(AavePositions.Debt)); // 1000 − 1000 / 1.01
        Assert.Equal(8.250825082508m, decimal.Round(after.Quantity(AavePositions.Debt), 12)); // that / 1.2
    }

    [Fact]
    public void What_is_taken_or_repaid_whole_leaves_no_dust_of_its_scaled_balance()
    {
        // outside of the correlated category: threshold 0.8, bonus 7 %; a health factor of 0.94 repays all and does not take all
        var configuration = StakingConfigurations.LeveragedInEth with
        {
            LendingMarket = StakingConfigurations.Aave with { Reserves = StakingConfigurations.Aave.Reserves.Add("weETH", new ReserveParameters(0.775m, 0.8m, 0.07m)), EModeCategory = [] },
        };
        var desk = new Desk(configuration, Desk.Market);
        var repaid = desk.Ether().Loop(800m, 851m, 1.1m, 1.2m).Holds(AavePositions.Debt, 0.000000000003m).Book;
        var seized = Desk.Ether().Loop(800m, 1_000m, 1.1m, 1.2m).Holds(EtherBook.Collateral, 0.000000000003m).Book;
        var (afterRepaid, afterSeized) = (repaid.Post(new Liquidations(configuration, desk.Chart, desk.Market).Due(repaid, desk.At(0))), seized.Post(Due(seized)));

        Assert.Equal((0m, 0m), (afterRepaid.Quantity(AavePositions.Debt), afterRepaid.Underlying(AavePositions.Debt)));
        Assert.Equal(71.544m, afterRepaid.Underlying(EtherBook.Collateral)); // 800 − 851 × 1.07 / 1.25
        Assert.Equal((0m, 0m), (afterSeized.Quantity(EtherBook.Collateral), afterSeized.Underlying(EtherBook.Collateral)));
    }

    [Fact]
    public void A_loan_without_debt_or_a_mode_without_a_loan_is_never_liquidated()
    {
        var plain = new Desk(StakingConfigurations.StakingOnly, Markets.Staking());

        Assert.Empty(Due(Desk.Ether().Loop(800m, 0m).Book));
        Assert.Empty(new Liquidations(plain.Configuration, plain.Chart, plain.Market).Due(plain.Ether().Staked(5m).Book, plain.At(0)));
        Assert.Null(LendingBalances.Of(plain.Configuration, plain.Chart, plain.Market));
    }

    [Fact]
    public void The_loss_is_the_bonus_and_goes_to_its_own_bucket()
    {
        var book = Desk.Ether().Loop(800m, 960m, 1.1m, 1.2m).Book;
        var (snapshot, events) = (Desk.At(0), Due(book).ToArray());
        var pnl = new PnlAttribution(Desk.Pricing).Attribute(book, snapshot, [], events, snapshot, 40m, Desk.Exposure(book.Post([.. events])).Equity);

        Assert.Equal((-4.8m, 0m), (pnl[AttributionBucket.LiquidationLoss], pnl.Residual)); // 480 × 1 %
        Assert.Equal(-4.8m, pnl.Total);
    }

    [Fact]
    public void Shorts_and_a_loan_can_be_taken_in_the_same_tick()
    {
        var desk = new Desk(StakingConfigurations.MarketNeutral, Markets.Staking());
        var book = desk.Ether().Cash(0m, 1_650m, 16_500m, 17_000m).Loop(250m, 240m).Shorts(8.25m, 8.25m, 8.5m).Book; // binance at 10 %, loan at 0.96

        var postings = new Liquidations(desk.Configuration, desk.Chart, desk.Market).Due(book, desk.At(0));

        Assert.Equal(["binance:Perp:ETHUSDT", "aave_v3:debtToken:debtWETH"], postings.Select(p => p.Source));
        Assert.Equal((0m, -8.25m), (book.Post(postings).Quantity(EtherBook.Perp("binance")), book.Post(postings).Quantity(EtherBook.Perp("bybit"))));
    }

    [Fact]
    public void The_balances_of_a_loan_say_where_they_are_and_what_they_are_worth()
    {
        var loan = LendingBalances.Of(Desk.Configuration, Desk.Chart, Desk.Market)!;
        var book = Desk.Ether().Loop(800m, 910m, 1.1m, 1.2m).Book;

        Assert.Equal((book.Quantity(EtherBook.Collateral), book.Underlying(EtherBook.Collateral)), (book[loan.CollateralScaled], book[loan.CollateralUnderlying]));
        Assert.Equal((book.Quantity(AavePositions.Debt), book.Underlying(AavePositions.Debt)), (book[loan.DebtScaled], book[loan.DebtUnderlying]));
        Assert.Equal((1.25m, 1.1m, 1.2m), (loan.Rate(Desk.At(0)), loan.SupplyIndex(Desk.At(0)), loan.BorrowIndex(Desk.At(0))));
        Assert.Equal((1_000m, 910m), (loan.Account(book, Desk.At(0)).Collateral, loan.Account(book, Desk.At(0)).Debt));
        Assert.Equal(0m, loan.Account(Book.Open(Desk.Chart), Desk.At(0)).Collateral);
    }

    private static System.Collections.Immutable.ImmutableArray<Posting> Due(Book book) => new Liquidations(Desk.Configuration, Desk.Chart, Desk.Market).Due(book, Desk.At(0));

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

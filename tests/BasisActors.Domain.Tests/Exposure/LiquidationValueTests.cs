using BasisActors.Domain.Configuration;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Exposure;
using BasisActors.Domain.Ledger;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Exposure;

/// <summary>What would be left if everything were closed now, at the run's costs (domain reference §5.7).</summary>
public class LiquidationValueTests
{
    private static readonly CostSettings TenBasisPoints = Configurations.FeesOnly with { SlippageBps = 10m };

    [Fact]
    public void Without_costs_it_is_equity()
    {
        var desk = new Desk(Configurations.BtcBasis, Markets.Basis(51_000m));
        var book = desk.Holdings().Cash("wallet", 10m).Cash("binance", 50_000m).Coins("binance", 1m).Short("binance", 1m, 50_000m).Book;

        Assert.Equal(desk.Exposure(book).Equity, Of(desk, book));
    }

    [Fact]
    public void Coins_are_sold_and_shorts_are_bought_back_at_fees_and_slippage()
    {
        var desk = new Desk(Configurations.BtcBasis with { Costs = TenBasisPoints }, Markets.Basis());
        var book = desk.Holdings().Cash("wallet", 10m).Cash("binance", 50_000m).Coins("binance", 1m).Short("binance", 0.5m, 50_000m).Book;

        // sold at 49 950 less 49.95; bought at 0.5 × 50 050 and 12.5125 on top, against 25 000 of entry
        Assert.Equal(50_010m + 49_950m - 49.95m - 25_025m - 12.5125m + 25_000m, Of(desk, book));
        Assert.True(Of(desk, book) < desk.Exposure(book).Equity);
    }

    [Fact]
    public void A_supply_is_withdrawn_at_the_price_of_its_gas() // 220 000 × 20e-9 × 3300 = 14.52
    {
        var desk = new Desk(Configurations.PureLending with { Costs = Configurations.FullCosts }, Markets.Lending());

        Assert.Equal(1_100m - 14.52m + 5m, Of(desk, desk.Holdings().Cash("wallet", 5m).Supplied(1_100m, 1.1m).Book));
    }

    [Fact]
    public void Debt_is_repaid_at_its_face_value_and_a_long_perpetual_is_sold()
    {
        PositionKey debt = new("aave_v3", PositionType.DebtToken, "debtUSDT");
        var configuration = Configurations.BtcBasis with { Costs = TenBasisPoints, PositionSubscriptions = [.. Configurations.BtcBasis.PositionSubscriptions, debt] };
        var desk = new Desk(configuration, Markets.Basis());
        var book = Book.Open(desk.Chart).Post(Posting.Balanced(
            desk.Chart, Cause.CapitalFlow, "opening",
            new Leg(desk.Chart.Own(Keys.Wallet), 1_000m), new Leg(desk.Chart.Own(debt, AccountRole.Underlying), -300m),
            new Leg(desk.Chart.Own(Keys.Perp("binance")), 1m), new Leg(desk.Chart.Own(Keys.Perp("binance"), AccountRole.EntryNotional), -49_000m)));

        Assert.Equal(1_000m - 300m + 49_950m - 24.975m - 49_000m, Of(desk, book));
    }

    [Fact]
    public void An_empty_book_is_worth_nothing()
    {
        var desk = new Desk(Configurations.PureLending with { Costs = Configurations.FullCosts }, Markets.Lending());

        Assert.Equal(0m, Of(desk, Book.Open(desk.Chart)));
    }

    [Fact]
    public void A_venue_that_is_not_enabled_is_VIM_001()
    {
        var desk = new Desk(Configurations.BtcBasis, Markets.Basis());
        var book = desk.Holdings().Coins("binance", 1m).Book;

        Assert.Equal("VIM-001", Assert.Throws<BasisException>(() => new LiquidationValue(desk.Configuration with { Venues = [] }, desk.Pricing, desk.Costs, desk.Market).Of(book, desk.At(0))).Error.Code);
    }

    private static decimal Of(Desk desk, Book book) => new LiquidationValue(desk.Configuration, desk.Pricing, desk.Costs, desk.Market).Of(book, desk.At(0));
}

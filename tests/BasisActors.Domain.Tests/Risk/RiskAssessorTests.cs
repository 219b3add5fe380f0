using BasisActors.Domain.Ledger;
using BasisActors.Domain.Perpetuals;
using BasisActors.Domain.Risk;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Risk;

/// <summary>Margin, drift, spread and losses of a book (domain reference §6, §5.6; D-05).</summary>
public class RiskAssessorTests
{
    // mark after the rise; ratio of a short of 1 at 50 000 with 50 000 of margin: (100 000 − mark) / mark
    public static TheoryData<decimal, string?> Rises => new()
    {
        { 50_000m, null }, // 1.0
        { 76_900m, null }, // +53.8 %: 23 100 / 76 900 = 0.3004
        { 76_950m, "MARGIN_WARNING" }, // +53.9 %: 0.2995
        { 83_300m, "MARGIN_WARNING" }, // +66.6 %: 0.2005
        { 83_350m, "MARGIN_CRITICAL" }, // +66.7 %: 0.1998
        { 90_900m, "MARGIN_CRITICAL" }, // +81.8 %: 0.1001
    };

    [Theory]
    [MemberData(nameof(Rises))]
    public void A_rising_price_eats_the_margin_of_a_short(decimal mark, string? label)
    {
        var desk = new Desk(Configurations.BtcBasis, Markets.Basis(mark));
        var risk = desk.Risk(Hedged(desk));

        Assert.Equal((100_000m - mark) / mark, risk.MinMarginRatio);
        Assert.Equal(label, risk.Primary?.Label());
    }

    [Fact]
    public void Each_venue_is_judged_by_its_own_margin_and_the_worst_is_named()
    {
        var desk = new Desk(Configurations.BtcBasisOnThreeVenues, Markets.Basis(51_000m).Set(Keys.Mark("okx"), 50_000m));
        var book = desk.Holdings().Cash("binance", 20_000m).Cash("bybit", 5_000m).Cash("okx", 30_000m)
            .Short("binance", 0.4m, 50_000m).Short("bybit", 0.3m, 50_000m).Short("okx", 0.3m, 50_000m).Book;

        var risk = desk.Risk(book);

        Assert.Equal(
            [
                new CrossMargin("binance", 19_600m, 20_400m, -400m), // 20 000 − 0.4 × 1000
                new CrossMargin("bybit", 4_700m, 15_300m, -300m),
                new CrossMargin("okx", 30_000m, 15_000m, 0m),
            ],
            risk.Margins.ToArray());
        Assert.Equal(("bybit", 4_700m / 15_300m), (risk.WorstVenue, risk.MinMarginRatio));
    }

    [Fact]
    public void A_venue_without_a_position_has_no_margin_to_judge()
    {
        var desk = new Desk(Configurations.BtcBasisOnThreeVenues, Markets.Basis());

        Assert.Equal(["okx"], desk.Risk(desk.Holdings().Cash("binance", 0m).Cash("okx", 10m).Short("okx", 1m, 50_000m).Book).Margins.Select(m => m.Venue));
    }

    [Fact]
    public void Coins_on_the_venue_are_not_margin()
    {
        var desk = new Desk(Configurations.BtcBasis, Markets.Basis());

        Assert.Equal(0.5m, desk.Risk(desk.Holdings().Cash("binance", 25_000m).Coins("binance", 1m).Short("binance", 1m, 50_000m).Book).MinMarginRatio);
    }

    [Fact]
    public void Without_a_short_there_is_no_margin_ratio_and_no_spread()
    {
        var desk = new Desk(Configurations.BtcBasis, Markets.Basis());
        var risk = desk.Risk(desk.Holdings().Cash("binance", 10m).Book);

        Assert.Empty(risk.Margins);
        Assert.Null(risk.MinMarginRatio);
        Assert.Null(risk.WorstVenue);
        Assert.Null(risk.BasisSpread);
        Assert.Null(risk.Mark);
        Assert.Equal(0m, risk.DeltaDrift);
        Assert.Null(risk.Primary);
    }

    [Theory]
    [InlineData("0.95", "0.025")] // long 0.05 × 50 000 of 100 000
    [InlineData("1.05", "0.025")] // short by as much
    [InlineData("1", "0")]
    public void Drift_is_the_open_delta_over_equity_whichever_way_it_leans(string size, string drift)
    {
        var desk = new Desk(Configurations.BtcBasis, Markets.Basis());
        var book = desk.Holdings().Cash("binance", 50_000m).Coins("binance", 1m).Short("binance", Number(size), 50_000m).Book;

        Assert.Equal(Number(drift), desk.Risk(book).DeltaDrift);
    }

    [Fact]
    public void The_basis_spread_is_the_distance_of_mark_from_spot()
    {
        var desk = new Desk(Configurations.BtcBasis, Markets.Basis().Set(Keys.Mark("binance"), 49_000m));

        var risk = desk.Risk(Hedged(desk));

        Assert.Equal((49_000m, 50_000m, 0.02m), (risk.Mark, risk.Spot, risk.BasisSpread));
    }

    [Fact]
    public void A_risk_that_the_mode_does_not_have_is_null_and_never_zero()
    {
        var lending = new Desk(Configurations.PureLending, Markets.Lending());
        var risk = lending.Risk(lending.Holdings().Supplied(100m, 1.1m).Book);

        Assert.Equal(0m, risk.LoanToValue); // no debt
        Assert.Null(risk.HealthFactor);
        Assert.Null(risk.MinMarginRatio);
        Assert.Null(risk.DeltaDrift);

        var basis = new Desk(Configurations.BtcBasis, Markets.Basis());
        Assert.Null(basis.Risk(Hedged(basis)).LoanToValue);
    }

    [Fact]
    public void A_book_without_equity_has_no_drift()
    {
        var desk = new Desk(Configurations.BtcBasis, Markets.Basis());

        Assert.Null(desk.Risk(Book.Open(desk.Chart)).DeltaDrift);
    }

    [Theory]
    [InlineData("85000.01", false)]
    [InlineData("85000", true)] // a loss of exactly 15 %
    [InlineData("80000", true)]
    public void The_stop_loss_holds_from_its_limit_on(string equity, bool reached)
    {
        var desk = new Desk(Configurations.BtcBasis, Markets.Basis());
        var history = RiskHistory.Start.Observe(0, 100_000m, 100_000m, false).Observe(1, Number(equity), 0m, false);

        Assert.Equal(reached, desk.Risk(Hedged(desk), history: history).StopLossReached);
    }

    [Fact]
    public void An_assessment_carries_the_history_and_knows_its_triggers()
    {
        var desk = new Desk(Configurations.BtcBasis, Markets.Basis(83_350m));
        var history = RiskHistory.Start.Observe(0, 100m, 100m, false).Observe(1, 110m, 0m, false).Observe(2, 99m, 0m, false);
        var risk = desk.Risk(Hedged(desk), history: history);

        Assert.Equal((MarketBuilder.Start, 0.1m, 0.01m), (risk.Timestamp, risk.Drawdown, risk.Loss));
        Assert.Same(history, risk.History);
        Assert.True(risk.Has(RiskTrigger.MarginCritical));
        Assert.False(risk.Has(RiskTrigger.MarginWarning));
    }

    private static Book Hedged(Desk desk) => desk.Holdings().Cash("binance", 50_000m).Coins("binance", 1m).Short("binance", 1m, 50_000m).Book;

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

using BasisActors.Domain.Configuration;
using BasisActors.Domain.Market;
using BasisActors.Domain.Strategies;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Strategies;

/// <summary>
/// A loop is repaid when borrowing costs more than it earns, and only when that will cost more than repaying (domain reference §6, net carry; §5.5). A week of data: the staking
/// rate and the borrow index grow by what a test says, a thousandth in a week is 0.001 × 365/7 = 5.214 % a year.
/// </summary>
public class CarryGuardTests
{
    private const int Week = 168;
    private static readonly CarryGuard Guard = new(WindowDays: 7, Exit: -0.02m, Entry: 0.002m, HorizonDays: 90);
    private static readonly RunConfiguration Guarded = StakingConfigurations.LeveragedInEth with { Staking = StakingConfigurations.LeveragedInEth.Staking! with { Carry = Guard } };

    [Fact]
    public void Yields_are_measured_by_growth_over_the_window()
    {
        var market = After(staking: 0.0007m, borrow: 0.0014m, supply: 0.0001m).Build();
        var signal = new CarrySignal(Guarded.Staking!, market);
        var snapshot = market.At(MarketBuilder.Hour(Week));

        Assert.Equal((0.0365m + 0.0001m * 365 / 7, 0.073m), signal.Measure(snapshot)); // 0.0007 × 365/7, 0.0014 × 365/7
        Assert.Equal(NetCarry(0.0365m + 0.0001m * 365 / 7, 0.073m), signal.Levered(snapshot, 0.91m));
        Assert.Equal(signal.Measure(snapshot), signal.Measure(snapshot));
    }

    [Fact]
    public void Without_a_week_of_data_nothing_is_measured()
    {
        var market = After(0.0007m, 0.0014m).Build();

        Assert.Null(new CarrySignal(Guarded.Staking!, market).Measure(market.At(MarketBuilder.Hour(Week - 1))));
        Assert.Null(new CarrySignal(Guarded.Staking! with { Carry = null }, market).Measure(market.At(MarketBuilder.Hour(Week))));
        Assert.Null(new CarrySignal(Guarded.Staking!, market).Levered(market.At(MarketBuilder.Hour(0)), 0.91m));
    }

    [Theory]
    [InlineData("0.0014", "exit_partial Rebalance negative_carry")] // (3.65 % − 0.91 × 7.3 %) / 0.09 = −33 %
    [InlineData("0.0007", "hold")] // borrowing costs what staking earns: +3.65 %
    public void A_loop_below_the_exit_level_is_repaid(string borrow, string decision)
    {
        var desk = new Desk(Guarded, After(0.0007m, Number(borrow)));

        Assert.Equal(decision, desk.Told(Loop(desk), row: Week));
    }

    [Theory]
    [InlineData("0.000808", "exit_partial Rebalance negative_carry")] // (3.65 % − 0.91 × 4.2131 %) / 0.09 = −2.04 %
    [InlineData("0.000807", "hold")] // −1.99 %
    public void The_exit_level_is_two_percent_a_year_on_the_loops_equity(string borrow, string decision)
    {
        var desk = new Desk(Guarded, After(0.0007m, Number(borrow)));

        Assert.Equal(decision, desk.Told(Loop(desk), row: Week));
    }

    [Theory]
    [InlineData("0.9918", "hold")] // repaying 910 loses 910 × 0.0082 / 0.9918 = 7.524; the loop 0.33256 × 90.7 × 90/365 = 7.437
    [InlineData("0.9919", "exit_partial Rebalance negative_carry")] // 7.431
    public void It_is_repaid_only_when_that_costs_less_than_it_would_lose_over_the_horizon(string market, string decision)
    {
        var desk = new Desk(Guarded, After(0.0007m, 0.0014m, market: Number(market)));

        Assert.Equal(decision, desk.Told(Loop(desk), row: Week));
    }

    [Fact]
    public void A_loop_whose_sale_cannot_repay_it_is_kept()
    {
        var desk = new Desk(Guarded, After(0.0007m, 0.0014m, market: 0.9m));

        Assert.Equal("hold", desk.Told(Loop(desk), row: Week));
    }

    [Fact]
    public void Repaying_sells_just_what_the_debt_needs_and_frees_nothing()
    {
        var desk = new Desk(Guarded, After(0m, 0.0014m));
        var plan = desk.Decide(Loop(desk), row: Week);

        Assert.Equal(["ATOMIC_DELEVERAGE_AAVE instadapp 910"], plan.Told());
        Assert.Equal((910m, 2), (plan.Blocks[0].Instructions[0].Bundle!.FlashLoan, plan.Blocks[0].Priority));
    }

    [Theory]
    [InlineData("0.0006", "entry_partial Rebalance carry_positive")] // 3.65 % − 3.13 % = 0.52 %
    [InlineData("0.00067", "hold")] // 0.16 %, between exit and entry: what is out stays out
    [InlineData("0.0014", "hold")]
    public void A_repaid_loop_is_levered_again_once_borrowing_pays_by_the_entry_level(string borrow, string decision)
    {
        var desk = new Desk(Guarded, After(0.0007m, Number(borrow)));

        Assert.Equal(decision, desk.Told(desk.Ether().Loop(90m, 0m).Book, row: Week));
    }

    [Theory]
    [InlineData("0.0014", "0")]
    [InlineData("0.00067", "0")] // in between nothing is levered anew
    [InlineData("0.0006", "1011.111111111111")]
    public void While_borrowing_does_not_pay_an_entry_supplies_without_a_loan(string borrow, string loan)
    {
        var desk = new Desk(Guarded, After(0m, Number(borrow) - 0.0007m));
        var plan = desk.Decide(desk.Ether().Holds(EtherBook.Eth("wallet"), 100m).Book, row: Week);

        Assert.Equal(["ATOMIC_LEVERAGE_ENTRY instadapp 100"], plan.Told());
        Assert.Equal(Number(loan), plan.Blocks[0].Instructions[0].Bundle!.FlashLoan);
    }

    [Fact]
    public void Before_the_first_week_an_entry_is_levered()
    {
        var desk = new Desk(Guarded, After(0m, 0.0014m));

        Assert.Equal(1_011.111111111111m, desk.Decide(desk.Ether().Holds(EtherBook.Eth("wallet"), 100m).Book, row: 1).Blocks[0].Instructions[0].Bundle!.FlashLoan);
    }

    private static decimal NetCarry(decimal yield, decimal borrow) => (yield - borrow * 0.91m) * (1 / (1 - 0.91m));

    private static Domain.Ledger.Book Loop(Desk desk) => desk.Ether().Loop(1_000m, 910m).Book;

    /// <summary>A week in which rates and indexes have grown from 1 by these fractions.</summary>
    private static MarketBuilder After(decimal staking, decimal borrow, decimal supply = 0m, decimal? market = null)
    {
        const int daily = 86_400;
        var token = StakingConfigurations.WeEth;
        return Markets.Staking(rows: Week + 1)
            .Observe(token.OracleRate, daily, (0, 1m), (Week, 1m + staking))
            .Observe(token.MarketRate, daily, (0, 1m), (Week, (market ?? 1m) * (1m + staking)))
            .Observe(new SeriesKey(SeriesKind.LiquidityIndex, "aave_v3", "weETH"), daily, (0, 1m), (Week, 1m + supply))
            .Observe(new SeriesKey(SeriesKind.BorrowIndex, "aave_v3", "WETH"), daily, (0, 1m), (Week, 1m + borrow));
    }

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

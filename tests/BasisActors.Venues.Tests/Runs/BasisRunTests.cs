using BasisActors.Domain.Instructions;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Venues.Tests.Runs;

/// <summary>Whole days of a mode against the simulated venues, worked out by hand.</summary>
public class BasisRunTests
{
    [Fact]
    public void A_day_of_the_basis_earns_its_funding_less_its_fees()
    {
        // price stands still; settlements of 0.0002 at 0, 8 and 16 h, the first before the entry
        var market = Markets.Basis(rows: 24).Observe(Keys.Funding("binance"), Markets.EightHours, (0, 0.0002m), (8, 0.0002m), (16, 0.0002m)).Build();
        var run = new PaperRun(Configurations.BtcBasis with { Costs = Configurations.FeesOnly }, market, (0, 100_000m));

        for (var hour = 0; hour < 24; hour++)
            run.Tick(hour);

        // 100 000 − 50 (spot fee) − 25 (perpetual fee) + 2 × 1 × 50 000 × 0.0002
        Assert.Equal(99_945m, run.Equity);
        Assert.Equal(run.Equity, run.Explained);
        Assert.Single(run.Plans, p => !p.Blocks.IsEmpty);
    }

    [Fact]
    public void A_move_of_the_price_is_hedged_to_the_last_digit()
    {
        var market = Markets.Basis(rows: 3).Set(Keys.Spot("binance"), 50_000m, 51_000m, 49_000m).Set(Keys.Mark("binance"), 50_000m, 51_000m, 49_000m).Build();
        var run = new PaperRun(Configurations.BtcBasis, market, (0, 100_000m));

        for (var hour = 0; hour < 3; hour++)
        {
            run.Tick(hour);
            Assert.Equal(100_000m, run.Equity);
        }
    }

    [Fact]
    public void Leaving_and_entering_again_gathers_the_cash_where_it_is_needed()
    {
        // enter at 0 h, leave at 8 h, enter at 16 h; a fall in between leaves the profit of the shorts uneven: binance holds the proceeds of the coins
        var configuration = Configurations.BtcBasisOnThreeVenues with { FundingWindow = 1 };
        var market = Markets.Basis(rows: 17).Set(Keys.Spot("binance"), [.. Enumerable.Range(0, 17).Select(r => 50_000m - 100m * r)]);
        foreach (var venue in new[] { "binance", "bybit", "okx" })
        {
            market.Set(Keys.Mark(venue), [.. Enumerable.Range(0, 17).Select(r => 50_000m - 100m * r)])
                .Observe(Keys.Funding(venue), Markets.EightHours, (0, 0.0002m), (8, -0.0002m), (16, 0.0002m));
        }

        var run = new PaperRun(configuration, market.Build(), (0, 100_000m));
        for (var hour = 0; hour < 17; hour++)
            run.Tick(hour);

        var acting = run.Plans.Where(p => !p.Blocks.IsEmpty).ToList();
        Assert.Equal([StrategyAction.EntryFull, StrategyAction.ExitFull, StrategyAction.EntryFull], acting.Select(p => p.Action));
        Assert.StartsWith("TRANSFER_TO_CEX binance", acting[0].Told()[0], StringComparison.Ordinal);
        Assert.Equal(100_000m - 49_200m * 0.0002m, run.Equity); // paid once at 8 h, on 1 coin at 49 200
        Assert.Equal(run.Equity, run.Explained);
    }

    [Fact]
    public void Everything_can_be_withdrawn_and_nothing_is_left_behind()
    {
        var market = Markets.Basis(rows: 3).Build();
        var run = new PaperRun(Configurations.BtcBasisOnThreeVenues, market, (0, 100_000m));
        run.Tick(0);

        run.Tick(1, Desk.Withdrawal(100_000m));

        Assert.Equal(0m, run.Equity);
        Assert.All(run.Desk.Chart.Positions, p => Assert.Equal(0m, run.Book.Quantity(p)));
    }

    [Fact]
    public void Lending_earns_the_growth_of_the_index_and_pays_out_what_is_asked()
    {
        var market = Markets.Lending(rows: 3).Set(Keys.LiquidityIndex, 1.10m, 1.21m, 1.21m).Build();
        var run = new PaperRun(Configurations.PureLending, market, (0, 110_000m), (1, 1_000m));
        run.Tick(0);
        run.Tick(1);

        Assert.Equal(122_000m, run.Equity); // 100 000 × 1.21 + 1000
        var plan = run.Tick(2, Desk.Withdrawal(22_000m));

        Assert.Equal(["AAVE_WITHDRAW aave_v3 21000", "WALLET_PAYOUT wallet 22000"], plan.Told());
        Assert.Equal((100_000m, 100_000m), (run.Equity, run.Explained));
    }
}

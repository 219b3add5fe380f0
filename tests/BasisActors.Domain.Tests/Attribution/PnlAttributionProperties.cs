using BasisActors.Domain.Attribution;
using BasisActors.Domain.Exposure;
using BasisActors.Domain.Ledger;
using BasisActors.Tests.Fixtures;
using CsCheck;

namespace BasisActors.Domain.Tests.Attribution;

/// <summary>Whatever is held, posted and quoted: the buckets sum to the equity change, exactly.</summary>
public class PnlAttributionProperties
{
    private static readonly PositionKey LentBtc = new("aave_v3", PositionType.AToken, "aBTC");
    private static readonly ChartOfAccounts Chart = new([.. Configurations.BtcBasisOnThreeVenues.PositionSubscriptions, Keys.AaveUsdt, LentBtc]);
    private static readonly string[] Venues = ["binance", "bybit", "okx"];
    private static readonly Cause[] Events = [Cause.CapitalFlow, Cause.Transfer, Cause.Trade, Cause.Fee, Cause.Gas, Cause.Funding];

    private static readonly Gen<Leg> AnyLeg = Gen.Select(Gen.Int[0, Chart.OwnCount - 1], Draw.Money, Gen.Bool).Select(t =>
        new Leg(t.Item1, Chart.Accounts[t.Item1].Key.Type == PositionType.Perp && t.Item3 ? -t.Item2 : t.Item2));

    private static readonly Gen<Posting> Event = Gen.Select(Gen.Int[0, Events.Length - 1], AnyLeg.Array[1, 4]).Select(t => Posting.Balanced(Chart, Events[t.Item1], "random", t.Item2));

    private static readonly Gen<Posting> Accrual = Gen.Select(Gen.Bool, AnyLeg).Select(t =>
        Posting.Balanced(Chart, t.Item1 ? Cause.LendingInterest : Cause.BorrowInterest, "random", t.Item2));

    private static readonly Gen<Posting[]> SomeEvents = Event.Array[0, 6];

    private static readonly Gen<(decimal Spot, decimal[] Marks)> Quotes = Gen.Select(Draw.Price, Draw.Price.Array[3]);

    private static readonly Gen<(Posting[] Accruals, Posting[] Events, (decimal Spot, decimal[] Marks) Quotes)> Tick = Gen.Select(Accrual.Array[0, 3], SomeEvents, Quotes);

    [Fact]
    public void The_residual_is_exactly_zero_and_buckets_and_flows_explain_equity_over_many_ticks() =>
        Gen.Select(SomeEvents, Quotes, Tick.Array[1, 8]).Sample((opening, first, ticks) =>
        {
            var market = MarketOf([first, .. ticks.Select(t => t.Quotes)]);
            var pricing = new UnitPricing(Chart, market, "binance");
            var (valuation, attribution) = (new ExposureCalculator(pricing), new PnlAttribution(pricing));
            var book = Book.Open(Chart).Post([.. opening]);
            var start = valuation.Calculate(book, market.At(MarketBuilder.Start)).Equity;
            decimal equity = start, explained = 0;

            for (var i = 0; i < ticks.Length; i++)
            {
                var (before, now) = (market.At(MarketBuilder.Hour(i)), market.At(MarketBuilder.Hour(i + 1)));
                var closing = book.Post([.. ticks[i].Accruals]).Post([.. ticks[i].Events]);
                var after = valuation.Calculate(closing, now).Equity;

                var pnl = attribution.Attribute(book, before, [.. ticks[i].Accruals], ticks[i].Events, now, equity, after);

                Assert.Equal(0m, pnl.Residual);
                explained += pnl.Total + pnl.NetFlow;
                (book, equity) = (closing, after);
            }

            Assert.Equal(equity - start, explained);
        });

    private static Domain.Market.MarketTable MarketOf((decimal Spot, decimal[] Marks)[] quotes)
    {
        var market = new MarketBuilder(quotes.Length).Set(Keys.Spot("binance"), [.. quotes.Select(q => q.Spot)]);
        for (var venue = 0; venue < Venues.Length; venue++)
            market.Set(Keys.Mark(Venues[venue]), [.. quotes.Select(q => q.Marks[venue])]);
        return market.Build();
    }
}

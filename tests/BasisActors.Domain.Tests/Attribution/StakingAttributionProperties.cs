using BasisActors.Domain.Attribution;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Exposure;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;
using BasisActors.Tests.Fixtures;
using CsCheck;

namespace BasisActors.Domain.Tests.Attribution;

/// <summary>Whatever a staked, lent, borrowed, claimed, rewarded or hedged book does under any rates: the residual is exactly 0, in dollars and in ETH.</summary>
public class StakingAttributionProperties
{
    private static readonly ChartOfAccounts Chart = new([.. StakingConfigurations.MarketNeutral.PositionSubscriptions, PositionKey.Parse("wallet:BaseToken:EIGEN")]);
    private static readonly Cause[] Events = [Cause.CapitalFlow, Cause.Transfer, Cause.Trade, Cause.Fee, Cause.Gas, Cause.Funding, Cause.Conversion, Cause.Reward, Cause.Liquidation];

    private static readonly Gen<Leg> AnyLeg = Gen.Select(Gen.Int[0, Chart.OwnCount - 1], Draw.Quantity, Gen.Bool).Select(t =>
        new Leg(t.Item1, Chart.Accounts[t.Item1].MayBeNegative && t.Item3 ? -t.Item2 : t.Item2));

    private static readonly Gen<Posting[]> SomeEvents = Gen.Select(Gen.Int[0, Events.Length - 1], AnyLeg.Array[1, 4]).Select(t => Posting.Balanced(Chart, Events[t.Item1], "random", t.Item2)).Array[0, 6];

    /// <summary>ETH, oracle rate, supply index, borrow index, reward rate, mark.</summary>
    private static readonly Gen<decimal[]> Quotes = Gen.Select(Draw.Price, Draw.Index, Draw.Index, Draw.Index, Draw.Step, Draw.Price).Select(t => new[] { t.Item1, t.Item2, t.Item3, t.Item4, t.Item5, t.Item6 });

    [Fact]
    public void The_residual_is_exactly_zero_in_both_share_classes() =>
        Gen.Select(SomeEvents, Quotes, Gen.Select(SomeEvents, Quotes).Array[1, 6], Gen.Bool).Sample((opening, first, ticks, inEth) =>
        {
            var market = MarketOf([first, .. ticks.Select(t => t.Item2)]);
            var pricing = new UnitPricing(Chart, market, "bybit", inEth ? ShareClass.Eth : ShareClass.Usdt);
            var (valuation, attribution, settlement) = (new ExposureCalculator(pricing), new PnlAttribution(pricing), new PeriodicSettlement(Chart, market));
            var book = Book.Open(Chart).Post([.. opening]);
            var equity = valuation.Calculate(book, market.At(MarketBuilder.Start)).Equity;
            for (var i = 0; i < ticks.Length; i++)
            {
                var (before, now) = (market.At(MarketBuilder.Hour(i)), market.At(MarketBuilder.Hour(i + 1)));
                var accruals = settlement.Accruals(book, now);
                var closing = book.Post(accruals).Post([.. ticks[i].Item1]);
                var after = valuation.Calculate(closing, now).Equity;

                Assert.Equal(0m, attribution.Attribute(book, before, accruals, ticks[i].Item1, now, equity, after).Residual);
                (book, equity) = (closing, after);
            }
        });

    private static MarketTable MarketOf(decimal[][] quotes)
    {
        decimal[] Column(int index) => [.. quotes.Select(q => q[index])];
        var token = StakingConfigurations.WeEth;
        var market = Markets.Staking(rows: quotes.Length).Set(ReferenceSeries.EthUsdt, Column(0)).Set(token.OracleRate, Column(1))
            .Set(new SeriesKey(SeriesKind.LiquidityIndex, "aave_v3", "weETH"), Column(2)).Set(new SeriesKey(SeriesKind.LiquidityIndex, "aave_v3", "WETH"), Column(2))
            .Set(new SeriesKey(SeriesKind.BorrowIndex, "aave_v3", "WETH"), Column(3)).Set(new SeriesKey(SeriesKind.Spot, "uniswap", "EIGENWETH"), Column(4));
        foreach (var venue in new[] { "binance", "bybit", "okx" })
            market.Set(new SeriesKey(SeriesKind.Perp, venue, "ETHUSDT"), Column(5));
        return market.Build();
    }
}

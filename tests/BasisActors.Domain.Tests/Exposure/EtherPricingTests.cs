using BasisActors.Domain.Attribution;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Exposure;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Exposure;

/// <summary>Prices and exposure of ETH in all its forms, in dollars and in ETH (domain reference §5.7, §5.8). ETH 2000, weETH 1.25 ETH, EIGEN 0.002 ETH.</summary>
public class EtherPricingTests
{
    private static readonly ChartOfAccounts Chart = new([.. StakingConfigurations.MarketNeutral.PositionSubscriptions, PositionKey.Parse("wallet:BaseToken:EIGEN")]);
    private static readonly MarketTable Market = Markets.Staking(rate: 1.25m, market: 1.2m).Set(new SeriesKey(SeriesKind.Perp, "okx", "ETHUSDT"), 2_010m)
        .Set(new SeriesKey(SeriesKind.Spot, "uniswap", "EIGENWETH"), 0.002m).Build();

    private static readonly UnitPricing InDollars = new(Chart, Market, "bybit");
    private static readonly UnitPricing InEth = new(Chart, Market, "bybit", ShareClass.Eth);

    [Theory]
    [InlineData("USDT", "1", "1", "1")]
    [InlineData("ETH", "1", "2000", "2000")]
    [InlineData("WETH", "1", "2000", "2000")]
    [InlineData("weETH", "1.25", "2000", "2500")] // the oracle's rate, not the market's
    [InlineData("EIGEN", "0.002", "2000", "4")]
    public void In_a_dollar_book_a_token_is_worth_its_rate_times_the_price_of_ETH(string token, string rate, string spot, string price) =>
        Assert.Equal(new UnitPrice(Number(rate), Number(spot), Number(price)), InDollars.At(Market.At(MarketBuilder.Start), Unit(token)));

    [Theory]
    [InlineData("USDT", "1", "0.0005", "0.0005")] // 1 / 2000
    [InlineData("ETH", "1", "1", "1")]
    [InlineData("WETH", "1", "1", "1")]
    [InlineData("weETH", "1.25", "1", "1.25")]
    [InlineData("EIGEN", "0.002", "1", "0.002")]
    public void In_an_ETH_book_a_token_is_worth_its_rate(string token, string rate, string spot, string price) =>
        Assert.Equal(new UnitPrice(Number(rate), Number(spot), Number(price)), InEth.At(Market.At(MarketBuilder.Start), Unit(token)));

    [Fact]
    public void A_perpetual_has_the_spot_price_its_mark_and_the_basis_between()
    {
        var price = InDollars.At(Market.At(MarketBuilder.Start), Contract("okx"));

        Assert.Equal(new UnitPrice(1m, 2_000m, 2_010m), price);
        Assert.Equal((10m, 0m), (price.Basis, InDollars.At(Market.At(MarketBuilder.Start), Unit("weETH")).Basis));
        Assert.Equal((true, false), (InDollars.HasBasis(Contract("okx")), InDollars.HasBasis(Unit("ETH"))));
    }

    [Fact]
    public void What_a_unit_is_decides_its_buckets()
    {
        Assert.Equal((true, false), (InDollars.IsCash(Unit("USDT")), InDollars.IsCash(Unit("ETH"))));
        Assert.Equal((false, true, true), (InEth.IsCash(Unit("USDT")), InEth.IsCash(Unit("ETH")), InEth.IsCash(Unit("WETH"))));
        Assert.All([InDollars, InEth], p =>
        {
            Assert.True(p.IsStaked(Unit("weETH")));
            Assert.False(p.IsStaked(Unit("EIGEN"))); // a reward token's rate is its price
            Assert.False(p.IsStaked(Unit("ETH")));
            Assert.True(p.IsConstant(Unit("aweETH")));
            Assert.Equal(AttributionBucket.DustPnl, p.PriceBucket(Unit("EIGEN")));
            Assert.Equal(AttributionBucket.DeltaPnl, p.PriceBucket(Unit("weETH")));
            Assert.Equal(("ETH", "ETH", "ETH", null), (p.Asset(Unit("weETH")), p.Asset(Unit("WETH")), p.Asset(Contract("okx")), p.Asset(Unit("EIGEN"))));
        });
        Assert.Equal((AttributionBucket.Fx, AttributionBucket.DeltaPnl), (InEth.PriceBucket(Unit("USDT")), InDollars.PriceBucket(Unit("USDT"))));
        Assert.Equal((true, false, false), (InDollars.IsConstant(Unit("USDT")), InEth.IsConstant(Unit("USDT")), InDollars.IsConstant(Unit("weETH"))));
    }

    [Theory]
    [InlineData("1", "7", "7")]
    [InlineData("7", "1", "7")]
    [InlineData("1.25", "2000", "2500")]
    public void A_price_is_rate_times_spot(string rate, string spot, string price) => Assert.Equal(Number(price), UnitPrice.Combine(Number(rate), Number(spot)));

    [Fact]
    public void Spot_counts_staked_tokens_by_their_rate_and_subtracts_debt()
    {
        var exposure = Calculate(InDollars, Everything());
        var ether = exposure.Asset("ETH");

        Assert.Equal(51m, ether.Spot); // 1 + 2 wallet, 8 × 1.25 loose, 80 × 1.25 − 70 loop, 5 claim, 3 at bybit
        Assert.Equal(48m, ether.OnChain); // all but the coins at bybit
        Assert.Equal((-30m, 21m, 30m, 2_000m), (ether.Perp, ether.Delta, ether.Short, ether.Price));
        Assert.Equal(60_300m, exposure.GrossPerpNotional); // 30 × 2010
    }

    [Fact]
    public void Equity_is_the_sum_of_all_values_and_deployed_is_all_but_dollars()
    {
        var exposure = Calculate(InDollars, Everything());

        Assert.Equal(102_000m, exposure.TotalDeployed); // 51 × 2000
        Assert.Equal(201_700m, exposure.Equity); // + 100 000 − 30 × 10 of unrealised loss
    }

    [Fact]
    public void In_an_ETH_book_ETH_is_cash_and_dollars_are_dust()
    {
        var book = new EtherBook(Chart).Holds(EtherBook.Eth("wallet"), 1m).Staked(8m).Loop(80m, 70m).Cash(2_000m).Book;
        var exposure = Calculate(InEth, book);

        Assert.Equal(42m, exposure.Equity); // 1 + 10 + 100 − 70 + 1
        Assert.Equal(40m, exposure.TotalDeployed); // neither the idle ETH nor the dollars
        Assert.Equal(41m, exposure.Asset("ETH").Delta);
    }

    [Fact]
    public void Coins_under_way_are_ours_and_not_on_the_chain()
    {
        var ether = Calculate(InDollars, new EtherBook(Chart).Sent("run-1-1-1", "ETH", 4m, EtherBook.Eth("bybit"), MarketBuilder.Hour(1)).Book).Asset("ETH");

        Assert.Equal((4m, 0m), (ether.Spot, ether.OnChain));
    }

    [Fact]
    public void The_value_of_one_account_is_what_the_whole_adds_up()
    {
        var (book, snapshot) = (Everything(), Market.At(MarketBuilder.Start));
        var calculator = new ExposureCalculator(InDollars);

        Assert.Equal(calculator.Calculate(book, snapshot).Equity, Enumerable.Range(0, Chart.OwnCount).Sum(i => calculator.ValueOf(book, i, snapshot)));
        Assert.Equal(20_000m, calculator.ValueOf(book, Chart.Own(EtherBook.Loose), snapshot));
        Assert.Equal(-140_000m, calculator.ValueOf(book, Chart.Own(Domain.Lending.AavePositions.Debt, AccountRole.Underlying), snapshot));
        Assert.Equal(0m, calculator.ValueOf(book, Chart.Own(EtherBook.Collateral), snapshot)); // a scaled balance
    }

    [Fact]
    public void Without_a_price_at_the_spot_venue_another_exchanges_is_taken()
    {
        var market = new MarketBuilder().Set(new SeriesKey(SeriesKind.Spot, "binance", "ETHUSDT"), 1_999m).Build();

        Assert.Equal(0, ReferenceSeries.FindSpot(market, "okx", "ETHUSDT"));
        Assert.Equal(-1, ReferenceSeries.FindSpot(market, "okx", "BTCUSDT"));
        Assert.Equal(1_999m, new UnitPricing(Chart, market, "okx").At(market.At(MarketBuilder.Start), Unit("ETH")).Price);
    }

    private static Book Everything() => new EtherBook(Chart).Holds(EtherBook.Eth("wallet"), 1m).Holds(PositionKey.Token("wallet", "WETH"), 2m).Staked(8m).Loop(80m, 70m)
        .Queued("run-1-1-1", 5m, MarketBuilder.Hour(1)).Holds(EtherBook.Eth("bybit"), 3m).Cash(40_000m, 0m, 0m, 60_000m).Short("okx", 30m, 2_000m).Book;

    private static ExposureSnapshot Calculate(UnitPricing pricing, Book book) => new ExposureCalculator(pricing).Calculate(book, Market.At(MarketBuilder.Start));

    private static int Unit(string name) => Chart.Units.IndexOf(Chart.Units.Single(u => u.Name == name));

    private static int Contract(string venue) => Chart.Units.IndexOf(Chart.Units.Single(u => u.Venue == venue));

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

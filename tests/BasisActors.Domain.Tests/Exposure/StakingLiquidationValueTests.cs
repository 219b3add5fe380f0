using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Costs;
using BasisActors.Domain.Exposure;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Lending;
using BasisActors.Domain.Market;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Exposure;

/// <summary>
/// What closing leaves of staked, lent and queued positions. Oracle 1.05, market 1.04, every trade 10 bp: a staked token brings 1.04 × 0.999 = 1.03896 ETH.
/// Gas 20 gwei; ETH 3,000.
/// </summary>
public class StakingLiquidationValueTests
{
    private static readonly PositionKey Ether = PositionKey.Token("wallet", "ETH");
    private static readonly PositionKey Wrapped = PositionKey.Token("wallet", "WETH");
    private static readonly PositionKey Dollars = PositionKey.Token("wallet", "USDT");
    private static readonly PositionKey Staked = PositionKey.Token("wallet", "weETH");
    private static readonly PositionKey Reward = PositionKey.Token("wallet", "EIGEN");
    private static readonly PositionKey Collateral = AavePositions.Supply("weETH");
    private static readonly PositionKey Lent = AavePositions.Supply("WETH");
    private static readonly PositionKey Claim = PositionKey.Parse("etherfi:Claim:ETH");
    private static readonly PositionKey Transit = PositionKey.InTransit("ETH");

    private static readonly CostSettings TenBasisPoints = new(CostModel.Full, 10m, null, true);

    [Fact]
    public void Staked_tokens_are_swapped_at_the_market_rate() => // 10 × 1.03896 less gas 180,000 × 20e-9
        Assert.Equal(10.3896m - 0.0036m, Value(ShareClass.Eth, (Staked, 10m)));

    [Fact]
    public void A_loop_is_closed_by_one_bundle_that_sells_all_its_collateral() // 100 × 1.03896 − 90 − fee 90 × 0.0005 − gas 850,000 × 20e-9; equity is 15
    {
        var value = Value(ShareClass.Eth, (Collateral, 100m), (AavePositions.Debt, -90m));

        Assert.Equal(103.896m - 90m - 0.045m - 0.017m, value);
    }

    [Fact]
    public void A_loop_that_sells_for_less_than_its_debt_counts_with_what_is_missing() => // 103.896 − 104 − 0.052 − 0.017
        Assert.Equal(-0.173m, Value(ShareClass.Eth, (Collateral, 100m), (AavePositions.Debt, -104m)));

    [Fact]
    public void A_claim_counts_at_face_value_less_the_gas_of_collecting_it() => // 5 − 200,000 × 20e-9
        Assert.Equal(5m - 0.004m, Value(ShareClass.Eth, (Claim, 5m)));

    [Fact]
    public void Money_under_way_counts_at_face_value() => Assert.Equal(7m, Value(ShareClass.Eth, (Transit, 7m)));

    [Fact]
    public void Wrapped_ether_is_withdrawn_and_unwrapped() => // 100 − 220,000 × 20e-9 − 45,000 × 20e-9; 2 in the wallet − 45,000 × 20e-9; 1 ETH stays
        Assert.Equal(100m - 0.0044m - 0.0009m + 2m - 0.0009m + 1m, Value(ShareClass.Eth, (Lent, 100m), (Wrapped, 2m), (Ether, 1m)));

    [Fact]
    public void Dollars_of_an_ether_book_count_at_the_price_of_ether() => Assert.Equal(2m, Value(ShareClass.Eth, (Dollars, 6_000m)), 12);

    [Fact]
    public void Reward_tokens_are_swapped_on_their_pool() // 400 × 0.001 × 0.999 − gas 0.0036; in dollars 400 × 3 × 0.999 − gas 0.0036 × 3,000
    {
        Assert.Equal(0.3996m - 0.0036m, Value(ShareClass.Eth, (Reward, 400m)));
        Assert.Equal(1_198.8m - 10.8m, Value(ShareClass.Usdt, (Reward, 400m)));
    }

    [Fact]
    public void In_a_dollar_book_the_ether_is_sold_on_the_spot_exchange()
    {
        // 10 × 1.03896 + 1 of the wallet = 11.3896 ETH at 3,000 × 0.999 = 2,997: 34,134.6312; fee 0.1 %: 34.1346312; gas of swap 10.8 and of transfer 6.
        Assert.Equal(34_134.6312m - 34.1346312m - 10.8m - 6m, Value(ShareClass.Usdt, (Staked, 10m), (Ether, 1m)));
    }

    [Fact]
    public void What_a_dollar_book_would_lack_counts_at_the_spot_price() => // (103.896 − 104 − 0.052) × 3,000 − gas 51
        Assert.Equal(-0.156m * 3_000m - 51m, Value(ShareClass.Usdt, (Collateral, 100m), (AavePositions.Debt, -104m)));

    /// <summary>At a loan-to-value of 0.91 the collateral is 11.1 times the equity, so that 22 to 32 bp of it are 2.4 to 3.5 % of the equity.</summary>
    [Theory]
    [InlineData(22, 0.0244)]
    [InlineData(32, 0.0356)]
    public void Closing_a_loop_at_91_percent_costs_eleven_times_the_swap(int basisPoints, decimal share)
    {
        var market = Market().Set(new SeriesKey(SeriesKind.LstMarket, "curve", "weETH"), 1.05m);
        var costs = new CostSettings(CostModel.Full, basisPoints, false, true);
        var equity = 1_000m * 1.05m * 0.09m;

        var value = Value(ShareClass.Eth, market, costs, lendersFee: 0, (Collateral, 1_000m), (AavePositions.Debt, -1_000m * 1.05m * 0.91m));

        Assert.Equal(share, decimal.Round((equity - value) / equity, 4));
    }

    [Fact]
    public void Without_costs_and_at_par_it_is_equity()
    {
        var market = Market().Set(new SeriesKey(SeriesKind.LstMarket, "curve", "weETH"), 1.05m);

        Assert.Equal(
            (10m * 1.05m + 100m * 1.05m - 90m + 5m + 1m) * 3_000m,
            Value(ShareClass.Usdt, market, Configurations.NoCosts, 0, (Staked, 10m), (Collateral, 100m), (AavePositions.Debt, -90m), (Claim, 5m), (Ether, 1m)));
    }

    private static MarketBuilder Market() => new MarketBuilder()
        .Set(ReferenceSeries.Gas, 20m).Set(ReferenceSeries.EthUsdt, 3_000m).Set(ReferenceSeries.RewardPool("EIGEN")!.Value, 0.001m)
        .Set(new SeriesKey(SeriesKind.LstRate, "aave_v3", "weETH"), 1.05m).Set(new SeriesKey(SeriesKind.LstMarket, "curve", "weETH"), 1.04m);

    private static decimal Value(ShareClass shareClass, params ReadOnlySpan<(PositionKey Key, decimal Amount)> holdings) =>
        Value(shareClass, Market(), TenBasisPoints, lendersFee: 0.0005m, holdings);

    private static decimal Value(
        ShareClass shareClass, MarketBuilder builder, CostSettings settings, decimal lendersFee, params ReadOnlySpan<(PositionKey Key, decimal Amount)> holdings)
    {
        var market = builder.Build();
        ImmutableArray<PositionKey> positions = [Ether, Wrapped, Dollars, Staked, Reward, Collateral, Lent, AavePositions.Debt, Claim, Transit];
        var configuration = Configurations.BtcBasis with
        {
            ShareClass = shareClass,
            PositionSubscriptions = positions,
            Costs = settings,
            Venues =
            [
                Configurations.Binance, Venue("curve"), Venue("uniswap"), Venue("wallet"), Venue("aave_v3"), Venue("morpho") with { FlashFee = lendersFee },
            ],
        };
        var chart = new ChartOfAccounts(positions);
        var book = Book.Open(chart);
        foreach (var (key, amount) in holdings)
        {
            var role = key.Type is PositionType.AToken or PositionType.DebtToken ? AccountRole.Underlying : AccountRole.Quantity;
            var posting = Posting.Balanced(chart, Cause.CapitalFlow, "opening", new Leg(chart.Own(key, role), amount));
            book = book.Post(key == Claim ? posting with { Opens = new Receivable("claim", Claim, Ether, amount, MarketBuilder.Start) } : posting);
        }

        return new LiquidationValue(
            configuration, new UnitPricing(chart, market, "binance", shareClass), new TradingCosts(settings, market, shareClass), market).Of(book, market.At(market.Start));
    }

    private static VenueSettings Venue(string name) => new() { Name = name, Type = VenueType.Defi };
}

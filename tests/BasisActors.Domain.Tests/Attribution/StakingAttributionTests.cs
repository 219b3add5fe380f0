using System.Collections.Immutable;
using BasisActors.Domain.Attribution;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Exposure;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Lending;
using BasisActors.Domain.Market;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Attribution;

/// <summary>
/// Each bucket of a levered, hedged book by hand, in dollars and in ETH (domain reference §5.8: index, then rate, then price). From row 0 to row 1 ETH goes from 2000 to 2200,
/// weETH from 1.25 to 1.26 ETH, the supply index from 1 to 1.01, the borrow index from 1 to 1.02, EIGEN from 0.002 to 0.003 ETH, the mark from 2010 to 2204.
/// </summary>
public class StakingAttributionTests
{
    private static readonly PositionKey Eigen = PositionKey.Parse("wallet:BaseToken:EIGEN");
    private static readonly ChartOfAccounts Chart = new([.. StakingConfigurations.MarketNeutral.PositionSubscriptions, Eigen]);
    private static readonly MarketTable Market = MarketOf();

    // 80 weETH against 60 WETH, 10 loose weETH, 50 ETH short at 2000 with 100 000 of margin, 100 EIGEN
    private static readonly Book Opening = new EtherBook(Chart).Loop(80m, 60m).Staked(10m).Cash(0m, 100_000m).Short("binance", 50m, 2_000m).Holds(Eigen, 100m).Book;

    [Fact]
    public void In_dollars_every_part_of_the_market_moves_its_own_bucket()
    {
        var pnl = Attribute(ShareClass.Usdt, Opening, []);

        Assert.Equal(2_000m, pnl[AttributionBucket.SupplyYield]); // 80 × 0.01 × 1.25 × 2000
        Assert.Equal(-2_400m, pnl[AttributionBucket.BorrowCosts]); // 60 × 0.02 × 2000
        Assert.Equal(1_816m, pnl[AttributionBucket.StakingYieldOracle]); // (80.8 + 10) × 0.01 × 2000
        Assert.Equal(641.6m, pnl[AttributionBucket.DeltaPnl]); // (90.8 × 1.26 − 61.2 − 50) × 200
        Assert.Equal(300m, pnl[AttributionBucket.BasisPnl]); // −50 × (4 − 10)
        Assert.Equal(260m, pnl[AttributionBucket.DustPnl]); // 100 × (0.003 × 2200 − 0.002 × 2000)
        Assert.Equal(0m, pnl[AttributionBucket.Fx]);
        Assert.Equal(2_617.6m, pnl.Total);
    }

    [Fact]
    public void In_ETH_the_price_of_ETH_moves_only_the_dollars()
    {
        var book = new EtherBook(Chart).Loop(80m, 60m).Staked(10m).Cash(22_000m).Holds(Eigen, 100m).Holds(EtherBook.Eth("wallet"), 3m).Book;
        var pnl = Attribute(ShareClass.Eth, book, []);

        Assert.Equal(1m, pnl[AttributionBucket.SupplyYield]); // 80 × 0.01 × 1.25
        Assert.Equal(-1.2m, pnl[AttributionBucket.BorrowCosts]); // 60 × 0.02
        Assert.Equal(0.908m, pnl[AttributionBucket.StakingYieldOracle]); // 90.8 × 0.01
        Assert.Equal(0m, pnl[AttributionBucket.DeltaPnl]);
        Assert.Equal(0.1m, pnl[AttributionBucket.DustPnl]); // 100 × 0.001
        Assert.Equal(-1m, pnl[AttributionBucket.Fx]); // 22 000 / 2200 − 22 000 / 2000
    }

    [Fact]
    public void A_sale_at_the_market_costs_its_distance_from_the_oracle()
    {
        // 10 weETH at 1.25 ETH on the market when the oracle says 1.26
        var pnl = Attribute(ShareClass.Eth, Opening, [Post(Cause.Trade, new(Own(EtherBook.Loose), -10m), new(Own(EtherBook.Eth("wallet")), 12.5m))]);

        Assert.Equal((-0.1m, 0.1m), (pnl[AttributionBucket.TransactionCosts], pnl.Slippage));
    }

    [Fact]
    public void Staking_at_the_oracle_rate_and_queueing_cost_nothing()
    {
        var pnl = Attribute(
            ShareClass.Eth, Opening,
            [
                Post(Cause.Conversion, new(Own(EtherBook.Loose), -10m), new(Own(EtherBook.Claims), 12.6m)),
                Post(Cause.CapitalFlow, new Leg(Own(EtherBook.Eth("wallet")), 25.2m)),
                Post(Cause.Conversion, new(Own(EtherBook.Eth("wallet")), -25.2m), new(Own(EtherBook.Loose), 20m)),
            ]);

        Assert.Equal((0m, 25.2m), (pnl[AttributionBucket.TransactionCosts], pnl.NetFlow));
    }

    [Fact]
    public void Flash_fee_gas_and_exchange_fee_are_transaction_costs()
    {
        var pnl = Attribute(
            ShareClass.Usdt, Opening,
            [Post(Cause.Fee, new Leg(Own(AavePositions.Debt, AccountRole.Underlying), -0.05m)), Post(Cause.Gas, new Leg(Own(EtherBook.Usdt("binance")), -55m)), Post(Cause.Fee, new Leg(Own(EtherBook.Usdt("binance")), -25m))]);

        Assert.Equal(-190m, pnl[AttributionBucket.TransactionCosts]); // 0.05 × 2200 + 55 + 25
        Assert.Equal((135m, 55m), (pnl.Fees, pnl.Gas));
    }

    [Fact]
    public void Rewards_are_income_at_the_price_of_their_receipt()
    {
        var pnl = Attribute(ShareClass.Usdt, Opening, [Post(Cause.Reward, new Leg(Own(Eigen), 50m))]);

        Assert.Equal(330m, pnl[AttributionBucket.StakingYieldRewards]); // 50 × 0.003 × 2200
        Assert.Equal(260m, pnl[AttributionBucket.DustPnl]); // of the 100 held before
    }

    [Fact]
    public void A_loss_to_a_liquidator_is_a_liquidation_loss() => // 10 weETH for 12 of debt: 0.6 ETH
        Assert.Equal(-1_320m, Attribute(
            ShareClass.Usdt, Opening,
            [Post(Cause.Liquidation, new(Own(EtherBook.Collateral, AccountRole.Underlying), -10m), new(Own(AavePositions.Debt, AccountRole.Underlying), 12m))])[AttributionBucket.LiquidationLoss]);

    private static TickPnl Attribute(ShareClass shareClass, Book opening, ImmutableArray<Posting> events)
    {
        var pricing = new UnitPricing(Chart, Market, "bybit", shareClass);
        var (before, now) = (Market.At(MarketBuilder.Start), Market.At(MarketBuilder.Hour(1)));
        var accruals = new PeriodicSettlement(Chart, Market).Accruals(opening, now);
        var valuation = new ExposureCalculator(pricing);
        var closing = opening.Post(accruals).Post(events);
        var pnl = new PnlAttribution(pricing).Attribute(opening, before, accruals, events.AsSpan(), now, valuation.Calculate(opening, before).Equity, valuation.Calculate(closing, now).Equity);

        Assert.Equal(0m, pnl.Residual);
        return pnl;
    }

    private static MarketTable MarketOf()
    {
        var token = StakingConfigurations.WeEth;
        return Markets.Staking(rows: 2)
            .Set(ReferenceSeries.EthUsdt, 2_000m, 2_200m).Set(token.OracleRate, 1.25m, 1.26m).Set(token.MarketRate, 1.24m, 1.25m)
            .Set(new SeriesKey(SeriesKind.LiquidityIndex, "aave_v3", "weETH"), 1m, 1.01m).Set(new SeriesKey(SeriesKind.BorrowIndex, "aave_v3", "WETH"), 1m, 1.02m)
            .Set(new SeriesKey(SeriesKind.Spot, "uniswap", "EIGENWETH"), 0.002m, 0.003m).Set(new SeriesKey(SeriesKind.Perp, "binance", "ETHUSDT"), 2_010m, 2_204m).Build();
    }

    private static int Own(PositionKey key, AccountRole role = AccountRole.Quantity) => Chart.Own(key, role);

    private static Posting Post(Cause cause, params ReadOnlySpan<Leg> legs) => Posting.Balanced(Chart, cause, "test", legs);
}

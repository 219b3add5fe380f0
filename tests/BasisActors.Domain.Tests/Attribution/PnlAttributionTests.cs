using System.Collections.Immutable;
using BasisActors.Domain.Attribution;
using BasisActors.Domain.Exposure;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Attribution;

/// <summary>Each bucket by hand on a tiny book, and nothing left over (domain reference §5.8; D-03).</summary>
public class PnlAttributionTests
{
    private static readonly PositionKey LentBtc = new("aave_v3", PositionType.AToken, "aBTC");
    private static readonly PositionKey DebtBtc = new("aave_v3", PositionType.DebtToken, "debtBTC");
    private static readonly ChartOfAccounts Chart = new([.. Configurations.BtcBasis.PositionSubscriptions, LentBtc, DebtBtc]);

    // row 0: spot 50 000, mark 50 100; row 1: spot 51 000, mark 51 250
    private static readonly MarketTable Market = new MarketBuilder(rows: 2).Set(Keys.Spot("binance"), 50_000m, 51_000m).Set(Keys.Mark("binance"), 50_100m, 51_250m).Build();
    private static readonly UnitPricing Pricing = new(Chart, Market, "binance");

    private static readonly int Wallet = Chart.Own(Keys.Wallet);
    private static readonly int Cash = Chart.Own(Keys.Cash("binance"));
    private static readonly int Coins = Chart.Own(Keys.Coins("binance"));
    private static readonly int Contracts = Chart.Own(Keys.Perp("binance"));
    private static readonly int Entry = Chart.Own(Keys.Perp("binance"), AccountRole.EntryNotional);
    private static readonly int Lent = Chart.Own(LentBtc, AccountRole.Underlying);
    private static readonly int Owed = Chart.Own(DebtBtc, AccountRole.Underlying);

    private static readonly Book Opening = Book.Open(Chart).Post(Posting.Balanced(
        Chart, Cause.CapitalFlow, "opening",
        new Leg(Wallet, 1_000m), new Leg(Cash, 60_000m), new Leg(Coins, 2m), new Leg(Contracts, -1m), new Leg(Entry, 50_000m), new Leg(Lent, 10m), new Leg(Owed, -3m)));

    [Fact]
    public void A_move_of_the_spot_price_is_delta_and_a_move_of_the_basis_is_basis()
    {
        var pnl = Attribute([], []);

        Assert.Equal(8_000m, pnl[AttributionBucket.DeltaPnl]); // (2 − 1 + 10 − 3) × 1000
        Assert.Equal(-150m, pnl[AttributionBucket.BasisPnl]); // −1 × (250 − 100)
        OnlyThese(pnl, AttributionBucket.DeltaPnl, AttributionBucket.BasisPnl);
    }

    [Fact]
    public void Interest_is_earned_at_the_old_price_and_then_moves_with_the_new_one()
    {
        var pnl = Attribute([Post(Cause.LendingInterest, new Leg(Lent, 0.5m))], []);

        Assert.Equal(25_000m, pnl[AttributionBucket.SupplyYield]); // 0.5 × 50 000
        Assert.Equal(8_500m, pnl[AttributionBucket.DeltaPnl]); // + 0.5 × 1000
        Assert.Equal(33_350m, pnl.Total);
    }

    [Fact]
    public void Interest_on_debt_costs()
    {
        var pnl = Attribute([Post(Cause.BorrowInterest, new Leg(Owed, -0.1m))], []);

        Assert.Equal(-5_000m, pnl[AttributionBucket.BorrowCosts]); // −0.1 × 50 000
        Assert.Equal(7_900m, pnl[AttributionBucket.DeltaPnl]);
    }

    [Fact]
    public void Funding_is_cash() => Assert.Equal(5.125m, Attribute([], [Post(Cause.Funding, new Leg(Cash, 5.125m))])[AttributionBucket.FundingPnl]); // 1 × 51 250 × 0.0001

    [Fact]
    public void A_purchase_above_the_mid_costs_the_distance()
    {
        var pnl = Attribute([], [Post(Cause.Trade, new Leg(Coins, 0.5m), new Leg(Cash, -25_510m))]); // 0.5 at 51 020

        Assert.Equal((-10m, 10m), (pnl[AttributionBucket.TransactionCosts], pnl.Slippage)); // 0.5 × (51 020 − 51 000)
        Assert.Equal((0m, 0m), (pnl.Fees, pnl.Gas));
    }

    [Fact]
    public void A_short_opened_below_the_mark_costs_the_distance() => // 0.5 at 51 230
        Assert.Equal(-10m, Attribute([], [Post(Cause.Trade, new Leg(Contracts, -0.5m), new Leg(Entry, 25_615m))])[AttributionBucket.TransactionCosts]);

    [Fact]
    public void Realising_a_profit_at_the_mark_is_not_profit_again()
    {
        // buys back half at the mark: releases 25 000 of the entry and pays 25 625
        var pnl = Attribute([], [Post(Cause.Trade, new Leg(Contracts, 0.5m), new Leg(Entry, -25_000m), new Leg(Cash, -625m))]);

        Assert.Equal(0m, pnl[AttributionBucket.TransactionCosts]);
    }

    [Fact]
    public void Fees_and_gas_are_transaction_costs_told_apart()
    {
        var pnl = Attribute([], [Post(Cause.Fee, new Leg(Cash, -25m)), Post(Cause.Gas, new Leg(Wallet, -6.6m))]);

        Assert.Equal(-31.6m, pnl[AttributionBucket.TransactionCosts]);
        Assert.Equal((25m, 6.6m, 0m), (pnl.Fees, pnl.Gas, pnl.Slippage));
    }

    [Fact]
    public void A_transfer_between_our_accounts_is_nothing() =>
        Assert.Equal(0m, Attribute([], [Post(Cause.Transfer, new Leg(Wallet, -500m), new Leg(Cash, 500m))])[AttributionBucket.TransactionCosts]);

    [Fact]
    public void Capital_flows_are_kept_apart()
    {
        var pnl = Attribute([], [Post(Cause.CapitalFlow, new Leg(Wallet, 500m)), Post(Cause.CapitalFlow, new Leg(Wallet, -200m))]);

        Assert.Equal(300m, pnl.NetFlow);
        Assert.Equal(7_850m, pnl.Total);
    }

    [Fact]
    public void Within_one_timestamp_nothing_is_revalued()
    {
        var snapshot = Market.At(MarketBuilder.Hour(1));
        var equity = Equity(Opening, 1);

        Assert.Equal(0m, new PnlAttribution(Pricing).Attribute(Opening, snapshot, [], [], snapshot, equity, equity).Total);
    }

    [Fact]
    public void A_wrong_equity_shows_as_a_residual()
    {
        var pnl = new PnlAttribution(Pricing).Attribute(Opening, Market.At(MarketBuilder.Start), [], [], Market.At(MarketBuilder.Hour(1)), Equity(Opening, 0), Equity(Opening, 1) + 0.000000000001m);

        Assert.Equal(0.000000000001m, pnl.Residual);
    }

    [Fact]
    public void A_flow_is_not_an_accrual() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Attribute([Post(Cause.CapitalFlow, new Leg(Wallet, 1m))], []));

    [Fact]
    public void Buckets_have_the_names_of_the_reference()
    {
        Assert.Equal(AttributionBuckets.Count, AttributionBuckets.All.Count);
        Assert.Equal(
            [
                "supply_yield", "borrow_costs", "staking_yield_oracle", "delta_pnl", "basis_pnl", "funding_pnl", "staking_yield_rewards", "dust_pnl", "transaction_costs",
                "liquidation_loss", "fx",
            ],
            Enum.GetValues<AttributionBucket>().Select(AttributionBuckets.Name));
    }

    private static TickPnl Attribute(ImmutableArray<Posting> accruals, ImmutableArray<Posting> events)
    {
        var closing = Opening.Post(accruals).Post(events);
        var pnl = new PnlAttribution(Pricing).Attribute(
            Opening, Market.At(MarketBuilder.Start), accruals, events.AsSpan(), Market.At(MarketBuilder.Hour(1)), Equity(Opening, 0), Equity(closing, 1));
        Assert.Equal(0m, pnl.Residual);
        Assert.Equal((MarketBuilder.Hour(1), Equity(Opening, 0), Equity(closing, 1)), (pnl.Timestamp, pnl.EquityBefore, pnl.EquityAfter));
        return pnl;
    }

    private static decimal Equity(Book book, int row) => new ExposureCalculator(Pricing).Calculate(book, Market.At(MarketBuilder.Hour(row))).Equity;

    private static Posting Post(Cause cause, params ReadOnlySpan<Leg> legs) => Posting.Balanced(Chart, cause, "test", legs);

    private static void OnlyThese(TickPnl pnl, params AttributionBucket[] buckets) =>
        Assert.All(Enum.GetValues<AttributionBucket>().Except(buckets), b => Assert.Equal(0m, pnl[b]));
}

using BasisActors.Domain.Costs;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Ledger;

/// <summary>The ledger books a fill by its own arithmetic and requires the venue's deltas to agree (D-02).</summary>
public class ReportPostingsTests
{
    private static readonly GasCharge Gas = new(100_000m, 20m, 0.002m, 6.6m);
    private static readonly ChartOfAccounts Chart = new([.. Configurations.BtcBasis.PositionSubscriptions, Keys.AaveUsdt]);
    private static readonly Book Before = new Holdings(Chart)
        .Cash("wallet", 1_000m).Cash("binance", 60_000m).Coins("binance", 1m).Short("binance", 2m, 50_000m).Supplied(1_100m, 1.1m).Book;

    [Fact]
    public void A_transfer_to_an_exchange_pays_its_gas_from_the_wallet()
    {
        var after = Book(Operation.TransferToCex, "binance", "USDT", 500m, r => r with { Gas = Gas }, new(Keys.Wallet, -506.6m), new(Keys.Cash("binance"), 500m));

        Assert.Equal((493.4m, 60_500m), (after.Quantity(Keys.Wallet), after.Quantity(Keys.Cash("binance"))));
    }

    [Fact]
    public void A_transfer_from_an_exchange_arrives_less_its_gas()
    {
        var after = Book(Operation.TransferFromCex, "binance", "USDT", 500m, r => r with { Gas = Gas }, new(Keys.Cash("binance"), -500m), new(Keys.Wallet, 493.4m));

        Assert.Equal((1_493.4m, 59_500m), (after.Quantity(Keys.Wallet), after.Quantity(Keys.Cash("binance"))));
    }

    [Fact]
    public void A_payout_is_a_capital_flow()
    {
        var report = Report(Operation.WalletPayout, "wallet", "USDT", 500m, r => r, new Delta(Keys.Wallet, -500m));

        Assert.Equal(Cause.CapitalFlow, Assert.Single(ReportPostings.For(Before, report)).Cause);
        Assert.Equal(500m, Before.Post(ReportPostings.For(Before, report)).Quantity(Keys.Wallet));
    }

    [Fact]
    public void A_supply_moves_tokens_into_the_position_and_the_venues_scaled_balance()
    {
        var after = Book(Operation.AaveSupply, "aave_v3", "USDT", 110m, r => r, new(Keys.Wallet, -110m), new(Keys.AaveUsdt, 100m));

        Assert.Equal((890m, 1_210m, 1_100m), (after.Quantity(Keys.Wallet), after.Underlying(Keys.AaveUsdt), after.Quantity(Keys.AaveUsdt)));
    }

    [Fact]
    public void A_withdrawal_moves_them_back()
    {
        var after = Book(Operation.AaveWithdraw, "aave_v3", "USDT", 110m, r => r with { Gas = Gas }, new(Keys.AaveUsdt, -100m), new(Keys.Wallet, 103.4m));

        Assert.Equal((1_103.4m, 990m, 900m), (after.Quantity(Keys.Wallet), after.Underlying(Keys.AaveUsdt), after.Quantity(Keys.AaveUsdt)));
    }

    [Fact]
    public void A_purchase_pays_the_fill_price_and_the_fee()
    {
        var after = Book(
            Operation.CexSpotBuy, "binance", Keys.Pair, 0.5m, r => r with { FillPrice = 50_010m, Fee = 25m },
            new(Keys.Coins("binance"), 0.5m), new(Keys.Cash("binance"), -25_030m)); // 0.5 × 50 010 + 25

        Assert.Equal((1.5m, 34_970m), (after.Quantity(Keys.Coins("binance")), after.Quantity(Keys.Cash("binance"))));
    }

    [Fact]
    public void Of_a_trade_that_filled_in_part_the_part_is_booked()
    {
        var after = Book(
            Operation.CexSpotBuy, "binance", Keys.Pair, 0.5m, r => r with { FilledAmount = 0.2m, FillPrice = 50_010m, Fee = 10m },
            new(Keys.Coins("binance"), 0.2m), new(Keys.Cash("binance"), -10_012m)); // 0.2 × 50 010 + 10

        Assert.Equal((1.2m, 49_988m), (after.Quantity(Keys.Coins("binance")), after.Quantity(Keys.Cash("binance"))));
    }

    [Fact]
    public void A_sale_receives_the_fill_price_less_the_fee()
    {
        var after = Book(
            Operation.CexSpotSell, "binance", Keys.Pair, 0.5m, r => r with { FillPrice = 50_010m, Fee = 25m },
            new(Keys.Coins("binance"), -0.5m), new(Keys.Cash("binance"), 24_980m));

        Assert.Equal((0.5m, 84_980m), (after.Quantity(Keys.Coins("binance")), after.Quantity(Keys.Cash("binance"))));
    }

    [Fact]
    public void Opening_a_short_costs_only_its_fee_and_remembers_its_entry()
    {
        var after = Book(
            Operation.PerpOpenShort, "binance", Keys.Pair, 1m, r => r with { FillPrice = 53_000m, Fee = 26.5m },
            new(Keys.Perp("binance"), -1m), new(Keys.Cash("binance"), -26.5m));

        Assert.Equal((-3m, 59_973.5m), (after.Quantity(Keys.Perp("binance")), after.Quantity(Keys.Cash("binance"))));
        Assert.Equal(153_000m, after[Chart.Own(Keys.Perp("binance"), AccountRole.EntryNotional)]); // 2 × 50 000 + 53 000
    }

    [Fact]
    public void Reducing_a_short_realises_into_the_venues_cash()
    {
        var after = Book(
            Operation.PerpReduceShort, "binance", Keys.Pair, 1m, r => r with { FillPrice = 49_000m, Fee = 24.5m },
            new(Keys.Perp("binance"), 1m), new(Keys.Cash("binance"), 975.5m)); // 1 × (50 000 − 49 000) − 24.5

        Assert.Equal((-1m, 60_975.5m), (after.Quantity(Keys.Perp("binance")), after.Quantity(Keys.Cash("binance"))));
        Assert.Equal(50_000m, after[Chart.Own(Keys.Perp("binance"), AccountRole.EntryNotional)]);
    }

    [Fact]
    public void Fee_and_gas_are_postings_of_their_own()
    {
        var trade = Report(
            Operation.CexSpotBuy, "binance", Keys.Pair, 0.5m, r => r with { FillPrice = 50_010m, Fee = 25m }, new(Keys.Coins("binance"), 0.5m), new(Keys.Cash("binance"), -25_030m));
        var transfer = Report(
            Operation.TransferToCex, "binance", "USDT", 500m, r => r with { Gas = Gas }, new(Keys.Wallet, -506.6m), new(Keys.Cash("binance"), 500m));

        Assert.Equal([Cause.Trade, Cause.Fee], ReportPostings.For(Before, trade).Select(p => p.Cause));
        Assert.Equal([Cause.Transfer, Cause.Gas], ReportPostings.For(Before, transfer).Select(p => p.Cause));
        Assert.All(ReportPostings.For(Before, trade), p => Assert.Equal("i-1", p.Source));
        Assert.Equal(-25_030m, ReportPostings.QuantityChange(Chart, ReportPostings.For(Before, trade), Keys.Cash("binance")));
    }

    [Theory]
    [InlineData("0.5", "-25005")] // forgot its fee
    [InlineData("0.51", "-25030")]
    [InlineData("-0.5", "-25030")]
    public void Deltas_that_do_not_follow_from_the_fill_are_POS_002(string coins, string cash)
    {
        var report = Report(
            Operation.CexSpotBuy, "binance", Keys.Pair, 0.5m, r => r with { FillPrice = 50_010m, Fee = 25m },
            new(Keys.Coins("binance"), Number(coins)), new(Keys.Cash("binance"), Number(cash)));

        var error = Assert.Throws<BasisException>(() => ReportPostings.For(Before, report)).Error;

        Assert.Equal(("POS-002", "i-1"), (error.Code, error.Where));
    }

    [Fact]
    public void A_fee_in_coin_leaves_the_coins_that_arrived_and_is_booked_in_USDT_at_the_price_of_the_fill()
    {
        var report = Report(
            Operation.CexSpotBuy, "binance", Keys.Pair, 0.5m, r => r with { FillPrice = 50_010m, FeeInCoin = 0.0005m, Fee = 25.005m },
            new(Keys.Coins("binance"), 0.4995m), new(Keys.Cash("binance"), -25_005m)); // 0.5 − 0.0005 coins for 0.5 × 50 010

        var postings = ReportPostings.For(Before, report);
        var after = Before.Post(postings);

        Assert.True(report.IsComplete);
        Assert.Equal((1.4995m, 34_995m), (after.Quantity(Keys.Coins("binance")), after.Quantity(Keys.Cash("binance"))));
        var fee = Assert.Single(postings, p => p.Cause == Cause.Fee);
        Assert.Equal(-25.005m, ReportPostings.QuantityChange(Chart, [fee], Keys.Cash("binance"))); // 0.0005 × 50 010
    }

    [Fact]
    public void What_the_venue_rounds_otherwise_is_booked_as_the_venue_has_it()
    {
        var report = Report(
            Operation.CexSpotBuy, "binance", Keys.Pair, 0.5m, r => r with { FillPrice = 50_010m, Fee = 25m, Fills = 3 },
            new(Keys.Coins("binance"), 0.5m), new(Keys.Cash("binance"), -25_030.00000008m)); // allowed are (3 + 10 × 0.5) × 1e-8

        Assert.Equal(60_000m - 25_030.00000008m, Before.Post(ReportPostings.For(Before, report)).Quantity(Keys.Cash("binance")));
        Assert.Equal("POS-002", Assert.Throws<BasisException>(() => ReportPostings.For(Before, report with { Fills = 2 })).Error.Code);
        Assert.Equal("POS-002", Assert.Throws<BasisException>(() => ReportPostings.For(Before, report with { Simulated = true })).Error.Code); // ours rounds as we do
    }

    [Fact]
    public void Several_deltas_on_one_position_are_judged_by_their_sum()
    {
        var after = Book(
            Operation.CexSpotBuy, "binance", Keys.Pair, 0.5m, r => r with { FillPrice = 50_010m, Fee = 25m },
            new(Keys.Coins("binance"), 0.5m), new(Keys.Cash("binance"), -25_005m), new(Keys.Cash("binance"), -25m));

        Assert.Equal(34_970m, after.Quantity(Keys.Cash("binance")));
    }

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static Book Book(Operation operation, string venue, string symbol, decimal amount, Func<ExecutionReport, ExecutionReport> fill, params ReadOnlySpan<Delta> deltas) =>
        Before.Post(ReportPostings.For(Before, Report(operation, venue, symbol, amount, fill, deltas)));

    private static ExecutionReport Report(
        Operation operation, string venue, string symbol, decimal amount, Func<ExecutionReport, ExecutionReport> fill, params ReadOnlySpan<Delta> deltas) => fill(new ExecutionReport
        {
            Instruction = new Instruction { Id = "i-1", Operation = operation, Venue = venue, Symbol = symbol, Amount = amount, EstimatedDeltas = [], EstimatedCost = 0m },
            Status = ExecutionStatus.Confirmed,
            FilledAmount = amount,
            ExecutedAt = MarketBuilder.Start,
            ActualDeltas = [.. deltas],
        });
}

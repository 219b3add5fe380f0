using BasisActors.Domain.Errors;
using BasisActors.Domain.Exposure;
using BasisActors.Domain.Ledger;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Exposure;

/// <summary>Equity and delta (domain reference §5.7; D-03: perpetuals count).</summary>
public class ExposureCalculatorTests
{
    [Fact]
    public void Equity_is_cash_coins_and_unrealised_profit()
    {
        var desk = new Desk(Configurations.BtcBasisOnThreeVenues, Markets.Basis(51_000m).Set(Keys.Mark("bybit"), 51_100m));
        var book = desk.Holdings().Cash("wallet", 1_000m).Cash("binance", 500m).Cash("bybit", 250m).Coins("binance", 2m)
            .Short("binance", 0.5m, 50_000m).Short("bybit", 1m, 52_000m).Book;

        var exposure = desk.Exposure(book);

        // 1750 cash + 2 × 51 000 + 0.5 × (50 000 − 51 000) + 1 × (52 000 − 51 100)
        Assert.Equal(104_150m, exposure.Equity);
        Assert.Equal(102_000m, exposure.TotalDeployed); // the coins
        Assert.Equal(76_600m, exposure.GrossPerpNotional); // 0.5 × 51 000 + 51 100
        Assert.Equal(new AssetExposure("BTC", 2m, -1.5m, 51_000m), exposure.Asset("BTC"));
        Assert.Equal((0.5m, 1.5m), (exposure.Asset("BTC").Delta, exposure.Asset("BTC").Short));
        Assert.Equal((MarketBuilder.Start, 0), (exposure.Timestamp, exposure.SnapshotId));
    }

    [Fact]
    public void A_loss_of_the_short_takes_equity_away()
    {
        var desk = new Desk(Configurations.BtcBasis, Markets.Basis(51_000m));

        Assert.Equal(9_000m, desk.Exposure(desk.Holdings().Cash("binance", 10_000m).Short("binance", 1m, 50_000m).Book).Equity);
    }

    [Fact]
    public void Lent_tokens_count_at_their_underlying_and_the_scaled_balance_at_nothing()
    {
        var desk = new Desk(Configurations.PureLending, Markets.Lending());
        var book = desk.Holdings().Cash("wallet", 40m).Supplied(1_100m, 1.1m).Book;

        var exposure = desk.Exposure(book);

        Assert.Equal((1_140m, 1_100m, 0m), (exposure.Equity, exposure.TotalDeployed, exposure.GrossPerpNotional));
        Assert.Empty(exposure.Assets);
        Assert.Equal(0m, desk.Valuation.ValueOf(book, desk.Chart.Own(Keys.AaveUsdt), desk.At(0)));
        Assert.Equal(1_100m, desk.Valuation.ValueOf(book, desk.Chart.Own(Keys.AaveUsdt, AccountRole.Underlying), desk.At(0)));
    }

    [Fact]
    public void Debt_is_taken_off()
    {
        PositionKey debt = new("aave_v3", PositionType.DebtToken, "debtUSDT");
        var chart = new ChartOfAccounts([Keys.Wallet, debt]);
        var market = new MarketBuilder().Set(Keys.Spot("binance"), 1m).Build();
        var book = Book.Open(chart).Post(Posting.Balanced(chart, Cause.CapitalFlow, "x", new Leg(chart.Own(Keys.Wallet), 100m), new Leg(chart.Own(debt, AccountRole.Underlying), -60m)));

        Assert.Equal(40m, new ExposureCalculator(new UnitPricing(chart, market, "binance")).Calculate(book, market.At(MarketBuilder.Start)).Equity);
    }

    [Fact]
    public void Lent_coins_count_once_as_deployed_and_as_delta()
    {
        PositionKey lent = new("aave_v3", PositionType.AToken, "aBTC");
        var chart = new ChartOfAccounts([lent]);
        var market = new MarketBuilder().Set(Keys.Spot("binance"), 50_000m).Build();
        var book = Book.Open(chart).Post(Posting.Balanced(chart, Cause.CapitalFlow, "x", new Leg(chart.Own(lent), 1m), new Leg(chart.Own(lent, AccountRole.Underlying), 1.1m)));

        var exposure = new ExposureCalculator(new UnitPricing(chart, market, "binance")).Calculate(book, market.At(MarketBuilder.Start));

        Assert.Equal((55_000m, 55_000m, 1.1m), (exposure.Equity, exposure.TotalDeployed, exposure.Asset("BTC").Delta));
    }

    [Fact]
    public void An_empty_book_needs_no_prices_and_is_worth_nothing()
    {
        var desk = new Desk(Configurations.BtcBasis, new MarketBuilder().Set(Keys.Funding("binance"), 0m));

        var exposure = desk.Exposure(Book.Open(desk.Chart));

        Assert.Equal((0m, 0m), (exposure.Equity, exposure.TotalDeployed));
        Assert.Equal(new AssetExposure("BTC", 0m, 0m, 0m), exposure.Asset("BTC"));
        Assert.Equal(new AssetExposure("SOL", 0m, 0m, 0m), exposure.Asset("SOL"));
        Assert.Equal(0m, desk.Valuation.ValueOf(Book.Open(desk.Chart), desk.Chart.Own(Keys.Coins("binance")), desk.At(0)));
    }

    [Fact]
    public void A_holding_without_a_price_is_EXP_003()
    {
        var desk = new Desk(Configurations.BtcBasis, new MarketBuilder().Set(Keys.Funding("binance"), 0m));

        Assert.Equal("EXP-003", Assert.Throws<BasisException>(() => desk.Exposure(desk.Holdings().Coins("binance", 1m).Book)).Error.Code);
    }

    [Fact]
    public void A_token_that_the_spot_venue_does_not_quote_is_priced_where_it_is_quoted()
    {
        var chart = new ChartOfAccounts([Keys.Coins("okx")]);
        var bybit = new MarketBuilder().Set(Keys.Spot("bybit"), 51_000m);
        decimal Price(MarketBuilder builder)
        {
            var market = builder.Build();
            return new UnitPricing(chart, market, "okx").At(market.At(MarketBuilder.Start), 0).Price;
        }

        Assert.Equal(51_000m, Price(bybit));
        Assert.Equal(50_000m, Price(bybit.Set(Keys.Spot("binance"), 50_000m)));
        Assert.Equal(52_000m, Price(bybit.Set(Keys.Spot("okx"), 52_000m)));
    }

    [Fact]
    public void A_unit_price_is_rate_times_spot_plus_basis()
    {
        var desk = new Desk(Configurations.BtcBasis, Markets.Basis(50_000m).Set(Keys.Mark("binance"), 49_900m));
        var contract = desk.Chart.Accounts[desk.Chart.Own(Keys.Perp("binance"))].Unit;

        Assert.Equal(new UnitPrice(1m, 50_000m, 49_900m), desk.Pricing.At(desk.At(0), contract));
        Assert.Equal(49_900m, desk.Pricing.At(desk.At(0), contract).Price);
        Assert.Equal("BTC", desk.Pricing.Asset(contract));
        Assert.Null(desk.Pricing.Asset(desk.Chart.Accounts[desk.Chart.Own(Keys.Wallet)].Unit));
        Assert.Equal(3_382.5m, UnitPrice.Combine(1.025m, 3_300m)); // 1.025 × 3300
        Assert.Equal(2.5m, new UnitPrice(1.025m, 3_300m, 3_385m).Basis);
    }
}

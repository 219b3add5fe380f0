using BasisActors.Domain.Configuration;
using BasisActors.Domain.Ledger;
using BasisActors.Host.Configuration;

namespace BasisActors.Host.Tests.Configuration;

public sealed class ShippedConfigurationTests
{
    private readonly ConfigurationSource _source = new(ConfigFolder.Shipped, new Dictionary<string, string>());

    [Fact]
    public void Every_shipped_file_is_valid()
    {
        Assert.Equal<string>(["btc_basis", "eth_basis", "eth_leveraged", "eth_staking_only", "pure_lending", "pure_lending_eth", "usdt_eth_staking_hedged_simple", "usdt_market_neutral"], _source.Modes);
        Assert.Empty(_source.CheckAll());
    }

    [Fact]
    public void Btc_basis_spreads_its_short_over_three_exchanges() // S-043…S-051, C-08, C-35
    {
        var run = Run("btc_basis");

        Assert.Equal("btc_basis", run.Mode);
        Assert.Equal(ShareClass.Usdt, run.ShareClass);
        Assert.Equal("BTC", run.Asset);
        Assert.Equal(100_000m, run.InitialCapital);
        Assert.Equal((0.08m, 0.02m), (run.TargetApy, run.MaxDrawdown));
        Assert.Equal<HedgeWeight>([new("binance", 0.4m), new("bybit", 0.3m), new("okx", 0.3m)], run.Hedge);
        Assert.Equal(("binance", 0.5m), (run.SpotVenue, run.SpotAllocation));
        Assert.Equal((0.0001m, 0m, 3), (run.FundingEntryThreshold, run.FundingExitThreshold, run.FundingWindow));
        Assert.Equal((0.05m, true, 1000), (run.RebalanceThreshold, run.RebalancingEnabled, run.ActionHistoryLimit));
        Assert.Equal((0.03m, 0.06m), (run.Risk.DeltaWarning, run.Risk.DeltaCritical));
        Assert.Equal(11, run.PositionSubscriptions.Length);
        Assert.Contains(new PositionKey("okx", PositionType.Perp, "BTCUSDT"), run.PositionSubscriptions);
        Assert.Equal(["binance", "bybit", "okx", "wallet"], run.Venues.Select(v => v.Name));
    }

    [Fact]
    public void Pure_lending_supplies_usdt_and_has_no_hedge()
    {
        var run = Run("pure_lending");

        Assert.Equal("USDT", run.Asset);
        Assert.Equal((0.05m, 0.01m), (run.TargetApy, run.MaxDrawdown));
        Assert.Empty(run.Hedge);
        Assert.Equal("", run.SpotVenue);
        Assert.Equal(["wallet:BaseToken:USDT", "aave_v3:aToken:aUSDT"], run.PositionSubscriptions.Select(p => p.ToString()));
        Assert.Equal([("aave_v3", VenueType.Defi), ("wallet", VenueType.Infrastructure)], run.Venues.Select(v => (v.Name, v.Type)));
    }

    [Fact]
    public void Thresholds_of_risk_have_the_values_of_the_specification() // domain reference §6
    {
        var risk = Run("pure_lending").Risk;

        Assert.Equal((0.30m, 0.20m, 0.10m, 1.0m), (risk.MarginWarning, risk.MarginCritical, risk.MaintenanceMargin, risk.TargetMargin));
        Assert.Equal((0.05m, 0.10m), (risk.DeltaWarning, risk.DeltaCritical));
        Assert.Equal((0.90m, 0.15m, 0.02m, 1_000_000m), (risk.LtvCritical, risk.StopLoss, risk.BasisWarning, risk.MaxPositionSizeUsd));
    }

    [Fact]
    public void Costs_data_rules_and_event_log_have_defaults()
    {
        var run = Run("pure_lending");

        Assert.Equal(new CostSettings(CostModel.Full, null, null, true), run.Costs);
        Assert.Equal(new DataRules(PriceRule.PrevClose, GapRule.Carry, MissingFunding.Fail, null, true), run.Data);
        Assert.Equal(new EventLogSettings(30, 100, 10_000), run.Events);
    }

    [Theory]
    [InlineData("binance", 0.0010, 0.0005, 0.008, 0.004)]
    [InlineData("bybit", 0.0010, 0.0006, 0.01, 0.005)]
    [InlineData("okx", 0.0010, 0.0005, 0.01, 0.004)]
    public void Exchanges_have_fees_margins_and_slippage(string name, double spot, double perp, double imr, double mmr) // S-052…S-055
    {
        var venue = Run("btc_basis").Venue(name);

        Assert.Equal(VenueType.Cex, venue.Type);
        Assert.Equal(((decimal)spot, (decimal)perp), (venue.SpotTakerFee, venue.PerpTakerFee));
        Assert.Equal(((decimal)imr, (decimal)mmr), (venue.InitialMarginRate, venue.MaintenanceMarginRate));
        Assert.Equal(10m, venue.MinTradeSizeUsd);
        Assert.Equal<SlippagePoint>([new(10_000m, 5m), new(100_000m, 7m), new(1_000_000m, 13m)], venue.SpotSlippage);
        Assert.Equal<SlippagePoint>([new(10_000m, 3m), new(100_000m, 4m), new(1_000_000m, 8m)], venue.PerpSlippage);
    }

    private RunConfiguration Run(string mode) => Assert.IsType<ConfigurationResult.Valid>(_source.Load(mode, [])).Configuration.Run;
}

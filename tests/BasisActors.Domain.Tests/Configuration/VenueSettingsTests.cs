using BasisActors.Domain.Configuration;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Perpetuals;
using BasisActors.Domain.Strategies;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Configuration;

/// <summary>Margin by rate or by tier, our own stricter requirement, and what a run knows of its currency (domain reference §5.6, §7.2).</summary>
public class VenueSettingsTests
{
    private static readonly VenueSettings Flat = new() { Name = "binance", Type = VenueType.Cex, InitialMarginRate = 0.01m, MaintenanceMarginRate = 0.004m };

    // 0.4 % to 50 000, then 0.5 % with a deduction of 50
    private static readonly VenueSettings Tiered = Flat with { MarginTiers = MarginRequirement.Tiers((0m, 0.008m, 0.004m), (50_000m, 0.01m, 0.005m)) };

    [Theory]
    [InlineData("0", "400")] // 0.4 % of 100 000
    [InlineData("0.003", "400")]
    [InlineData("0.1", "10000")] // our own requirement is stricter
    public void Without_tiers_maintenance_is_a_rate_or_our_own_requirement(string requirement, string margin) =>
        Assert.Equal(Number(margin), Flat.Maintenance(100_000m, Number(requirement)));

    [Theory]
    [InlineData(50_000, "200")]
    [InlineData(100_000, "450")] // 500 − 50
    public void With_tiers_maintenance_is_that_of_the_step(int notional, string margin)
    {
        Assert.Equal(Number(margin), Tiered.Maintenance(notional, 0m));
        Assert.Equal(notional * 0.1m, Tiered.Maintenance(notional, 0.1m));
    }

    [Fact]
    public void Initial_margin_is_a_rate_or_that_of_the_step()
    {
        Assert.Equal((1_000m, 399.992m, 1_000m), (Flat.Initial(100_000m), Tiered.Initial(49_999m), Tiered.Initial(100_000m)));
    }

    [Theory]
    [InlineData(ShareClass.Usdt, "USDT")]
    [InlineData(ShareClass.Eth, "ETH")]
    [InlineData(ShareClass.Btc, "BTC")]
    public void The_share_class_names_the_currency(ShareClass shareClass, string currency) => Assert.Equal(currency, (Configurations.PureLending with { ShareClass = shareClass }).Currency);

    [Fact]
    public void A_venue_that_is_not_enabled_is_VIM_001() => Assert.Equal("VIM-001", Assert.Throws<BasisException>(() => Configurations.PureLending.Venue("kraken")).Error.Code);

    [Fact]
    public void Dollars_and_the_gas_reserve_are_told_in_the_currency_of_the_book()
    {
        var (eth, usdt) = (Setup(StakingConfigurations.LeveragedInEth), Setup(StakingConfigurations.MarketNeutral));
        var snapshot = eth.Market.At(MarketBuilder.Start);

        Assert.Equal((0.005m, 10m), (eth.FromUsd(10m, snapshot), usdt.FromUsd(10m, snapshot))); // at 2000
        Assert.Equal(2_000m, eth.EtherPrice(snapshot));
        Assert.Equal((1m, 0m), (Setup(StakingConfigurations.LeveragedInEth with { GasReserve = 0.01m, Costs = Configurations.FullCosts }).GasReserve(100m), Setup(StakingConfigurations.LeveragedInEth with { GasReserve = 0.01m }).GasReserve(100m)));
    }

    private static StrategySetup Setup(RunConfiguration configuration)
    {
        var desk = new Desk(configuration, Markets.Staking());
        return new StrategySetup("run", configuration, desk.Chart, desk.Market, desk.Costs);
    }

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

using BasisActors.Domain.Costs;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;
using BasisActors.Domain.Strategies;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Strategies;

/// <summary>A mode's name makes its rules (S-107, S-108, S-191, S-211).</summary>
public class StrategyFactoryTests
{
    [Fact]
    public void Each_mode_is_made_by_its_name()
    {
        Assert.IsType<BtcBasis>(new Desk(Configurations.BtcBasis, Markets.Basis()).Strategy);
        Assert.IsType<PureLending>(new Desk(Configurations.PureLending, Markets.Lending()).Strategy);
        Assert.IsType<EthBasis>(new Desk(StakingConfigurations.EthBasis, Markets.Staking()).Strategy);
        Assert.IsType<PureLendingEth>(new Desk(StakingConfigurations.LendingInEth, Markets.Staking()).Strategy);
        Assert.IsType<EthStakingOnly>(new Desk(StakingConfigurations.StakingOnly, Markets.Staking()).Strategy);
        Assert.IsType<EthLeveragedDirectional>(new Desk(StakingConfigurations.LeveragedInEth, Markets.Staking()).Strategy);
        Assert.IsType<EthLeveragedHedged>(new Desk(StakingConfigurations.LeveragedInUsdt, Markets.Staking()).Strategy);
        Assert.IsType<UsdtMarketNeutral>(new Desk(StakingConfigurations.MarketNeutral, Markets.Staking()).Strategy);
        Assert.IsType<UsdtEthStakingHedgedSimple>(new Desk(StakingConfigurations.HedgedSimple, Markets.Staking()).Strategy);
        Assert.Equal(
            ["btc_basis", "eth_basis", "eth_leveraged", "eth_staking_only", "pure_lending", "pure_lending_eth", "usdt_eth_staking_hedged_simple", "usdt_market_neutral"],
            StrategyFactory.All.Select(m => m.Name));
        Assert.All(StrategyFactory.All, m => Assert.True(StrategyFactory.Knows(m.Name) && m.Description.EndsWith('.')));
    }

    [Fact]
    public void An_unknown_mode_is_STRAT_003_and_critical() // C-26
    {
        var configuration = Configurations.BtcBasis with { Mode = "martingale" };
        var market = Markets.Basis().Build();
        var setup = new StrategySetup("run", configuration, new ChartOfAccounts(configuration.PositionSubscriptions), market, new TradingCosts(configuration.Costs, market));

        var made = Assert.Throws<BasisException>(() => StrategyFactory.Create(setup)).Error;
        var asked = Assert.Throws<BasisException>(() => StrategyFactory.Requirements(configuration)).Error;

        Assert.False(StrategyFactory.Knows("martingale"));
        Assert.Equal(made, asked);
        Assert.Equal(("STRAT-003", Severity.Critical), (made.Code, made.Severity));
        Assert.Contains("'martingale' is unknown; known modes are btc_basis, eth_basis, eth_leveraged, ", made.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lending_needs_index_and_rate_and_gas_only_when_it_is_paid()
    {
        Assert.Equal([Keys.LiquidityIndex, Keys.SupplyRate], StrategyFactory.Requirements(Configurations.PureLending).Required.ToArray());
        Assert.Equal([Keys.LiquidityIndex], StrategyFactory.Requirements(Configurations.PureLending).Tradable.ToArray());
        Assert.Equal(
            [Keys.LiquidityIndex, Keys.SupplyRate, ReferenceSeries.Gas, ReferenceSeries.EthUsdt],
            StrategyFactory.Requirements(Configurations.PureLending with { Costs = Configurations.FullCosts }).Required.ToArray());
    }

    [Fact]
    public void The_basis_needs_spot_marks_and_funding_of_the_venues_it_uses()
    {
        var configuration = Configurations.BtcBasisOnThreeVenues with { Hedge = [new("binance", 0.6m), new("bybit", 0m), new("okx", 0.4m)] };

        var needs = StrategyFactory.Requirements(configuration);

        Assert.Equal([Keys.Spot("binance"), Keys.Mark("binance"), Keys.Mark("okx"), Keys.Funding("binance"), Keys.Funding("okx")], needs.Required.ToArray());
        Assert.Equal([Keys.Spot("binance"), Keys.Mark("binance"), Keys.Mark("okx")], needs.Tradable.ToArray());
        Assert.Contains(ReferenceSeries.Gas, StrategyFactory.Requirements(configuration with { Costs = Configurations.FullCosts }).Required);
    }
}

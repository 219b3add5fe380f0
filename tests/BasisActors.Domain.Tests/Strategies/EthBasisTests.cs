using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Strategies;

/// <summary>The basis of ETH where it differs from that of BTC (domain reference §2.6): low margin halves both legs, critical margin closes them.</summary>
public class EthBasisTests
{
    private static readonly Desk Desk = new(StakingConfigurations.EthBasis, Markets.Staking());

    [Theory]
    [InlineData("15000", "exit_partial Rebalance over_deployed")] // 0.30: no warning, but 25 ETH are too much for 65 000
    [InlineData("14999.99", "exit_partial Rebalance margin_warning")]
    [InlineData("10000", "exit_partial Rebalance margin_warning")] // 0.20
    [InlineData("9999.99", "exit_full Rebalance margin_critical")]
    public void A_low_margin_halves_and_a_critical_margin_closes(string margin, string decision) =>
        Assert.Equal(decision, Desk.Told(Hedged(Number(margin)).Book));

    [Fact]
    public void Half_of_both_legs_is_closed_together()
    {
        var plan = Desk.Decide(Hedged(12_000m).Book);

        Assert.Equal(["PERP_REDUCE_SHORT bybit 12.5 + CEX_SPOT_SELL bybit 12.5"], plan.Told());
        Assert.True(plan.Blocks[0].ParallelGroup);
        Assert.Equal(1, plan.Blocks[0].Priority);
    }

    [Theory]
    [InlineData("0.0001", "hold")]
    [InlineData("0.00011", "entry_full InitialSetup funding_above_entry")]
    public void It_enters_above_the_funding_threshold(string funding, string decision)
    {
        var desk = new Desk(StakingConfigurations.EthBasis, Markets.Staking(funding: Number(funding)));

        Assert.Equal(decision, desk.Told(desk.Ether().Cash(100_000m).Book));
    }

    [Fact]
    public void Entry_holds_the_coins_on_the_spot_venue_and_the_short_beside_them()
    {
        var plan = Desk.Decide(Desk.Ether().Cash(100_000m).Book);

        Assert.Equal(["TRANSFER_TO_CEX bybit 100000", "CEX_SPOT_BUY bybit 25 + PERP_OPEN_SHORT bybit 25"], plan.Told());
        Assert.Contains("eth_spot", plan.DesiredState.Keys);
    }

    [Fact]
    public void Funding_below_zero_closes_it()
    {
        var desk = new Desk(StakingConfigurations.EthBasis, Markets.Staking(funding: -0.0001m));

        Assert.Equal("exit_full Rebalance funding_below_exit", desk.Told(Hedged(50_000m).Book));
    }

    private static EtherBook Hedged(decimal margin) => Desk.Ether().Cash(0m, 0m, margin).Holds(EtherBook.Eth("bybit"), 25m).Short("bybit", 25m, 2_000m);

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

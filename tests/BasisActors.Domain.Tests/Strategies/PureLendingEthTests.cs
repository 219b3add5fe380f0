using BasisActors.Domain.Instructions;
using BasisActors.Domain.Strategies;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Strategies;

/// <summary>Lending of ETH (domain reference §2.6): as lending of USDT, but wrapped first, unwrapped last, and with gas kept in the wallet. Supply index 1.25.</summary>
public class PureLendingEthTests
{
    private static readonly Desk Desk = new(StakingConfigurations.LendingInEth, Markets.Staking(supplyIndex: 1.25m));

    [Fact]
    public void Setup_wraps_and_supplies_everything()
    {
        var plan = Desk.Decide(Desk.Ether().Holds(EtherBook.Eth("wallet"), 100m).Book);

        Assert.Equal(["WRAP_ETH wallet 100 + AAVE_SUPPLY aave_v3 100"], plan.Told());
        Assert.Contains(new Delta(EtherBook.Lent, 80m), plan.Blocks[0].ExpectedDeltas); // 100 / 1.25
        Assert.Equal(("entry_full", "nothing_deployed", 0.02m), (plan.Action.Name(), plan.Reason, plan.Facts["aave_apy"]));
        Assert.Equal(new TargetValue.Absolute(100m), plan.DesiredState["aave_eth_supplied"]);
    }

    [Fact]
    public void A_withdrawal_takes_idle_ETH_first_and_unwraps_the_rest()
    {
        var book = Desk.Ether().Holds(EtherBook.Eth("wallet"), 4m).Supplied(96m, 1.25m).Book;

        Assert.Equal(["WALLET_PAYOUT wallet 4"], Desk.Decide(book, Desk.Withdrawal(4m)).Told());
        Assert.Equal(["AAVE_WITHDRAW aave_v3 16 + UNWRAP_WETH wallet 16", "WALLET_PAYOUT wallet 20"], Desk.Decide(book, Desk.Withdrawal(20m)).Told());
        Assert.Equal(["AAVE_WITHDRAW aave_v3 96 + UNWRAP_WETH wallet 96", "WALLET_PAYOUT wallet 95"], Desk.Decide(book, Desk.Withdrawal(95m)).Told()); // a full exit
    }

    [Theory]
    [InlineData("49.9", "entry_partial", "49.9")]
    [InlineData("50", "entry_full", "50")] // half of the 100 before it
    public void A_deposit_is_supplied(string amount, string action, string supplied)
    {
        var plan = Desk.Decide(Desk.Ether().Holds(EtherBook.Eth("wallet"), Number(amount)).Supplied(100m, 1.25m).Book, Desk.Deposit(Number(amount)));

        Assert.Equal((action, true), (plan.Action.Name(), plan.AnswersFlow));
        Assert.Equal([$"WRAP_ETH wallet {supplied} + AAVE_SUPPLY aave_v3 {supplied}"], plan.Told());
    }

    [Fact]
    public void Gas_and_its_reserve_stay_in_the_wallet()
    {
        var desk = new Desk(StakingConfigurations.LendingInEth with { Costs = Configurations.FullCosts, GasReserve = 0.01m }, Markets.Staking(supplyIndex: 1.25m));
        var plan = desk.Decide(desk.Ether().Holds(EtherBook.Eth("wallet"), 100m).Book);

        Assert.Equal(98.9941m, plan.Blocks[0].Instructions[0].Amount); // 100 − 1 − (250 000 + 45 000) × 20 gwei
        Assert.Equal(-99m, plan.Blocks[0].ExpectedDeltas.Single(d => d.Key == EtherBook.Eth("wallet")).Amount);
        Assert.Equal("no_idle_capital", desk.Decide(desk.Ether().Holds(EtherBook.Eth("wallet"), 1m).Supplied(99m, 1.25m).Book).Reason); // the reserve is not idle
    }

    [Fact]
    public void A_withdrawal_whose_way_out_cannot_be_paid_is_paid_from_what_is_there()
    {
        var desk = new Desk(StakingConfigurations.LendingInEth with { Costs = Configurations.FullCosts }, Markets.Staking());
        var plan = desk.Decide(desk.Ether().Holds(EtherBook.Eth("wallet"), 0.005m).Supplied(99m).Book, Desk.Withdrawal(20m)); // unwrapping and withdrawing cost 0.0053

        Assert.Equal(["WALLET_PAYOUT wallet 0.003"], plan.Told()); // 0.005 − 100 000 × 20 gwei
    }

    [Fact]
    public void It_needs_index_rate_and_the_price_of_ETH()
    {
        var needs = StrategyFactory.Requirements(StakingConfigurations.LendingInEth).Required;

        Assert.Equal(["LiquidityIndex/aave_v3/WETH", "SupplyRate/aave_v3/WETH", "Spot/bybit/ETHUSDT"], needs.Select(k => k.ToString()));
    }

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

using BasisActors.Domain.Configuration;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Tests.Fixtures;
using BasisActors.Venues.Tests.Runs;

namespace BasisActors.Venues.Tests.Simulated;

/// <summary>
/// Staking, queues, wrapping and swaps of the simulated chain. Oracle and market rate 1.1; gas 20 gwei: 0.003 ETH a stake, 0.004 a request or claim, 0.0036 a swap, 0.0009 a wrap.
/// </summary>
public class SimulatedStakingTests
{
    private static readonly CostSettings GasOnly = new(CostModel.Fees, null, true, true);

    [Fact]
    public void Staking_mints_tokens_at_the_oracles_rate() // 11 / 1.1
    {
        var desk = Desk(20m);

        var report = desk.Send(Operation.Stake, "etherfi", "weETH", 11m);

        StakingDesk.Confirmed(report, new Delta(Modes.WalletEth, -11.003m), new Delta(Modes.WalletToken, 10m));
        Assert.Equal((1.1m, 0.003m), (report.FillPrice, report.Gas.Cost));
        Assert.Equal((8.997m, 10m), (desk.Eth, desk.Holds(Modes.WalletToken)));
    }

    [Fact]
    public void A_stake_below_the_protocols_minimum_is_refused() // 0.01 ETH
    {
        var desk = Desk(20m);

        SimulatedExchangeTests.Refused("EXEC-004", "minimum is 0.01", desk.Send(Operation.Stake, "etherfi", "weETH", 0.0099m));
        Assert.True(desk.Send(Operation.Stake, "etherfi", "weETH", 0.01m).IsConfirmed);
    }

    [Fact]
    public void A_stake_needs_its_gas_as_well()
    {
        SimulatedExchangeTests.Refused("EXEC-004", "needs 11.003", Desk(11.0029m).Send(Operation.Stake, "etherfi", "weETH", 11m));
        Assert.True(Desk(11.003m).Send(Operation.Stake, "etherfi", "weETH", 11m).IsConfirmed);
    }

    [Fact]
    public void A_withdrawal_from_the_protocol_is_fixed_when_it_is_requested_and_paid_when_its_time_has_come()
    {
        // 10 tokens are 11 ETH at the request; the rate rises to 1.2 meanwhile
        var desk = Desk(11.1m, StakingDesk.Market(rows: 7).Set(Modes.Token.OracleRate, 1.1m, 1.2m, 1.2m, 1.2m, 1.2m, 1.2m, 1.2m));
        desk.Send(Operation.Stake, "etherfi", "weETH", 11m);
        var request = desk.Send(Operation.UnstakeRequest, "etherfi", "weETH", 10m);

        StakingDesk.Confirmed(request, new Delta(Modes.WalletToken, -10m), new Delta(Modes.Claims, 11m), new Delta(Modes.WalletEth, -0.004m));
        Assert.Equal(MarketBuilder.Hour(5), request.DueAt);
        SimulatedExchangeTests.Refused("EXEC-004", "11.0 ETH from 2024-01-01 05:00 on", desk.Claim(request.Instruction.Id, 11m, hour: 4));

        StakingDesk.Confirmed(desk.Claim(request.Instruction.Id, 11m, hour: 5), new Delta(Modes.Claims, -11m), new Delta(Modes.WalletEth, 10.996m));
        Assert.Equal((11.1m - 11.003m - 0.004m + 10.996m, 0m, 0m), (desk.Eth, desk.Holds(Modes.WalletToken), desk.Holds(Modes.Claims)));
        SimulatedExchangeTests.Refused("EXEC-003", "no claim", desk.Claim(request.Instruction.Id, 11m, hour: 6)); // it is paid once
    }

    [Theory]
    [InlineData("i-99", "no claim i-99")]
    [InlineData(null, "no claim")]
    public void A_claim_that_nobody_requested_is_refused(string? id, string because)
    {
        var desk = Desk(11.1m);
        desk.Send(Operation.Stake, "etherfi", "weETH", 11m);
        desk.Send(Operation.UnstakeRequest, "etherfi", "weETH", 10m);

        SimulatedExchangeTests.Refused("EXEC-003", because, desk.Claim(id, 11m, hour: 0));
    }

    [Fact]
    public void A_claim_over_another_amount_is_refused()
    {
        var desk = Desk(11.1m, StakingDesk.Market(rows: 6));
        desk.Send(Operation.Stake, "etherfi", "weETH", 11m);
        var request = desk.Send(Operation.UnstakeRequest, "etherfi", "weETH", 10m);

        SimulatedExchangeTests.Refused("EXEC-004", "over 11.0 ETH", desk.Claim(request.Instruction.Id, 11.5m, hour: 5));
    }

    [Fact]
    public void More_tokens_than_are_held_cannot_be_given_back()
    {
        var desk = Desk(11.1m);
        desk.Send(Operation.Stake, "etherfi", "weETH", 11m);

        SimulatedExchangeTests.Refused("EXEC-004", "wallet holds 10", desk.Send(Operation.UnstakeRequest, "etherfi", "weETH", 10.01m));
    }

    [Fact]
    public void Wrapping_and_unwrapping_go_one_to_one_and_pay_gas_in_ETH()
    {
        var weth = PositionKey.Token("wallet", "WETH");
        var desk = new StakingDesk(Modes.PureLendingEth with { Costs = GasOnly }, StakingDesk.Market(), 10m);

        StakingDesk.Confirmed(desk.Send(Operation.WrapEth, "wallet", "ETH", 4m), new Delta(Modes.WalletEth, -4.0009m), new Delta(weth, 4m));
        StakingDesk.Confirmed(desk.Send(Operation.UnwrapWeth, "wallet", "WETH", 1.5m), new Delta(weth, -1.5m), new Delta(Modes.WalletEth, 1.4991m));
        Assert.Equal((7.4982m, 2.5m), (desk.Eth, desk.Holds(weth)));
        SimulatedExchangeTests.Refused("EXEC-004", "wallet holds 2.5", desk.Send(Operation.UnwrapWeth, "wallet", "WETH", 2.51m));
    }

    [Fact]
    public void A_swap_sells_at_the_market_less_slippage() // 10 × 1.09 × (1 − 0.005) = 10.8455
    {
        var costs = new CostSettings(CostModel.Fees, 50m, true, true);
        var desk = Desk(11.1m, StakingDesk.Market().Set(Modes.Token.MarketRate, 1.09m), costs);
        desk.Send(Operation.Stake, "etherfi", "weETH", 11m);

        var report = Swap(desk, "ETH");

        StakingDesk.Confirmed(report, new Delta(Modes.WalletToken, -10m), new Delta(Modes.WalletEth, 10.8419m));
        Assert.Equal((1.08455m, 1.09m), (report.FillPrice, report.ReferencePrice));
    }

    [Theory]
    [InlineData("USDT")]
    [InlineData(null)]
    public void A_swap_without_a_market_is_refused(string? into)
    {
        var desk = Desk(11.1m);
        desk.Send(Operation.Stake, "etherfi", "weETH", 11m);

        SimulatedExchangeTests.Refused("EXEC-002", "no market", Swap(desk, into));
    }

    [Theory]
    [InlineData(Operation.Stake)]
    [InlineData(Operation.UnstakeRequest)]
    [InlineData(Operation.UnstakeClaim)]
    [InlineData(Operation.WrapEth)]
    [InlineData(Operation.UnwrapWeth)]
    [InlineData(Operation.Swap)]
    [InlineData(Operation.AtomicLeverageEntry)]
    [InlineData(Operation.AtomicDeleverageAave)]
    public void The_same_instruction_again_is_answered_alike_and_done_once(Operation operation)
    {
        var weth = PositionKey.Token("wallet", "WETH");
        var configuration = Modes.EthLeveragedInEther with { Costs = GasOnly, PositionSubscriptions = [.. Modes.EthLeveragedInEther.PositionSubscriptions, weth] };
        var desk = new StakingDesk(configuration, StakingDesk.Market(rows: 6), 100m);
        desk.Enter(20m, 10m);
        desk.Send(Operation.Stake, "etherfi", "weETH", 11m);
        desk.Send(Operation.WrapEth, "wallet", "ETH", 5m);
        var request = desk.Send(Operation.UnstakeRequest, "etherfi", "weETH", 2m);
        var (venue, symbol, amount) = operation switch
        {
            Operation.WrapEth => ("wallet", "ETH", 1m),
            Operation.UnwrapWeth => ("wallet", "WETH", 1m),
            Operation.Swap => ("curve", "weETH", 1m),
            Operation.AtomicLeverageEntry or Operation.AtomicDeleverageAave => ("instadapp", "weETH", 1m),
            Operation.UnstakeClaim => ("etherfi", "weETH", 2.2m),
            _ => ("etherfi", "weETH", 1m),
        };
        var order = desk.Order(operation, venue, symbol, amount) with
        {
            Into = operation == Operation.Swap ? "ETH" : null,
            ClaimId = request.Instruction.Id,
            Bundle = venue == "instadapp" ? new BundleTerms(0.5m, 1, 0) : null,
        };

        var first = desk.Outside.Send(order, hour: 5);
        var held = desk.Outside.World.Chain.Statement();

        Assert.True(first.IsConfirmed, first.Error?.ToString());
        Assert.Same(first, desk.Outside.Send(order, hour: 5));
        Assert.Equal(held, desk.Outside.World.Chain.Statement());
    }

    private static ExecutionReport Swap(StakingDesk desk, string? into) =>
        desk.Outside.Send(desk.Order(Operation.Swap, "curve", "weETH", 10m) with { Into = into });

    private static StakingDesk Desk(decimal eth, MarketBuilder? market = null, CostSettings? costs = null) =>
        new(Modes.EthStakingOnly with { Costs = costs ?? GasOnly }, market ?? StakingDesk.Market(), eth);
}

using BasisActors.Domain.Configuration;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Market;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Venues.Tests.Simulated;

/// <summary>Wallet, Aave and transfers of the simulated chain. Gas 20 gwei, ETH 3300: 6.60 a transfer, 16.50 a supply, 14.52 a withdrawal.</summary>
public class SimulatedChainTests
{
    private static readonly RunConfiguration Everything = Configurations.BtcBasis with
    {
        Costs = new CostSettings(CostModel.Fees, null, true, true),
        PositionSubscriptions = [.. Configurations.BtcBasis.PositionSubscriptions, Keys.AaveUsdt],
    };

    [Fact]
    public void Deposits_reach_the_wallet_when_their_time_comes()
    {
        var outside = new Outside(Everything, Market(rows: 4), (2, 300m), (0, 1_000m), (1, 200m));

        Assert.Equal(1_000m, outside.Holds(Keys.Wallet));
        outside.Advance(1);
        outside.Advance(1);
        Assert.Equal(1_200m, outside.Holds(Keys.Wallet));
        outside.Advance(3);
        Assert.Equal(1_500m, outside.Holds(Keys.Wallet));
    }

    [Fact]
    public void A_transfer_to_an_exchange_pays_gas_on_top()
    {
        var outside = new Outside(Everything, Market(), (0, 1_000m));

        Confirmed(outside.Send(Operation.TransferToCex, "binance", 500m), 6.6m, new Delta(Keys.Wallet, -506.6m), new Delta(Keys.Cash("binance"), 500m));
        Assert.Equal((493.4m, 500m), (outside.Holds(Keys.Wallet), outside.Holds(Keys.Cash("binance"))));
    }

    [Fact]
    public void A_transfer_from_an_exchange_pays_gas_out_of_what_arrives()
    {
        var outside = new Outside(Everything, Market(), (0, 506.6m));
        outside.Send(Operation.TransferToCex, "binance", 500m);

        Confirmed(outside.Send(Operation.TransferFromCex, "binance", 500m), 6.6m, new Delta(Keys.Cash("binance"), -500m), new Delta(Keys.Wallet, 493.4m));
        Assert.Equal((493.4m, 0m), (outside.Holds(Keys.Wallet), outside.Holds(Keys.Cash("binance"))));
    }

    [Fact]
    public void A_payout_leaves_the_wallet()
    {
        var outside = new Outside(Everything, Market(), (0, 1_000m));

        Confirmed(outside.Send(Operation.WalletPayout, "wallet", 900m), 6.6m, new Delta(Keys.Wallet, -906.6m));
        Assert.Equal(93.4m, outside.Holds(Keys.Wallet));
    }

    [Fact]
    public void A_supply_becomes_a_scaled_balance_that_does_not_move_by_itself() // 110 / 1.1
    {
        var outside = new Outside(Everything, Market(rows: 2).Set(Keys.LiquidityIndex, 1.1m, 1.2m), (0, 1_000m));

        Confirmed(outside.Send(Operation.AaveSupply, "aave_v3", 110m), 16.5m, new Delta(Keys.Wallet, -126.5m), new Delta(Keys.AaveUsdt, 100m));
        outside.Advance(1);
        Assert.Equal(100m, outside.Holds(Keys.AaveUsdt));

        Confirmed(outside.Send(Operation.AaveWithdraw, "aave_v3", 60m, hour: 1), 14.52m, new Delta(Keys.AaveUsdt, -50m), new Delta(Keys.Wallet, 45.48m)); // 60 / 1.2
        Assert.Equal(50m, outside.Holds(Keys.AaveUsdt));
    }

    [Fact]
    public void Withdrawing_everything_leaves_no_dust() // an index that does not divide
    {
        var outside = new Outside(Everything, Market(rows: 2).Set(Keys.LiquidityIndex, 1.070000000007m, 1.090000000003m), (0, 1_000m));
        outside.Send(Operation.AaveSupply, "aave_v3", 333.33m);
        var all = decimal.Round(outside.Holds(Keys.AaveUsdt) * 1.090000000003m, 12);

        SimulatedExchangeTests.Refused("EXEC-004", "supplied are", outside.Send(Operation.AaveWithdraw, "aave_v3", all + 0.00000002m, hour: 1)); // beyond what two books may differ by
        Assert.True(outside.Send(Operation.AaveWithdraw, "aave_v3", all, hour: 1).IsConfirmed);
        Assert.Equal(0m, outside.Holds(Keys.AaveUsdt));
    }

    [Theory]
    [InlineData(Operation.TransferToCex, "binance", "993.40")]
    [InlineData(Operation.WalletPayout, "wallet", "993.40")]
    [InlineData(Operation.AaveSupply, "aave_v3", "983.50")]
    public void The_wallet_spends_all_it_has_and_not_more(Operation operation, string venue, string all)
    {
        var amount = decimal.Parse(all, System.Globalization.CultureInfo.InvariantCulture);

        SimulatedExchangeTests.Refused("EXEC-004", "the wallet holds 1000", new Outside(Everything, Market(), (0, 1_000m)).Send(operation, venue, amount + 0.01m));
        var outside = new Outside(Everything, Market(), (0, 1_000m));
        Assert.True(outside.Send(operation, venue, amount).IsConfirmed);
        Assert.Equal(0m, outside.Holds(Keys.Wallet));
    }

    [Fact]
    public void What_arrives_must_pay_its_gas()
    {
        var outside = new Outside(Everything, Market(), (0, 523.1m));
        outside.Send(Operation.TransferToCex, "binance", 500m); // 16.50 left
        outside.Send(Operation.WalletPayout, "wallet", 9.9m); // nothing left

        Assert.Equal(0m, outside.Holds(Keys.Wallet));
        SimulatedExchangeTests.Refused("EXEC-004", "needs 6.6", outside.Send(Operation.TransferFromCex, "binance", 6.59m));
        Assert.True(outside.Send(Operation.TransferFromCex, "binance", 6.6m).IsConfirmed);
        Assert.Equal((0m, 493.4m), (outside.Holds(Keys.Wallet), outside.Holds(Keys.Cash("binance"))));
    }

    [Fact]
    public void An_exchange_cannot_send_what_it_does_not_hold()
    {
        var outside = new Outside(Everything, Market(), (0, 1_000m));
        outside.Send(Operation.TransferToCex, "binance", 500m);

        SimulatedExchangeTests.Refused("EXEC-004", "binance cannot send 500.01", outside.Send(Operation.TransferFromCex, "binance", 500.01m));
        Assert.True(outside.Send(Operation.TransferFromCex, "binance", 500m).IsConfirmed);
    }

    [Fact]
    public void A_withdrawal_beyond_the_supply_is_refused()
    {
        var outside = new Outside(Everything, Market(), (0, 1_000m));
        outside.Send(Operation.AaveSupply, "aave_v3", 110m);

        SimulatedExchangeTests.Refused("EXEC-004", "supplied are 110", outside.Send(Operation.AaveWithdraw, "aave_v3", 110.01m));
    }

    [Theory]
    [InlineData(Operation.TransferToCex, "kraken")]
    [InlineData(Operation.TransferFromCex, "kraken")]
    public void A_transfer_with_an_unknown_exchange_is_malformed(Operation operation, string venue) =>
        SimulatedExchangeTests.Refused("EXEC-003", "'kraken'", new Outside(Everything, Market(), (0, 1_000m)).Send(operation, venue, 10m));

    [Fact]
    public void A_trade_is_malformed_here()
    {
        var outside = new Outside(Everything, Market(), (0, 1_000m));

        SimulatedExchangeTests.Refused("EXEC-003", "CEX_SPOT_BUY", outside.World.Chain.Execute(outside.Order(Operation.CexSpotBuy, "binance", 1m), MarketBuilder.Start));
    }

    [Theory]
    [InlineData(Operation.AaveSupply)]
    [InlineData(Operation.AaveWithdraw)]
    public void A_lending_position_that_the_run_does_not_hold_is_malformed(Operation operation)
    {
        var outside = new Outside(Everything, Market(), (0, 1_000m));

        SimulatedExchangeTests.Refused("EXEC-003", "aave_v3:aToken:aDAI", outside.Send(outside.Order(operation, "aave_v3", 10m) with { Symbol = "DAI" }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public void An_amount_that_is_not_positive_is_malformed(int amount)
    {
        var outside = new Outside(Everything, Market(), (0, 1_000m));

        SimulatedExchangeTests.Refused("EXEC-003", "must be above 0", outside.Send(Operation.TransferToCex, "binance", amount));
        Assert.Equal((1_000m, 0m), (outside.Holds(Keys.Wallet), outside.Holds(Keys.Cash("binance"))));
    }

    [Fact]
    public void The_same_instruction_again_is_answered_alike_and_done_once()
    {
        var outside = new Outside(Everything, Market(), (0, 1_000m));
        var order = outside.Order(Operation.AaveSupply, "aave_v3", 110m);

        Assert.Same(outside.Send(order), outside.Send(order));
        Assert.Equal((873.5m, 100m), (outside.Holds(Keys.Wallet), outside.Holds(Keys.AaveUsdt)));
    }

    [Fact]
    public void Aave_without_an_index_is_an_error_and_not_a_guess()
    {
        var market = new MarketBuilder().Set(ReferenceSeries.Gas, 20m).Set(ReferenceSeries.EthUsdt, 3_300m);

        Assert.Equal("EXP-003", Assert.Throws<BasisException>(() => new Outside(Everything, market, (0, 1_000m)).Send(Operation.AaveSupply, "aave_v3", 10m)).Error.Code);
    }

    [Fact]
    public void A_world_lists_its_exchanges_by_name_and_the_chain_last()
    {
        var outside = new Outside(Configurations.BtcBasisOnThreeVenues, Markets.Basis());

        Assert.Equal(["binance", "bybit", "okx", "on-chain"], outside.World.Venues.Select(v => v.Name));
        Assert.Equal([Keys.Cash("binance"), Keys.Coins("binance"), Keys.Perp("binance")], outside.Venue("binance").Statement().Select(d => d.Key));
        Assert.Equal([Keys.Wallet], outside.World.Chain.Statement().Select(d => d.Key));
    }

    private static MarketBuilder Market(int rows = 1) => Markets.Basis(rows: rows).Set(Keys.LiquidityIndex, 1.1m);

    private static void Confirmed(ExecutionReport report, decimal gas, params Delta[] deltas)
    {
        Assert.Equal((ExecutionStatus.Confirmed, null, gas, true), (report.Status, report.Error, report.Gas.Cost, report.Simulated));
        Assert.Equal(deltas.OrderBy(d => d.Key), report.ActualDeltas.OrderBy(d => d.Key));
    }
}

using BasisActors.Domain.Instructions;

namespace BasisActors.Domain.Tests.Instructions;

/// <summary>What an operation fixes: name, type, executor, gas (domain reference §3.5, §5.9; S-085).</summary>
public class OperationCatalogueTests
{
    public static TheoryData<Operation, string, string, bool, decimal> Rows => new()
    {
        { Operation.TransferToCex, "TRANSFER_TO_CEX", "wallet_transfer", true, 100_000m },
        { Operation.TransferFromCex, "TRANSFER_FROM_CEX", "wallet_transfer", true, 100_000m },
        { Operation.WalletPayout, "WALLET_PAYOUT", "wallet_transfer", true, 100_000m },
        { Operation.AaveSupply, "AAVE_SUPPLY", "smart_contract_action", true, 250_000m },
        { Operation.AaveWithdraw, "AAVE_WITHDRAW", "smart_contract_action", true, 220_000m },
        { Operation.CexSpotBuy, "CEX_SPOT_BUY", "cex_trade", false, 0m },
        { Operation.CexSpotSell, "CEX_SPOT_SELL", "cex_trade", false, 0m },
        { Operation.PerpOpenShort, "PERP_OPEN_SHORT", "cex_trade", false, 0m },
        { Operation.PerpReduceShort, "PERP_REDUCE_SHORT", "cex_trade", false, 0m },
        { Operation.Stake, "STAKE", "smart_contract_action", true, 150_000m },
        { Operation.UnstakeRequest, "UNSTAKE_REQUEST", "smart_contract_action", true, 200_000m },
        { Operation.UnstakeClaim, "UNSTAKE_CLAIM", "smart_contract_action", true, 200_000m },
        { Operation.WrapEth, "WRAP_ETH", "smart_contract_action", true, 45_000m },
        { Operation.UnwrapWeth, "UNWRAP_WETH", "smart_contract_action", true, 45_000m },
        { Operation.Swap, "SWAP", "smart_contract_action", true, 180_000m },
        { Operation.AtomicLeverageEntry, "ATOMIC_LEVERAGE_ENTRY", "smart_contract_action", true, 1_250_000m },
        { Operation.AtomicDeleverageAave, "ATOMIC_DELEVERAGE_AAVE", "smart_contract_action", true, 850_000m },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void An_operation_fixes_its_type_executor_and_gas(Operation operation, string name, string type, bool onChain, decimal gas)
    {
        var traits = OperationCatalogue.Of(operation);
        var instruction = new Instruction { Id = "i", Operation = operation, Venue = "v", Symbol = "s", Amount = 1m, EstimatedDeltas = [], EstimatedCost = 0m };

        Assert.Equal((name, name, type, onChain, gas), (traits.Name, operation.Name(), traits.Type.Name(), traits.OnChain, traits.GasUnits));
        Assert.Equal(traits.Type, instruction.Type);
    }

    [Fact]
    public void Every_operation_is_in_the_table() => Assert.Equal(Rows.Count, Enum.GetValues<Operation>().Length);

    [Fact]
    public void There_are_five_actions_and_no_others() // S-002, S-077…S-081
    {
        Assert.Equal(["entry_full", "entry_partial", "exit_full", "exit_partial", "sell_dust"], Enum.GetValues<StrategyAction>().Select(a => a.Name()));
        Assert.Equal(StrategyActions.All, Enum.GetValues<StrategyAction>().Select(a => a.Name()));
    }

    [Fact]
    public void Blocks_are_executed_emergency_first_then_margin_LTV_delta_and_the_rest() => // C-01
        Assert.Equal([0, 1, 2, 3, 10], [BlockPriority.Emergency, BlockPriority.Margin, BlockPriority.LoanToValue, BlockPriority.Delta, BlockPriority.Normal]);
}

using BasisActors.Domain.Costs;

namespace BasisActors.Domain.Instructions;

/// <summary>What an instruction does (domain reference §3.5).</summary>
public enum Operation
{
    TransferToCex,
    TransferFromCex,
    WalletPayout,
    AaveSupply,
    AaveWithdraw,
    CexSpotBuy,
    CexSpotSell,
    PerpOpenShort,
    PerpReduceShort,
    Stake,
    UnstakeRequest,
    UnstakeClaim,
    WrapEth,
    UnwrapWeth,
    Swap,
    AtomicLeverageEntry,
    AtomicDeleverageAave,
}

public enum InstructionType
{
    WalletTransfer,
    SmartContractAction,
    CexTrade,
}

/// <summary>What is fixed by the operation: its type, who executes it, and the gas it takes.</summary>
public sealed record OperationTraits(string Name, InstructionType Type, bool OnChain, decimal GasUnits);

public static class OperationCatalogue
{
    private static readonly OperationTraits[] Traits =
    [
        new("TRANSFER_TO_CEX", InstructionType.WalletTransfer, true, GasSchedule.VenueTransfer),
        new("TRANSFER_FROM_CEX", InstructionType.WalletTransfer, true, GasSchedule.VenueTransfer),
        new("WALLET_PAYOUT", InstructionType.WalletTransfer, true, GasSchedule.VenueTransfer),
        new("AAVE_SUPPLY", InstructionType.SmartContractAction, true, GasSchedule.CollateralSupplied),
        new("AAVE_WITHDRAW", InstructionType.SmartContractAction, true, GasSchedule.CollateralWithdrawn),
        new("CEX_SPOT_BUY", InstructionType.CexTrade, false, 0),
        new("CEX_SPOT_SELL", InstructionType.CexTrade, false, 0),
        new("PERP_OPEN_SHORT", InstructionType.CexTrade, false, 0),
        new("PERP_REDUCE_SHORT", InstructionType.CexTrade, false, 0),
        new("STAKE", InstructionType.SmartContractAction, true, GasSchedule.LstCreated),
        new("UNSTAKE_REQUEST", InstructionType.SmartContractAction, true, GasSchedule.LstRedeemed),
        new("UNSTAKE_CLAIM", InstructionType.SmartContractAction, true, GasSchedule.LstRedeemed),
        new("WRAP_ETH", InstructionType.SmartContractAction, true, GasSchedule.TokenWrap),
        new("UNWRAP_WETH", InstructionType.SmartContractAction, true, GasSchedule.TokenWrap),
        new("SWAP", InstructionType.SmartContractAction, true, GasSchedule.TokenSwap),
        new("ATOMIC_LEVERAGE_ENTRY", InstructionType.SmartContractAction, true, GasSchedule.AtomicEntry),
        new("ATOMIC_DELEVERAGE_AAVE", InstructionType.SmartContractAction, true, GasSchedule.AtomicDeleverageOneSwap),
    ];

    private static readonly string[] TypeNames = ["wallet_transfer", "smart_contract_action", "cex_trade"];

    public static OperationTraits Of(Operation operation) => Traits[(int)operation];

    public static string Name(this Operation operation) => Traits[(int)operation].Name;

    public static string Name(this InstructionType type) => TypeNames[(int)type];
}

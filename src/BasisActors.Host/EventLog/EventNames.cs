using BasisActors.Actors.Events;
using BasisActors.Domain.Errors;

namespace BasisActors.Host.EventLog;

/// <summary>The names that events carry in files (domain reference §8): snake_case for what a component does, upper case for what happens to money.</summary>
internal static class EventNames
{
    private static readonly string[] Statuses = ["pending", "complete", "failed"];

    public static readonly int StatusCount = Statuses.Length;

    /// <summary>The components that have a file, by the file's name.</summary>
    public static readonly IReadOnlySet<string> Files = new HashSet<string>(StringComparer.Ordinal)
    {
        "strategy_manager", "position_monitor", "exposure_monitor", "risk_monitor", "pnl_monitor", "execution_manager", "cex_execution", "onchain_execution",
        "data_provider", "event_logger", "clock", "results_store", "health",
    };

    public static string Of(EventType type) => type switch
    {
        EventType.ComponentInitialization => "component_initialization",
        EventType.StateUpdate => "state_update",
        EventType.Error => "error",
        EventType.StrategyDecision => "strategy_decision",
        EventType.ActionDecisionFailed => "action_decision_failed",
        EventType.InstructionBlockGenerationFailed => "instruction_block_generation_failed",
        EventType.StrategyModeInvalid => "strategy_mode_invalid",
        EventType.PositionUpdate => "position_update",
        EventType.ExposureUpdate => "exposure_update",
        EventType.RiskUpdate => "risk_update",
        EventType.PnlUpdate => "pnl_update",
        EventType.MarketData => "market_data",
        EventType.RiskAlert => "RISK_ALERT",
        EventType.BlockStarted => "block_started",
        EventType.BlockCompleted => "block_completed",
        EventType.BlockFailed => "block_failed",
        EventType.InstructionExecuted => "instruction_executed",
        EventType.Reconciliation => "HOURLY_RECONCILIATION",
        EventType.CapitalFlow => "capital_flow",
        EventType.VenueTransfer => "VENUE_TRANSFER",
        EventType.SpotTrade => "SPOT_TRADE",
        EventType.TradeExecuted => "TRADE_EXECUTED",
        EventType.FundingPayment => "FUNDING_PAYMENT",
        EventType.CollateralSupplied => "COLLATERAL_SUPPLIED",
        EventType.CollateralWithdrawn => "COLLATERAL_WITHDRAWN",
        EventType.StakeDeposit => "STAKE_DEPOSIT",
        EventType.StakeWithdrawal => "STAKE_WITHDRAWAL",
        EventType.AtomicTransaction => "ATOMIC_TRANSACTION",
        EventType.Liquidation => "LIQUIDATION",
        EventType.RewardReceived => "REWARD_DISTRIBUTION",
        EventType.IndexAccrual => "index_accrual",
        EventType.GasFeePaid => "GAS_FEE_PAID",
        EventType.TickSkipped => "tick_skipped",
        EventType.RunStarted => "run_started",
        EventType.RunCompleted => "run_completed",
        EventType.RunHalted => "run_halted",
        EventType.LedgerDifference => "ledger_difference",
        EventType.LedgerAdjusted => "ledger_adjusted",
        EventType.TradingStateChanged => "trading_state",
        _ => throw new BasisException("EVT-001", $"Event type {type} has no name in the event files."),
    };

    public static string Of(EventStatus status) => Statuses[(int)status];

    /// <summary>File of a component: <c>ledger</c> writes to <c>position_monitor</c>. All exchanges share one file.</summary>
    /// <exception cref="BasisException">EVT-001 for a component that has no file.</exception>
    public static string FileOf(string component) => component switch
    {
        "ledger" => "position_monitor",
        "exposure" => "exposure_monitor",
        "risk" => "risk_monitor",
        "attribution" => "pnl_monitor",
        "execution" => "execution_manager",
        "on-chain" => "onchain_execution",
        "market-data" => "data_provider",
        "event-log" => "event_logger",
        "results" => "results_store",
        "clock" or "health" => component,
        _ when component.StartsWith("strategy-", StringComparison.Ordinal) => "strategy_manager",
        _ when component.StartsWith(ExchangePrefix, StringComparison.Ordinal) => "cex_execution",
        _ => throw new BasisException("EVT-001", $"Component '{component}' has no event file.", component),
    };

    /// <summary>What a record says of its component: the name of its file, and the exchange where a file has several (<c>cex_execution:bybit</c>).</summary>
    public static string RecordNameOf(string component) =>
        component.StartsWith(ExchangePrefix, StringComparison.Ordinal) ? $"{FileOf(component)}:{component[ExchangePrefix.Length..]}" : FileOf(component);

    private const string ExchangePrefix = "cex-";
}

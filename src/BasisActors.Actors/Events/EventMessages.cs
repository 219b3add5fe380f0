namespace BasisActors.Actors.Events;

/// <summary>How much the event log keeps.</summary>
public enum EventDetail
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Plans with blocks, executions, ledger events, errors, start and end.</summary>
    Decisions,

    /// <summary>Also the state of each component before and after every operation.</summary>
    All,
}

/// <summary>Kinds of events (domain reference §8).</summary>
public enum EventType
{
    ComponentInitialization,
    StateUpdate,
    Error,
    StrategyDecision,
    ActionDecisionFailed,
    InstructionBlockGenerationFailed,
    StrategyModeInvalid,
    PositionUpdate,
    ExposureUpdate,
    RiskUpdate,
    PnlUpdate,
    MarketData,
    RiskAlert,
    BlockStarted,
    BlockCompleted,
    BlockFailed,
    InstructionExecuted,
    Reconciliation,
    CapitalFlow,
    VenueTransfer,
    SpotTrade,
    TradeExecuted,
    FundingPayment,
    CollateralSupplied,
    CollateralWithdrawn,
    StakeDeposit,
    StakeWithdrawal,
    AtomicTransaction,
    Liquidation,
    RewardReceived,
    IndexAccrual,
    GasFeePaid,
    TickSkipped,
    RunStarted,
    RunCompleted,
    RunHalted,
    LedgerDifference,
    LedgerAdjusted,
    TradingStateChanged,
}

public enum EventStatus
{
    Pending,
    Complete,
    Failed,
}

/// <summary>A component's word to the event log.</summary>
/// <param name="Timestamp">Engine time of the tick; before and after an operation are equal in a backtest (S-187).</param>
/// <param name="Component">Name of the component.</param>
/// <param name="Type">What happened.</param>
/// <param name="Status">Before, after, or failed.</param>
/// <param name="Payload">An immutable value that says the rest, or null.</param>
public sealed record LogEvent(DateTimeOffset Timestamp, string Component, EventType Type, EventStatus Status, object? Payload);

/// <summary>An event with its place in the global, gapless order of the run, beginning at 1.</summary>
public readonly record struct OrderedEvent(long Order, LogEvent Event);

/// <summary>Payload of <see cref="EventType.ComponentInitialization"/> (S-177).</summary>
public sealed record ComponentInitialized(string Mode, string ConfigHash);

/// <summary>Where events go: files in a backtest's results folder, rotated files in live, memory in tests.</summary>
public interface IEventSink
{
    /// <summary>Takes events in their order. Must not block the caller for long.</summary>
    /// <exception cref="Domain.Errors.BasisException">EVT-001 when an event cannot be written.</exception>
    void Write(in OrderedEvent entry);
}

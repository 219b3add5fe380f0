using System.Collections.Immutable;
using BasisActors.Actors.Clock;
using BasisActors.Actors.Events;
using BasisActors.Actors.Ledger;
using BasisActors.Actors.MarketData;
using BasisActors.Actors.Strategies;
using BasisActors.Domain.Attribution;
using BasisActors.Domain.Costs;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Exposure;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Perpetuals;
using BasisActors.Domain.Risk;
using BasisActors.Host.EventLog;
using BasisActors.Host.Tests.Results;

namespace BasisActors.Host.Tests.EventLog;

/// <summary>One payload of every type, with numbers that can be followed by eye.</summary>
internal static class EventSamples
{
    public static readonly DateTimeOffset Noon = new(2024, 5, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly ChartOfAccounts Chart = new(
        [Key("wallet:BaseToken:USDT"), Key("aave_v3:aToken:aUSDT"), Key("binance:BaseToken:USDT"), Key("binance:BaseToken:BTC"), Key("binance:Perp:BTCUSDT")]);

    public static readonly Posting Deposit = Posting.Balanced(Chart, Cause.CapitalFlow, "initial-capital", new Leg(Chart.Own(Key("wallet:BaseToken:USDT")), 100_000.50m));

    public static readonly Posting Funding = Posting.Balanced(
        Chart, Cause.Funding, "binance:Perp:BTCUSDT", new Leg(Chart.Own(Key("binance:BaseToken:USDT")), 6.000000000000m));

    public static readonly Posting Gas = Posting.Balanced(Chart, Cause.Gas, "r1-7-1-1", new Leg(Chart.Own(Key("wallet:BaseToken:USDT")), -7.5m));

    public static readonly Posting Interest = Posting.Balanced(
        Chart, Cause.LendingInterest, "aave_v3:aToken:aUSDT", new Leg(Chart.Own(Key("aave_v3:aToken:aUSDT"), AccountRole.Underlying), 0.25m));

    public static readonly Book Book = Domain.Ledger.Book.Open(Chart).Post(Deposit).Post(Posting.Balanced(
        Chart, Cause.Trade, "r1-7-2-1",
        new Leg(Chart.Own(Key("binance:Perp:BTCUSDT")), -0.5m), new Leg(Chart.Own(Key("binance:Perp:BTCUSDT"), AccountRole.EntryNotional), 30_000m)));

    public static readonly ExposureSnapshot Exposure = new(Noon, 12, 100_000.50m, 30_000m, 30_000m, [new AssetExposure("BTC", 0.5m, -0.5m, 60_000m), new AssetExposure("ETH", 0, 0, 0)]);

    public static readonly RiskAssessment Risk = new()
    {
        Timestamp = Noon,
        Limits = TestRuns.Basis.Risk,
        Margins = [new CrossMargin("binance", 15_000m, 30_000m, -12.5m)],
        MinMarginRatio = 0.5m,
        WorstVenue = "binance",
        DeltaDrift = 0,
        Mark = 60_030m,
        Spot = 60_000m,
        History = RiskHistory.Start.Observe(0, 99_000m, 99_000m, false).Observe(1, 102_000m, 0, false).Observe(2, 100_980m, 0, false),
        StopLossReached = false,
    };

    public static readonly RiskAssessment Alert = Risk with { Triggers = [RiskTrigger.MarginCritical, RiskTrigger.DeltaDriftWarning] };

    public static readonly TickPnl Pnl = new(Noon, 100_000m, 100_004m, 0, [0, 0, 0, 1.5m, 0, 6m, 0, 0, -3.5m, 0, 0], 3m, 0.5m, 0);

    public static readonly Instruction Supply = new()
    {
        Id = "r1-7-1-1",
        Operation = Operation.AaveSupply,
        Venue = "aave_v3",
        Symbol = "USDT",
        Amount = 1_000m,
        EstimatedDeltas = [new Delta(Key("wallet:BaseToken:USDT"), -1_007.5m), new Delta(Key("aave_v3:aToken:aUSDT"), 950m)],
        EstimatedCost = 7.5m,
    };

    public static readonly Instruction Short = new()
    {
        Id = "r1-7-2-1",
        Operation = Operation.PerpOpenShort,
        Venue = "binance",
        Symbol = "BTCUSDT",
        Amount = 0.5m,
        EstimatedDeltas = [new Delta(Key("binance:Perp:BTCUSDT"), -0.5m), new Delta(Key("binance:BaseToken:USDT"), -15m)],
        EstimatedCost = 15m,
    };

    public static readonly InstructionBlock Block = new()
    {
        Id = "r1-7-2",
        Action = StrategyAction.EntryFull,
        Priority = 10,
        Instructions = [Short],
        ExpectedDeltas = InstructionBlock.Sum([Short]),
        Dependencies = ["r1-7-1"],
    };

    public static readonly Plan Plan = new()
    {
        Action = StrategyAction.EntryFull,
        Change = ChangeType.InitialSetup,
        Reason = "funding_above_entry",
        SnapshotId = 12,
        Facts = ImmutableSortedDictionary<string, decimal>.Empty.Add("funding", 0.0001m).Add("price", 60_000m),
        Gaps = [new Gap("btc_short", 0, 0.5m, 0.025m)],
        Blocks = [Block],
        AllTriggers = [RiskTrigger.DeltaDriftWarning],
    };

    public static readonly ExecutionReport Traded = new()
    {
        Instruction = Short,
        Status = ExecutionStatus.Confirmed,
        FilledAmount = Short.Amount,
        ExecutedAt = Noon,
        ActualDeltas = [new Delta(Key("binance:Perp:BTCUSDT"), -0.5m), new Delta(Key("binance:BaseToken:USDT"), -15m)],
        FillPrice = 59_990m,
        ReferencePrice = 60_000m,
        Fee = 15m,
        Simulated = true,
    };

    public static readonly ExecutionReport Supplied = new()
    {
        Instruction = Supply,
        Status = ExecutionStatus.Confirmed,
        FilledAmount = Supply.Amount,
        ExecutedAt = Noon,
        ActualDeltas = [new Delta(Key("aave_v3:aToken:aUSDT"), 950m)],
        Gas = new GasCharge(250_000m, 10m, 0.0025m, 7.5m),
        Simulated = true,
    };

    public static readonly BasisError Error = new("EXEC-004", "The amount is 3; it must be 5 or more.", "r1-7-2-1", "Raise it.", "CEX-IF-001");

    public static readonly ExecutionReport Refused = new()
    {
        Instruction = Short,
        Status = ExecutionStatus.Failed,
        ExecutedAt = Noon,
        Error = Error,
        Simulated = true,
    };

    public static readonly VenueStatement Statement = new("binance", [new Delta(Key("binance:BaseToken:USDT"), 15_000m), new Delta(Key("binance:Perp:BTCUSDT"), -0.5m)]);

    public static readonly MarketStale Stale = new(new Tick(7, Noon, TickTrigger.FullLoop, []), "Spot/binance/BTCUSDT", 7_200);

    public static readonly StrategyUpdate Update = new(TickTrigger.FullLoop, StrategyAction.EntryFull, 2, 5, 8);

    public static readonly ComponentInitialized Initialized = new("btc_basis", "abc123");

    public static EventSinkOptions Options(string directory = "") => new("r1", "btc_basis", "backtest", directory);

    public static PositionKey Key(string text) => PositionKey.Parse(text);

    public static OrderedEvent Event(
        object? payload, EventType type = EventType.StateUpdate, EventStatus status = EventStatus.Complete, string component = "clock", long order = 1, DateTimeOffset? at = null) =>
        new(order, new LogEvent(at ?? Noon, component, type, status, payload));
}

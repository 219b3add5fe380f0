using BasisActors.Actors.Clock;
using BasisActors.Actors.Journal;
using BasisActors.Domain.Costs;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;
using BasisActors.Domain.Strategies;

namespace BasisActors.Host.Tests.Live;

/// <summary>One event of every kind that a journal holds, with every field set; the stored samples say the same.</summary>
internal static class JournalExamples
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 8, 0, 30, TimeSpan.Zero);
    private static readonly PositionKey Cash = new("bybit", PositionType.BaseToken, "USDT"), Perp = new("bybit", PositionType.Perp, "BTCUSDT");

    private static readonly Instruction Order = new()
    {
        Id = "0123456789-7-0-1",
        Operation = Operation.PerpReduceShort,
        Venue = "bybit",
        Symbol = "BTCUSDT",
        Amount = 0.125m,
        ReduceOnly = true,
        Bundle = new BundleTerms(1.5m, 1.2m, 0.25m),
        Into = "ETH",
        ClaimId = "claim",
        EstimatedDeltas = [new Delta(Perp, 0.125m), new Delta(Cash, -4.50m)],
        EstimatedCost = 4.50m,
    };

    public static readonly IReadOnlyList<IJournalEvent> All =
    [
        new RunOpened(
            "btc_basis", "btc_basis", "aabbccdd", At, 30, [new QuantitySteps("bybit", 0.000001m, 0.001m)],
            [new SeriesReading(new SeriesKey(SeriesKind.Funding, "bybit", "BTCUSDT"), 0.0001m, At.AddHours(-8))]),
        new TickOpened(
            7, At, TickTrigger.RiskTrigger, [new CapitalRequest(CapitalRequestKind.Withdrawal, 1_000.50m, At) { IsUnwound = true }],
            [new SeriesReading(new SeriesKey(SeriesKind.Spot, "bybit", "BTCUSDT"), 60_000.10m, At.AddMilliseconds(412))],
            [new VenueSettlement(Perp, "funding-1", -3.25m, At.AddSeconds(-30))]),
        new KillPressed(At.AddSeconds(12)),
        new VenueCompared(7, "0123456789-7-1", "bybit", [new PositionDifference(Cash, 1_000m, 998.75m)]),
        new OrderIntended(Order, At.AddSeconds(1)),
        new OrderResolved(new ExecutionReport
        {
            Instruction = Order,
            Status = ExecutionStatus.Failed,
            ExecutedAt = At.AddSeconds(2),
            ActualDeltas = [new Delta(Perp, 0.1m)],
            FilledAmount = 0.1m,
            FillPrice = 60_001.5m,
            ReferencePrice = 60_000m,
            Fee = 3.6m,
            FlashFee = 0.0001m,
            DueAt = At.AddMinutes(10),
            Gas = new GasCharge(100_000, 10, 0.001m, 3, "ETH"),
            Error = new BasisError("EXI-001", "Refused.", "order", "Look.", "SUB"),
            Simulated = true,
        }),
        new TickClosed(
            7, StrategyAction.ExitPartial, "rebalance", 1, 99_999.123456789012345678m,
            [new StoredPosting(Cause.Fee, "0123456789-7-0-1", [new StoredLeg("bybit:BaseToken:USDT", -3.6m), new StoredLeg("fees", 3.6m)])]),
    ];
}

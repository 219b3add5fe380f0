using System.Collections.Immutable;
using System.Globalization;
using BasisActors.Actors.Journal;
using BasisActors.Actors.Live;
using BasisActors.Actors.Results;
using BasisActors.Domain.Instructions;

namespace BasisActors.Host.Live;

/// <summary>What a run decided at one tick, and what it had carried out: the same words for a live run and for a backtest.</summary>
/// <param name="At">Time of the tick.</param>
/// <param name="Action">The strategy's action.</param>
/// <param name="Reason">Its reason.</param>
/// <param name="Blocks">Blocks of its plan.</param>
/// <param name="Instructions">What was sent, in order: operation, amount, symbol, venue, and the block it belongs to.</param>
/// <param name="Equity">Equity at the end of the tick, share-class currency.</param>
public sealed record RecordedDecision(DateTimeOffset At, StrategyAction Action, string Reason, int Blocks, ImmutableArray<string> Instructions, decimal Equity)
{
    /// <summary>Decision and instructions in one line, without the equity.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{At:yyyy-MM-dd HH:mm:ss} {Action} {Reason}, {Blocks} blocks: {(Instructions.IsEmpty ? "nothing sent" : string.Join("; ", Instructions))}");

    /// <summary>
    /// The decisions of a live run. They end before the first tick at which an operator has halted or closed the run: that is not the market's doing, and no
    /// backtest does it.
    /// </summary>
    /// <param name="events">Its journal.</param>
    public static ImmutableArray<RecordedDecision> Of(ImmutableArray<IJournalEvent> events)
    {
        var decisions = ImmutableArray.CreateBuilder<RecordedDecision>();
        var sent = ImmutableArray.CreateBuilder<string>();
        var at = DateTimeOffset.MinValue;
        foreach (var stored in events)
        {
            switch (stored)
            {
                case KillPressed:
                case TickOpened opened when opened.Requests.Any(r => r.Kind is OperatorRequestKind.Halt or OperatorRequestKind.Close):
                    return decisions.ToImmutable();
                case TickOpened opened:
                    at = opened.Timestamp;
                    sent.Clear();
                    break;
                case OrderIntended intended:
                    sent.Add(Line(intended.Instruction));
                    break;
                case TickClosed closed:
                    decisions.Add(new RecordedDecision(at, closed.Action, closed.Reason, closed.Blocks, sent.ToImmutable(), closed.Equity));
                    break;
            }
        }

        return decisions.ToImmutable();
    }

    /// <summary>An id is run, tick, block and step; the last two are the same for the same plan.</summary>
    private static string Line(Instruction instruction)
    {
        var step = instruction.Id.LastIndexOf('-');
        var place = instruction.Id[(instruction.Id.LastIndexOf('-', step - 1) + 1)..];
        return string.Create(CultureInfo.InvariantCulture, $"{place} {instruction.Operation.Name()} {instruction.Amount / 1.000000000000m} {instruction.Symbol} {instruction.Venue}");
    }

    /// <summary>Keeps the decisions of a backtest.</summary>
    public sealed class Recorder : IRunRecorder
    {
        private readonly ImmutableArray<string>.Builder _sent = ImmutableArray.CreateBuilder<string>();

        public List<RecordedDecision> Decisions { get; } = [];

        public void Tick(TickCompleted completed)
        {
            Decisions.Add(new RecordedDecision(completed.Tick.Timestamp, completed.Plan.Action, completed.Plan.Reason, completed.Plan.Blocks.Length, _sent.ToImmutable(), completed.Pnl.EquityAfter));
            _sent.Clear();
        }

        public void Block(DateTimeOffset timestamp, BlockOutcome outcome) => _sent.AddRange(outcome.Reports.Select(r => Line(r.Instruction)));
    }
}

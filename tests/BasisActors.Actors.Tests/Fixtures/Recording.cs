using BasisActors.Actors.Events;
using BasisActors.Actors.Results;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Ledger;

namespace BasisActors.Actors.Tests.Fixtures;

/// <summary>Keeps in memory what a run produces; read it when the run has ended.</summary>
internal sealed class Recording : IEventSink, IRunRecorder
{
    public List<OrderedEvent> Events { get; } = [];

    public List<TickCompleted> Ticks { get; } = [];

    public List<(DateTimeOffset Timestamp, BlockOutcome Outcome)> Blocks { get; } = [];

    /// <summary>What a live run waited for, and null when it went on.</summary>
    public List<BasisError?> Waited { get; } = [];

    public Action<OrderedEvent> OnEvent { get; init; } = _ => { };

    public Action<TickCompleted> OnTick { get; init; } = _ => { };

    public Action<BlockOutcome> OnBlock { get; init; } = _ => { };

    public TickCompleted Last => Ticks[^1];

    public decimal FinalEquity => Last.Pnl.EquityAfter;

    public IEnumerable<Posting> Postings => Ticks.SelectMany(t => t.Postings);

    public IEnumerable<OrderedEvent> Errors => Events.Where(e => e.Event.Type == EventType.Error);

    void IEventSink.Write(in OrderedEvent entry)
    {
        OnEvent(entry);
        Events.Add(entry);
    }

    void IRunRecorder.Tick(TickCompleted completed)
    {
        OnTick(completed);
        Ticks.Add(completed);
    }

    void IRunRecorder.Waits(BasisError? why) => Waited.Add(why);

    void IRunRecorder.Block(DateTimeOffset timestamp, BlockOutcome outcome)
    {
        OnBlock(outcome);
        Blocks.Add((timestamp, outcome));
    }

    /// <summary>Hash over all postings.</summary>
    public string Journal()
    {
        using var hash = new JournalHash();
        foreach (var tick in Ticks)
            hash.Add(tick.Tick.Timestamp, tick.Postings);
        return hash.Current;
    }

    /// <summary>What must not depend on a restart: journal, equity of each tick, blocks with their time, events by kind and time without errors.</summary>
    public Results Comparable() => new(
        Journal(),
        [.. Ticks.Select(t => t.Pnl.EquityAfter)],
        [.. Blocks.Select(b => $"{b.Timestamp:u} {b.Outcome.Block.Id} {b.Outcome.Reports.Count(r => r.IsConfirmed)}")],
        [
            .. Events.Select(e => e.Event)
                .Where(e => e.Type is not (EventType.Error or EventType.ActionDecisionFailed))
                .Select(e => $"{e.Timestamp:u} {e.Component} {e.Type} {e.Status}")
                .Order(StringComparer.Ordinal),
        ]);

    internal sealed record Results(string Journal, List<decimal> Equity, List<string> Blocks, List<string> Events);
}

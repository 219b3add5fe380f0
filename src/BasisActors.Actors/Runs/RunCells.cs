using BasisActors.Actors.Attribution;
using BasisActors.Actors.Clock;
using BasisActors.Actors.Journal;
using BasisActors.Actors.Ledger;
using BasisActors.Actors.Risk;
using BasisActors.Actors.Strategies;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Risk;

namespace BasisActors.Actors.Runs;

/// <summary>
/// The state that components carry from one tick to the next: what a snapshot holds, and what is set from one. Everything else that they keep is empty between
/// two ticks, only for the event log, or worked out from this at the next tick.
/// </summary>
internal sealed class RunCells
{
    private readonly ChartOfAccounts _chart;

    public RunCells(RunContext run)
    {
        _chart = run.Chart;
        var from = run.Session?.Snapshot;
        var book = from is null ? Book.Open(_chart) : Book.Of(_chart, from.Balances.Select(l => (l.Account, l.Amount)), from.Receivables);
        EventLog = new("event-log", from?.LoggedEvents ?? 0);
        Attribution = new("attribution", from is null ? AttributionState.Initial : new AttributionState(from.Equity, from.At, [], null));
        Risk = new("risk", from is null ? RiskState.Initial : RiskState.Initial with { History = RiskHistory.Of(from.Equity, from.PeakEquity, from.StartEquity), Tick = from.Closed.Sequence, Liquidated = from.Liquidated, WasStale = from.Liquidated is not null });
        Ledger = new("ledger", new LedgerState(book, book, false, [], from?.Block) { Booked = from?.Booked ?? 0, Differences = from?.Differences ?? OpenDifferences.None });
        Strategy = new($"strategy-{run.Configuration.Mode}", from?.Strategy ?? StrategyState.Initial);
        if (run.Session is not null)
            LiveClock = new("clock", from is null ? LiveClockState.Initial : new LiveClockState(from.Closed.Sequence, from.Closed.Sequence, 0, from.SettledUpTo, null) { FlowsTaken = from.FlowsTaken, Takeovers = from.Takeovers });
    }

    public ComponentCell<long> EventLog { get; }

    public ComponentCell<AttributionState> Attribution { get; }

    public ComponentCell<RiskState> Risk { get; }

    public ComponentCell<LedgerState> Ledger { get; }

    public ComponentCell<StrategyState> Strategy { get; }

    /// <summary>Null in a backtest, whose clock is another.</summary>
    public ComponentCell<LiveClockState>? LiveClock { get; }

    /// <summary>The state at the end of a tick; null when a component has gone on meanwhile, or keeps what a snapshot cannot hold.</summary>
    public RunSnapshot? At(TakeSnapshot take)
    {
        var (ledger, risk, attribution, strategy) = (Ledger.State, Risk.State, Attribution.State, Strategy.State);
        var isQuiet = risk.Tick == take.Closed.Sequence && attribution.ClosedAt == take.At && attribution.Open.IsEmpty && attribution.Equity == take.Closed.Equity
            && risk.History.Equity == take.Closed.Equity && ledger.Unreconciled is null && strategy.LastDecision == take.At && strategy.PendingAfterPlan is null;
        if (!isQuiet || ledger.Held is not null || take.Clock.Ending is not null)
            return null;
        return new RunSnapshot
        {
            Opened = take.Opened,
            Events = take.Events,
            Closed = take.Closed,
            At = take.At,
            Requests = take.Requests,
            SettledUpTo = take.Clock.SettledUpTo,
            Takeovers = take.Clock.Takeovers,
            Differences = ledger.Differences,
            Liquidated = risk.WasStale ? risk.Liquidated : null,
            FlowsTaken = take.Clock.FlowsTaken,
            Market = take.Market,
            Balances = [.. _chart.Accounts.Select(a => new StoredLeg(a.Name, ledger.Book[a.Index]))],
            Receivables = ledger.Book.Receivables,
            Booked = ledger.Booked,
            Block = ledger.Block,
            Equity = attribution.Equity,
            PeakEquity = risk.History.PeakEquity,
            StartEquity = risk.History.StartEquity,
            Strategy = strategy,
            LoggedEvents = EventLog.State,
        };
    }
}

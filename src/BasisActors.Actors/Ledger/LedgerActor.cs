using System.Collections.Immutable;
using BasisActors.Actors.Clock;
using BasisActors.Actors.Events;
using BasisActors.Actors.Inspection;
using BasisActors.Actors.Journal;
using BasisActors.Actors.Live;
using BasisActors.Actors.MarketData;
using BasisActors.Actors.Runs;
using BasisActors.Actors.Telemetry;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Exposure;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;
using BasisActors.Domain.Staking;
using BasisActors.Domain.Strategies;

namespace BasisActors.Actors.Ledger;

/// <summary>What the ledger keeps.</summary>
/// <param name="Book">All balances.</param>
/// <param name="Opening">The book at the start of the tick.</param>
/// <param name="IsStale">Whether this tick's market is stale.</param>
/// <param name="Applied">Ids of the instructions already booked in this tick; ids of another tick are others.</param>
/// <param name="Block">The last block booked.</param>
/// <param name="Unreconciled">The last change while venues have not yet confirmed it; null otherwise.</param>
/// <param name="Awaited">One bit for each executor whose statement is awaited.</param>
/// <param name="Held">What rewards are paid on; null in a run without rewards.</param>
public sealed record LedgerState(
    Book Book, Book Opening, bool IsStale, ImmutableHashSet<string> Applied, string? Block = null, PositionsSettled? Unreconciled = null, int Awaited = 0,
    HoldingHistory? Held = null)
{
    /// <summary>Where live venues say something else; never anything in a backtest, which ends there.</summary>
    public OpenDifferences Differences { get; init; } = OpenDifferences.None;

    /// <summary>Instructions booked since the run began.</summary>
    public long Booked { get; init; }
}

/// <summary>
/// Owns the book. Posts what falls due by the clock, capital flows, and execution reports, each once; compares itself with the venues after every change,
/// and only then tells exposure. Nothing is executed on a book that a venue contradicts, and no venue moves while it is being compared.
/// </summary>
public sealed class LedgerActor : Component<LedgerState>
{
    private readonly PeriodicSettlement _settlement;
    private readonly RewardPayouts? _rewards;
    private readonly Liquidations _liquidations;
    private readonly PositionKey _capital;

    public LedgerActor(RunContext run, RunTree tree, ComponentCell<LedgerState> cell)
        : base(run, tree, cell)
    {
        _settlement = new PeriodicSettlement(run.Chart, run.Market, run.Configuration.OwnSize);
        _rewards = RewardPayouts.Of(run.Configuration, run.Chart, run.Market);
        _liquidations = new Liquidations(run.Configuration, run.Chart, run.Market);
        _capital = PositionKey.Token("wallet", run.Configuration.Currency);
    }

    protected override string? Behaviour => State.Unreconciled is null ? "settled" : "comparing";

    protected override object? Detail
    {
        get
        {
            var values = new ExposureCalculator(Run.Pricing);
            return new LedgerDetail(State, Run.Configuration.Currency, [.. Run.Chart.Positions.Where(p => State.Book.Quantity(p) != 0).Select(p => BalanceOf(p, values))]);
        }
    }

    protected override IEnumerable<Fact> Facts()
    {
        yield return new Fact("balances", Run.Chart.Positions.Count(p => State.Book.Quantity(p) != 0));
        yield return new Fact("under_way", State.Book.Receivables.Length);
        yield return new Fact("instructions_booked", State.Booked);
        yield return new Fact("last_block", State.Block);
        yield return new Fact("market_stale", State.IsStale);
        yield return new Fact("awaits", State.Unreconciled is null ? null : string.Join(' ', Tree.Executors.Where(e => (State.Awaited & BitOf(e.Venue)) != 0).Select(e => e.Venue)));
        yield return new Fact("differences", State.Differences.All.Count());
        yield return new Fact("differences_seen", State.Differences.Seen);
    }

    protected override void Handle(object message)
    {
        switch (message)
        {
            case MarketStatus status:
                Settle(status);
                break;
            case ApplyReports apply:
                Apply(apply);
                break;
            case VenueStatement statement when Run.Session is { } session:
                Compare(statement, session);
                break;
            case VenueStatement statement:
                Reconcile(statement);
                break;
            case EventStored { Event: VenueCompared compared }:
                Take(compared);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Settle(MarketStatus status)
    {
        var tick = status.Tick;
        Now = tick.Timestamp;
        Tree.Telemetry?.Begin(SpanNames.Ledger);
        var snapshot = Run.Market.At(tick.Timestamp);
        var opening = State.Book;
        var accruals = _settlement.Accruals(opening, snapshot);
        var postings = _settlement.Arrivals(opening, snapshot).AddRange(Run.Session is null ? _settlement.FundingDue(opening, snapshot) : Settled(tick));
        var accrued = opening.Post(accruals);
        var held = _rewards?.Observe(State.Held ?? HoldingHistory.Empty, accrued, snapshot);
        if (held is not null)
            postings = postings.AddRange(_rewards!.Due(held, snapshot));
        if (tick.Sequence == 0)
            postings = postings.Add(Capital(Run.Configuration.InitialCapital, "initial-capital"));
        foreach (var flow in tick.Flows)
        {
            if (flow.Kind == CapitalRequestKind.Deposit)
                postings = postings.Add(Capital(flow.Amount, "deposit"));
        }

        var book = accrued.Post(postings);
        foreach (var takeover in tick.Takeovers)
        {
            var taken = takeover.Book(book);
            (book, postings) = (book.Post(taken), postings.Add(taken));
        }

        var differences = State.Differences;
        if (!tick.Adjustments.IsEmpty)
            (book, postings, differences) = Adjusted(tick, book, postings, snapshot);
        ImmutableArray<Posting> liquidated = Run.Session is null ? _liquidations.Due(book, snapshot) : []; // live, the venue's own log says so
        if (!liquidated.IsEmpty)
            (book, postings) = (book.Post(liquidated), postings.AddRange(liquidated));

        LogState(EventType.PositionUpdate, EventStatus.Pending, opening);
        State = State with { Book = book, Opening = opening, IsStale = status.IsStale, Held = held, Applied = [], Differences = differences };
        LogPostings(accruals, postings);
        foreach (var takeover in tick.Takeovers)
        {
            var (what, then) = takeover.Kind == TakeoverKind.Liquidation ? ("liquidated", (string?)null) : ("auto-deleveraged", "The hedge is repaired; see the trades of this tick.");
            LogUnlessSilent(EventType.Liquidation, EventStatus.Failed, new BasisError("RSK-005", $"{takeover.Position.Venue} has {what} {takeover.Quantity} at {takeover.Price}; the account's cash changed by {takeover.Cash}.", takeover.Position.ToString(), then));
        }

        LogState(EventType.PositionUpdate, EventStatus.Complete, book);
        var settled = new PositionsSettled(tick, status.IsStale, opening, accruals, postings, book, null);
        if (ReferenceEquals(book, opening) && Run.Session is null) // live, the venues are compared at every tick
            Tree.Exposure.Tell(settled);
        else
            ReconcileThenTell(settled);
    }

    private void Apply(ApplyReports apply)
    {
        if (apply.BlockId == State.Block)
            return; // delivered twice
        Tree.Telemetry?.Begin(SpanNames.Ledger);
        var book = State.Book;
        var applied = State.Applied;
        var postings = ImmutableArray.CreateBuilder<Posting>();
        foreach (var report in apply.Reports.Where(r => r.IsConfirmed && !applied.Contains(r.Instruction.Id)))
        {
            var booked = ReportPostings.For(book, report);
            book = book.Post(booked);
            postings.AddRange(booked);
            applied = applied.Add(report.Instruction.Id);
        }

        LogState(EventType.PositionUpdate, EventStatus.Pending, State.Book);
        State = State with { Book = book, Applied = applied, Booked = State.Booked + applied.Count - State.Applied.Count, Block = apply.BlockId };
        var all = postings.ToImmutable();
        LogPostings([], all);
        LogState(EventType.PositionUpdate, EventStatus.Complete, book);
        ReconcileThenTell(new PositionsSettled(apply.Tick, State.IsStale, State.Opening, [], all, book, apply.BlockId));
    }

    /// <summary>Funding by the exchanges' own logs.</summary>
    private ImmutableArray<Posting> Settled(Tick tick) =>
        [.. tick.Settlements.Where(s => s.Amount != 0).Select(s => Posting.Balanced(
            Run.Chart, Cause.Funding, s.Position.ToString(), new Leg(Run.Chart.Own(PositionKey.Token(s.Position.Venue, "USDT")), s.Amount)))];

    /// <summary>Books the differences that an operator has declared to be real.</summary>
    private (Book Book, ImmutableArray<Posting> Postings, OpenDifferences Left) Adjusted(Tick tick, Book book, ImmutableArray<Posting> postings, in MarketSnapshot snapshot)
    {
        var differences = State.Differences;
        foreach (var adjustment in tick.Adjustments)
        {
            if (adjustment.Book(book, differences, snapshot, Run.Market, out var refusal) is not { } posting)
            {
                LogUnlessSilent(EventType.LedgerAdjusted, EventStatus.Failed, refusal!);
                continue;
            }

            (book, postings) = (book.Post(posting), postings.Add(posting));
            differences = differences.Without(adjustment.Position);
        }

        return (book, postings, differences);
    }

    private Posting Capital(decimal amount, string source) => Posting.Balanced(Run.Chart, Cause.CapitalFlow, source, new Leg(Run.Chart.Own(_capital), amount));

    private void ReconcileThenTell(PositionsSettled settled)
    {
        if (Tree.Executors.IsEmpty)
        {
            Tree.Telemetry?.End(SpanNames.Ledger, settled.BlockId);
            Tree.Exposure.Tell(settled);
            return;
        }

        State = State with { Unreconciled = settled, Awaited = (1 << Tree.Executors.Length) - 1 };
        foreach (var (_, executor) in Tree.Executors)
            executor.Tell(QueryStatement.Instance, Self);
    }

    private void Reconcile(VenueStatement statement)
    {
        foreach (var (key, amount) in statement.Holdings)
        {
            var booked = State.Book.Quantity(key);
            if (!Reconciliation.Agrees(booked, amount))
                throw new BasisException("POS-005", $"{statement.Venue} holds {amount} on {key}, the ledger {booked}.", key.ToString());
        }

        LogState(EventType.Reconciliation, EventStatus.Complete, statement);
        Done(statement.Venue);
    }

    /// <summary>
    /// Live, a difference is taken in and nothing is booked for it: it is stored first, once for as long as it stays the same, since what follows is decided on
    /// it. Of a tick that the journal has closed it is only told.
    /// </summary>
    private void Compare(VenueStatement statement, LiveSession session)
    {
        if (State.Unreconciled is not { } settled)
            return; // said twice
        var (tick, venue) = (settled.Tick.Sequence, statement.Venue);
        var found = statement.Holdings.Select(h => new PositionDifference(h.Key, State.Book.Quantity(h.Key), h.Amount)).Where(d => d.Amount != 0).ToImmutableArray();
        if (session.Replay.Comparison(tick, settled.BlockId, venue) is { } stored)
        {
            Take(stored);
            return;
        }

        if (!statement.IsUnasked && !State.Differences.IsSame(venue, found, statement.Refusal is not null))
        {
            if (session.Replay.ClosingOf(tick) is null)
            {
                session.Journal.Tell(new StoreEvent(new VenueCompared(tick, settled.BlockId, venue, found) { Refusal = statement.Refusal }, Self));
                return;
            }

            LogDifferences(found, settled.BlockId);
            LogRefusal(statement.Refusal);
        }
        else if (found.IsEmpty)
        {
            LogState(EventType.Reconciliation, EventStatus.Complete, statement);
        }

        Done(venue);
    }

    private void Take(VenueCompared compared)
    {
        if (State.Unreconciled is null)
            return; // stored twice
        State = State with { Differences = State.Differences.With(compared.Venue, compared.Differences, compared.Refusal?.Message) };
        LogDifferences(compared.Differences, compared.Block);
        LogRefusal(compared.Refusal);
        if (compared is { Differences.IsEmpty: true, Refusal: null })
            LogUnlessSilent(EventType.LedgerDifference, EventStatus.Complete, $"{compared.Venue} and the ledger agree again.");
        Done(compared.Venue);
    }

    private void Done(string venue)
    {
        var awaited = State.Awaited & ~BitOf(venue);
        if (State.Unreconciled is not { } settled || awaited != 0)
        {
            State = State with { Awaited = awaited };
            return;
        }

        State = State with { Unreconciled = null, Awaited = 0 };
        Tree.Telemetry?.End(SpanNames.Ledger, settled.BlockId);
        Tree.Exposure.Tell(Run.Session is { } live && (State.Differences.Seen > 0 || !State.Differences.IsEmpty)
            ? settled with { Check = State.Differences.Judge(State.Book, live.Limits.ReconciliationTolerance) }
            : settled);
    }

    private void LogDifferences(ImmutableArray<PositionDifference> differences, string? block)
    {
        foreach (var difference in differences)
        {
            var grade = Reconciliation.Grade(difference.Position, difference.Ledger, difference.Amount, Run.Session!.Limits.ReconciliationTolerance);
            LogUnlessSilent(EventType.LedgerDifference, EventStatus.Failed, new DifferenceSeen(difference, grade, block));
        }
    }

    private void LogRefusal(BasisError? refusal)
    {
        if (refusal is not null)
            LogUnlessSilent(EventType.Error, EventStatus.Failed, refusal);
    }

    private void LogUnlessSilent(EventType type, EventStatus status, object payload)
    {
        if (Run.EventDetail != EventDetail.None)
            Log(type, status, payload);
    }

    private int BitOf(string venue)
    {
        for (var i = 0; i < Tree.Executors.Length; i++)
        {
            if (Tree.Executors[i].Venue == venue)
                return 1 << i;
        }

        return 0;
    }

    private void LogPostings(ImmutableArray<Posting> accruals, ImmutableArray<Posting> postings)
    {
        if (Run.EventDetail == EventDetail.None)
            return;
        foreach (var posting in accruals)
            Log(EventType.IndexAccrual, EventStatus.Complete, posting);
        foreach (var posting in postings)
        {
            EventType? type = posting.Cause switch
            {
                Cause.Funding => EventType.FundingPayment,
                Cause.Gas => EventType.GasFeePaid,
                Cause.CapitalFlow => EventType.CapitalFlow,
                Cause.Liquidation => EventType.Liquidation,
                Cause.Reward => EventType.RewardReceived,
                Cause.Adjustment => EventType.LedgerAdjusted,
                _ => null, // trades, fees and transfers are told by execution, with their instruction
            };
            if (type is { } known)
                Log(known, EventStatus.Complete, posting);
        }
    }

    private Balance BalanceOf(PositionKey position, ExposureCalculator values)
    {
        decimal? Other(AccountRole role) => Run.Chart.Accounts.FirstOrDefault(a => a.IsOwn && a.Key == position && a.Role == role) is { } account ? State.Book[account.Index] : null;
        return new Balance(position, State.Book.Quantity(position), Other(AccountRole.Underlying), Other(AccountRole.EntryNotional), ValueOf(position, values));
    }

    /// <summary>Null when a price is missing: a balance is told all the same.</summary>
    private decimal? ValueOf(PositionKey position, ExposureCalculator values)
    {
        try
        {
            var snapshot = Run.Market.At(Now);
            decimal value = 0;
            foreach (var account in Run.Chart.Accounts)
            {
                if (account.IsOwn && account.Key == position)
                    value += values.ValueOf(State.Book, account.Index, snapshot);
            }

            return value;
        }
        catch (BasisException)
        {
            return null;
        }
    }
}

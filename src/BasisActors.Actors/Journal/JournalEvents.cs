using System.Collections.Immutable;
using BasisActors.Actors.Clock;
using BasisActors.Actors.Live;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;
using BasisActors.Domain.Strategies;

namespace BasisActors.Actors.Journal;

/// <summary>
/// Something that happened to a live run and cannot be worked out again: what came from outside, and what we said to the outside. Everything else follows
/// from these by the rules, so a restart replays them (ADR 0013).
/// </summary>
public interface IJournalEvent;

/// <summary>The first event of every journal.</summary>
/// <param name="RunId">Name of the run.</param>
/// <param name="Mode">Its mode.</param>
/// <param name="ConfigHash">Hash of the effective configuration.</param>
/// <param name="From">Time of the first tick.</param>
/// <param name="StepSeconds">Seconds between two ticks.</param>
/// <param name="Steps">Steps of the quantities, as the exchanges had them.</param>
/// <param name="Past">Funding settled before the first tick, oldest first.</param>
public sealed record RunOpened(
    string RunId, string Mode, string ConfigHash, DateTimeOffset From, int StepSeconds, ImmutableArray<QuantitySteps> Steps, ImmutableArray<SeriesReading> Past) : IJournalEvent
{
    /// <summary>Limits of the run; null in a journal from before there were any, which has the usual ones.</summary>
    public LiveLimits? Limits { get; init; }

    /// <summary>Whose accounts it trades: DEV, STAGING or PROD; null on paper.</summary>
    public string? Accounts { get; init; }

    /// <summary>What was set on the command line, <c>key=value</c>: with it a replay finds the configuration again. An event that was stored before this was kept has none.</summary>
    public ImmutableArray<string> Sets { get => field.IsDefault ? [] : field; init; }
}

/// <summary>Quantities at an exchange are multiples of these, base units.</summary>
public sealed record QuantitySteps(string Venue, decimal Spot, decimal Perp);

/// <summary>A tick with all that it brought in.</summary>
/// <param name="Sequence">0 for the first tick of a run.</param>
/// <param name="Timestamp">On the grid of the run.</param>
/// <param name="Trigger">Why.</param>
/// <param name="Flows">Deposits and withdrawals taken at it.</param>
/// <param name="Readings">What was read of the market.</param>
/// <param name="Settlements">Funding that exchanges have settled since the tick before.</param>
public sealed record TickOpened(
    long Sequence, DateTimeOffset Timestamp, TickTrigger Trigger, ImmutableArray<CapitalRequest> Flows, ImmutableArray<SeriesReading> Readings,
    ImmutableArray<VenueSettlement> Settlements) : IJournalEvent
{
    /// <summary>What operators asked for; flows stand under <see cref="Flows"/> as well. An event that was stored before there were any has none.</summary>
    public ImmutableArray<OperatorRequest> Requests { get => field.IsDefault ? [] : field; init; }

    /// <summary>Perpetuals that exchanges have closed by themselves since the tick before. An event from before they were read has none.</summary>
    public ImmutableArray<VenueTakeover> Takeovers { get => field.IsDefault ? [] : field; init; }

    /// <summary>Seconds without a completed tick before this one, while the run was up.</summary>
    public int SilentSeconds { get; init; }
}

/// <summary>
/// A venue said something else than the ledger, and than it had said before; without differences they agree again. What agrees is not stored: it can be worked
/// out.
/// </summary>
/// <param name="Tick">Sequence of the tick.</param>
/// <param name="Block">The block after which they were compared; null for what fell due by the clock.</param>
/// <param name="Venue">Whose statement it was.</param>
/// <param name="Differences">Position by position.</param>
public sealed record VenueCompared(long Tick, string? Block, string Venue, ImmutableArray<PositionDifference> Differences) : IJournalEvent
{
    /// <summary>Why the venue refuses to put what it holds where the ledger takes it to be; null when it does not. An event from before that was told has none.</summary>
    public BasisError? Refusal { get; init; }
}

/// <summary>The kill switch was pressed: the tick that is stored next closes everything. Written by earlier versions; now it is a request like an operator's.</summary>
public sealed record KillPressed(DateTimeOffset At) : IJournalEvent;

/// <summary>An instruction is about to be sent. From here on it may have been executed.</summary>
public sealed record OrderIntended(Instruction Instruction, DateTimeOffset At) : IJournalEvent;

/// <summary>What became of an instruction.</summary>
public sealed record OrderResolved(ExecutionReport Report) : IJournalEvent;

/// <summary>A tick is done. What it says is worked out again in a replay and must come out the same.</summary>
/// <param name="Sequence">Of the tick.</param>
/// <param name="Action">The strategy's action.</param>
/// <param name="Reason">Its reason.</param>
/// <param name="Blocks">Blocks of its plan.</param>
/// <param name="Equity">Equity at the end, share-class currency.</param>
/// <param name="Postings">All postings of the tick, in order.</param>
public sealed record TickClosed(long Sequence, StrategyAction Action, string Reason, int Blocks, decimal Equity, ImmutableArray<StoredPosting> Postings) : IJournalEvent
{
    /// <summary>
    /// Whether its plan was only logged, since the run was read-only: that no order is stored does not say so, for a plan that was denied has none either, and counts
    /// as a failed one. Null where there was no plan, and in a journal from before this was kept.
    /// </summary>
    public bool? OnlyLogged { get; init; }
}

/// <summary>A posting by the names of its accounts, so that the journal can be read without the chart it was written with.</summary>
public sealed record StoredPosting(Cause Cause, string Source, ImmutableArray<StoredLeg> Legs)
{
    public static StoredPosting Of(ChartOfAccounts chart, Posting posting) =>
        new(posting.Cause, posting.Source, [.. posting.Legs.Select(l => new StoredLeg(chart.Accounts[l.Account].Name, l.Amount))]);
}

public sealed record StoredLeg(string Account, decimal Amount);

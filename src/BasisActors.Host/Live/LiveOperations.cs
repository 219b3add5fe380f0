using System.Collections.Immutable;
using System.Globalization;
using BasisActors.Actors.Live;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Ledger;
using BasisActors.Host.Commands;

namespace BasisActors.Host.Live;

/// <summary>
/// What an operator can do with the live runs of a folder: the same for the command line, the HTTP API and the dashboard. A request is left in the run's inbox, where the run takes it in at its
/// next tick, once, also when it is down or killed meanwhile; a new run is handed to the host. What cannot be done is refused where it is asked for.
/// </summary>
/// <param name="directory">Folder of all live runs.</param>
/// <param name="time">The clock.</param>
public sealed class LiveOperations(string directory, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private const decimal Largest = 1_000_000_000_000m;
    private const int Digits = 8;
    private static long _left; // requests of one process at one moment have different ids
    private static readonly Lock Withdrawing = new(); // two at once must not both count on the same money

    /// <summary>All runs, by name.</summary>
    public ImmutableArray<LiveRun> List() => [.. LiveRun.All(directory)];

    /// <exception cref="BasisException">BTS-002 when it is not a name; LT-001 when there is no such run.</exception>
    public LiveRun Find(string id)
    {
        _ = RunOptions.Name(id);
        return LiveRun.Find(directory, id) ?? throw new BasisException("LT-001", $"There is no live run '{id}' in '{directory}'.", "--id", "See `basis status`.");
    }

    /// <summary>All that is wrong with a run before anybody is asked for anything; empty when nothing is.</summary>
    public static ImmutableArray<BasisError> Check(LiveStart start)
    {
        var wanted = start.Wanted("run");
        if (LiveLaunch.Check(wanted) is { IsEmpty: false } errors)
            return errors;
        try
        {
            _ = LiveRunner.Exchanges(LiveLaunch.Configuration(wanted)).Count();
            return [];
        }
        catch (BasisException e)
        {
            return [e.Error];
        }
    }

    /// <summary>Hands a run to the host, which begins it within a second; one that exists and is not up is taken up where it was.</summary>
    /// <param name="start">What is asked for.</param>
    /// <param name="key">The same for every repetition of one call: it is begun once. Null when nobody repeats.</param>
    /// <param name="cancellation">Ends the wait for the paper exchange.</param>
    /// <exception cref="BasisException">
    /// What <see cref="Check"/> says; BTS-002 for a name that is none; LT-012 when the run is up or over, or its account belongs to another; EXEC-002 when the paper exchange does not answer.
    /// </exception>
    public async Task<LiveRun> StartAsync(LiveStart start, string? key, CancellationToken cancellation)
    {
        if (Check(start) is [var wrong, ..])
            throw new BasisException(wrong);
        var id = RunOptions.Name(start.Id) ?? $"lt_{key?[..16] ?? LiveInbox.TimeOf(time.GetUtcNow())}";
        var wanted = start.Wanted(id);
        if (RunHost.Find(directory, id) is { } carried && carried.ToJson() == wanted.ToJson() && key is not null)
            return Find(id); // the answer to the first call was lost
        switch (LiveRun.Find(directory, id))
        {
            case { IsUp: true }:
                throw new BasisException("LT-012", $"{id} is up already.", "run_id", "Stop it first, or take another name.");
            case { IsOver: true }:
                throw Over(id);
        }

        if (List().FirstOrDefault(r => r.Id != id && r.Wanted is { Live: false } other && (other.Paper, other.Account) == (wanted.Paper, wanted.Account)) is { } neighbour)
            throw new BasisException("LT-012", $"The account '{start.Account}' belongs to {neighbour.Id}; neither would know what the other does.", "account", "Give this run an account of its own: --key NAME for `basis paper`.");
        await RequireAsync(start.Paper, cancellation).ConfigureAwait(false);
        LiveInbox.ForgetStops(LiveRequest.Inbox(directory, id));
        RunHost.Hand(directory, wanted);
        return Find(id);
    }

    /// <summary>Ends a run after the tick in hand, positions as they are, or closes everything first. A run that a host is about to begin is not begun.</summary>
    /// <returns>The request; null when there is no process to ask, and the host has been told to let go of the run.</returns>
    /// <exception cref="BasisException">LT-001 no such run; LT-012 it is over, or not up.</exception>
    public RequestRecord? Stop(string id, bool closePositions, string? key = null, string? note = null)
    {
        var run = Takes(id);
        if (closePositions)
            return Leave(run, OperatorRequestKind.Close, 0, key, note);
        if (run.State is LiveRun.Running or LiveRun.Starting)
            return Leave(run, OperatorRequestKind.Stop, 0, key, note);
        if (RunHost.GiveUp(directory, id))
            return null;
        throw new BasisException("LT-012", $"{id} is not up: it is {run.State}.", id, "There is nothing to stop. To close its positions take it up first, or ask for that too.");
    }

    /// <summary>Nothing is entered any more; what reduces risk goes on.</summary>
    /// <exception cref="BasisException">LT-001 no such run; LT-012 it is over.</exception>
    public RequestRecord Halt(string id, string? key = null, string? reason = null) => Leave(Takes(id), OperatorRequestKind.Halt, 0, key, reason);

    /// <summary>Ends a halt, once everything has been judged again.</summary>
    /// <exception cref="BasisException">LT-001 no such run; LT-012 it is over.</exception>
    public RequestRecord Resume(string id, string? key = null, string? note = null) => Leave(Takes(id), OperatorRequestKind.Resume, 0, key, note);

    /// <summary>Halts a run, or closes everything, after which the run is over.</summary>
    /// <exception cref="BasisException">LT-001 no such run; LT-012 it is over.</exception>
    public RequestRecord EmergencyStop(string id, bool unwind, string? key = null, string? reason = null) =>
        Leave(Takes(id), unwind ? OperatorRequestKind.Close : OperatorRequestKind.Halt, 0, key, reason);

    /// <summary>Has the next tick made for it: everything is judged and brought back to target by the usual rules and thresholds.</summary>
    /// <param name="id">Name of the run.</param>
    /// <param name="force">Leave it also for a run that is held or not up: it counts once the run is up again, and a run that is held reduces only.</param>
    /// <param name="key">The same for every repetition of one call.</param>
    /// <exception cref="BasisException">LT-001 no such run; LT-012 it is over; or it is held or not up, and nothing is forced.</exception>
    public RequestRecord Rebalance(string id, bool force, string? key = null)
    {
        var run = Takes(id);
        if (!force && run.State != LiveRun.Running)
            throw new BasisException("LT-012", $"{id} is {run.State}.", id, "Wait until it runs, or force it: then it counts at the next start.");
        if (!force && run.Status is { HeldFor: { } reason })
            throw new BasisException("LT-012", $"{id} is {run.Status.Trading}: {reason}. Nothing is entered.", id, "Resume it first, or force it: then what reduces risk is done.");
        return Leave(run, OperatorRequestKind.Rebalance, 0, key, force ? "forced" : null);
    }

    /// <summary>Brings capital in at the next tick.</summary>
    /// <param name="id">Name of the run.</param>
    /// <param name="amount">Share-class currency, above 0.</param>
    /// <param name="key">The same for every repetition of one call: it is booked once.</param>
    /// <param name="note">Where it comes from.</param>
    /// <exception cref="BasisException">BTS-002 an amount that is none; LT-001 no such run; LT-012 it is over.</exception>
    public RequestRecord Deposit(string id, decimal amount, string? key = null, string? note = null) => Leave(Takes(id), OperatorRequestKind.Deposit, Positive(amount), key, note);

    /// <summary>Takes capital out, beginning at the next tick.</summary>
    /// <param name="id">Name of the run.</param>
    /// <param name="amount">Share-class currency, above 0, together with the withdrawals that are not paid yet at most the equity.</param>
    /// <param name="key">The same for every repetition of one call: it is paid once.</param>
    /// <param name="note">For people.</param>
    /// <exception cref="BasisException">BTS-002 an amount that is none; LT-001 no such run; LT-012 it is over, or its equity is not known yet; LT-013 more than there is.</exception>
    public RequestRecord Withdraw(string id, decimal amount, string? key = null, string? note = null)
    {
        var run = Takes(id);
        Positive(amount);
        using var alone = Withdrawing.EnterScope();
        if (key is not null && Records(id).Find(Id(key, OperatorRequestKind.Withdraw)) is { } before)
            return Again(run, before);
        if (run.Status is not { } status)
            throw new BasisException("LT-012", $"What {id} is worth is not known before its first tick.", id, "Ask again after it.");
        var waiting = Records(id).All().Where(r => r is { Request.Kind: OperatorRequestKind.Withdraw, State: RequestState.Queued or RequestState.Taken }).Sum(r => r.Request.Amount);
        if (amount > status.Equity - waiting)
        {
            throw new BasisException(
                "LT-013", string.Create(CultureInfo.InvariantCulture, $"{amount} is more than the equity of {status.Equity:0.########} at tick {status.Tick}{(waiting > 0 ? $" less {waiting} of withdrawals that are not paid yet" : "")}."), "--amount",
                "Ask for less; `basis stop --close-positions` closes everything.");
        }

        return Leave(run, OperatorRequestKind.Withdraw, amount, key, note);
    }

    /// <summary>Has a difference between ledger and venue booked, because it is real. The run refuses any other amount than the one that stands.</summary>
    /// <param name="id">Name of the run.</param>
    /// <param name="position">The position.</param>
    /// <param name="amount">Venue less ledger, not 0.</param>
    /// <param name="note">Where it comes from; kept in the journal.</param>
    /// <param name="key">The same for every repetition of one call.</param>
    /// <exception cref="BasisException">BTS-002 an amount of 0; LT-001 no such run; LT-012 it is over.</exception>
    public RequestRecord Adjust(string id, PositionKey position, decimal amount, string note, string? key = null)
    {
        var run = Takes(id);
        return amount != 0
            ? Leave(run, OperatorRequestKind.Adjust, amount, key, note, position)
            : throw new BasisException("BTS-002", "The amount is 0; a difference is not.", "--amount", "`basis status` has it.");
    }

    /// <summary>What has become of a request, whichever run it was for; null when there is none of this id.</summary>
    public (LiveRun Run, RequestRecord Record)? Request(string requestId)
    {
        if (requestId.Length is 0 or > 200 || !requestId.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            return null; // it would be a path
        foreach (var run in LiveRun.All(directory))
        {
            if (Records(run.Id).Find(requestId) is { } record)
                return (run, record);
        }

        return null;
    }

    /// <summary>What is wrong with an amount of capital; null when it can be brought or taken.</summary>
    public static string? Wrong(decimal amount) => amount is > 0 and <= Largest && amount == Math.Round(amount, Digits)
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"The amount is {amount}; it must be above 0, at most {Largest}, with at most {Digits} digits behind the point.");

    /// <summary>Time of the tick after the last one; null when the run is not up, or has no tick yet.</summary>
    public DateTimeOffset? NextTick(LiveRun run)
    {
        if (run.State != LiveRun.Running || run.Status is not { IntervalSeconds: { } every })
            return null;
        var step = every * TimeSpan.TicksPerSecond;
        return new DateTimeOffset((time.GetUtcNow().Ticks / step + 1) * step, TimeSpan.Zero);
    }

    private static BasisException Over(string id) => new("LT-012", $"{id} is over: everything is closed, and nobody takes requests.", id, "Begin a new run under another name.");

    private static decimal Positive(decimal amount) => Wrong(amount) is { } wrong ? throw new BasisException("BTS-002", wrong, "--amount") : amount;

    private static string Id(string key, OperatorRequestKind kind) => $"{kind.ToString().ToLowerInvariant()}-{key}";

    private static async Task RequireAsync(Uri paper, CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(new Uri(paper, "v5/market/time"), HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            throw new BasisException(LiveLaunch.Absent(paper, exception.Message));
        }
    }

    private RequestRecords Records(string id) => new(Path.Combine(directory, id));

    /// <summary>A run that takes requests, now or when it is up again.</summary>
    private LiveRun Takes(string id)
    {
        var run = Find(id);
        return run.IsOver ? throw Over(id) : run;
    }

    private RequestRecord Leave(LiveRun run, OperatorRequestKind kind, decimal amount, string? key, string? note, PositionKey? position = null)
    {
        var now = time.GetUtcNow();
        var id = key is null ? $"{LiveInbox.TimeOf(now)}-{kind.ToString().ToLowerInvariant()}-{Environment.ProcessId}-{Interlocked.Increment(ref _left)}" : Id(key, kind);
        if (key is not null && Records(run.Id).Find(id) is { } before)
            return Again(run, before);
        var record = new RequestRecord(new OperatorRequest(id, kind, amount) { Position = position, Note = note, LeftAt = now }, RequestState.Queued);
        Records(run.Id).Write(record);
        LiveInbox.Leave(LiveRequest.Inbox(directory, run.Id), record.Request);
        return record;
    }

    /// <summary>The same call again: the request may not have reached the inbox. Where the journal has it already, the run knows.</summary>
    private RequestRecord Again(LiveRun run, RequestRecord before)
    {
        if (before.State == RequestState.Queued)
            LiveInbox.Leave(LiveRequest.Inbox(directory, run.Id), before.Request);
        return before;
    }
}

using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using BasisActors.Actors.Runs;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Strategies;
using BasisActors.Host.Configuration;
using BasisActors.Host.Live;

namespace BasisActors.Host.Backtests.Queued;

/// <summary>
/// Backtests that a host carries beside its live runs: a few at a time, each as a tree of its own on a lane of its own in an actor system that is not that of any live
/// run, the others waiting in order. What was asked for is a file for each, so a host that ends, however it ends, lets the next one begin again what was not over.
/// </summary>
public sealed class BacktestQueue : IAsyncDisposable
{
    private const string Prefix = "bt_";

    /// <summary>A backtest that was begun so often and never ended may be what ends the host.</summary>
    private const int MostAttempts = 3;

    /// <summary>Of those that are over, so many are remembered; results stay whatever is forgotten.</summary>
    private const int Remembered = 1000;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    private readonly BacktestQueueOptions _options;
    private readonly ConfigurationSource _configuration;
    private readonly TimeProvider _time;
    private readonly FileStream _only;
    private readonly BacktestRecords _records;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, BacktestEntry> _entries = new(StringComparer.Ordinal);
    private readonly List<BacktestEntry> _waiting = [];
    private readonly Dictionary<string, Task> _running = new(StringComparer.Ordinal);
    private readonly Lazy<Task<ActorHost>> _host;
    private readonly Lazy<string> _sample = new(() => DataSets.Folder(null, []));
    private double? _ticksPerSecond;
    private bool _isStopping;

    private BacktestQueue(BacktestQueueOptions options, ConfigurationSource configuration, TimeProvider time, FileStream only)
    {
        (_options, _configuration, _time, _only) = (options, configuration, time, only);
        _records = new BacktestRecords(options.Folder);
        _host = new Lazy<Task<ActorHost>>(() => ActorHost.StartAsync(options.Concurrent, isQuiet: true, isBackground: true));
    }

    /// <summary>All that are remembered, the latest first.</summary>
    public ImmutableArray<QueuedBacktest> All
    {
        get
        {
            lock (_gate)
                return [.. _entries.Values.Select(e => e.Now).OrderByDescending(b => b.SubmittedAt).ThenByDescending(b => b.Id, StringComparer.Ordinal)];
        }
    }

    /// <summary>The actors of the backtests; null before the first.</summary>
    internal ActorHost? Actors => _host is { IsValueCreated: true, Value.IsCompletedSuccessfully: true } ? _host.Value.Result : null;

    /// <summary>Opens the queue of a host and begins again what the host before it did not end.</summary>
    /// <exception cref="BasisException">LTS-001 when another process has it.</exception>
    public static async Task<BacktestQueue> StartAsync(BacktestQueueOptions options, ConfigurationSource configuration, TimeProvider time, CancellationToken cancellation)
    {
        Directory.CreateDirectory(options.Folder);
        BacktestQueue queue;
        try
        {
            queue = new BacktestQueue(options, configuration, time, await RunLock.TakeAsync(options.Folder, time, cancellation).ConfigureAwait(false));
        }
        catch (IOException)
        {
            throw new BasisException("LTS-001", "Another process has the backtests of this folder.", options.Folder, "End the other host, or name another folder with --runs.");
        }

        queue.TakeUp();
        return queue;
    }

    public QueuedBacktest? Find(string id)
    {
        lock (_gate)
            return _entries.GetValueOrDefault(id)?.Now;
    }

    /// <summary>Puts a backtest in the queue; it begins when a lane is free.</summary>
    /// <param name="order">What is asked for.</param>
    /// <param name="key">Names the call that asks: the same key gives the same backtest and no second one. Null for a new one each time.</param>
    /// <returns>The backtest; null when as many wait as may, or the host is about to end.</returns>
    /// <exception cref="BasisException">STRAT-003 or CFG-005 when the mode or its configuration is not valid, BTS-002 when a scenario is not.</exception>
    public QueuedBacktest? Submit(BacktestOrder order, string? key = null)
    {
        _ = order.ToRequest("check", _options.Data, _options.Results);
        if (!StrategyFactory.Knows(order.Mode))
            throw new BasisException(StrategyFactory.Unknown(order.Mode));
        if (_configuration.Load(order.Mode, order.Sets) is ConfigurationResult.Invalid { Errors: var errors })
            throw new BasisException(errors[0]);
        lock (_gate)
        {
            if (key is not null && _entries.TryGetValue(Prefix + key, out var known))
                return known.Now;
            if (_isStopping || (_running.Count >= _options.Concurrent && _waiting.Count >= _options.Waiting))
                return null;
            var entry = new BacktestEntry(new QueuedBacktest { Id = key is null ? NewId(order) : Prefix + key, Order = order, State = BacktestState.Queued, SubmittedAt = _time.GetUtcNow() });
            _records.Write(entry.Now);
            _entries.Add(entry.Id, entry);
            _waiting.Add(entry);
            Forget();
            Dispatch();
            return entry.Now;
        }
    }

    /// <summary>Ends a backtest: one that waits at once, one that runs after the tick in hand, with what it has done as its result.</summary>
    /// <returns>The backtest once it is over, or as it is when that takes longer than the caller waits; null when there is none.</returns>
    public async Task<QueuedBacktest?> CancelAsync(string id, CancellationToken cancellation = default)
    {
        BacktestEntry? entry;
        Task? running;
        lock (_gate)
        {
            entry = _entries.GetValueOrDefault(id);
            running = _running.GetValueOrDefault(id);
            if (entry is not null && _waiting.Remove(entry))
                End(entry, entry.Now with { State = BacktestState.Cancelled });
        }

        if (entry is null)
            return null;
        if (running is not null)
        {
            await entry.CancelAsync().ConfigureAwait(false);
            await Task.WhenAny(running, Task.Delay(Timeout.InfiniteTimeSpan, cancellation)).ConfigureAwait(false);
        }

        return entry.Now;
    }

    /// <summary>Forgets a backtest that is over, as when its results are deleted.</summary>
    /// <returns>False when it is not over.</returns>
    public bool Remove(string id)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(id, out var entry))
                return true;
            if (!entry.Now.IsOver)
                return false;
            _entries.Remove(id);
            _records.Delete(id);
            return true;
        }
    }

    /// <summary>A backtest as it is, and then whenever it has changed, until it is over.</summary>
    public async IAsyncEnumerable<QueuedBacktest> WatchAsync(string id, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        QueuedBacktest? told = null;
        while (!cancellation.IsCancellationRequested && Find(id) is { } now)
        {
            if (now != told)
                yield return told = now;
            if (now.IsOver)
                yield break;
            var look = Task.Delay(Look, _time, cancellation);
            await (Running(id) is { } running ? Task.WhenAny(running, look) : look).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Until a backtest of so many ticks would be over, with all that is before it; null before this host has run one.</summary>
    public TimeSpan? Estimate(long ticks)
    {
        lock (_gate)
        {
            if (_ticksPerSecond is not { } speed)
                return null;
            var ahead = _entries.Values.Select(e => e.Now).Where(b => !b.IsOver).Sum(b => b.Order.Ticks - b.Ticks);
            return TimeSpan.FromSeconds((ticks + (double)ahead / _options.Concurrent) / speed);
        }
    }

    /// <summary>Ends what runs after the tick in hand; the next host begins it again.</summary>
    public async ValueTask DisposeAsync()
    {
        Task[] running;
        BacktestEntry[] entries;
        lock (_gate)
        {
            if (_isStopping)
                return;
            _isStopping = true;
            running = [.. _running.Values];
            entries = [.. _running.Keys.Select(id => _entries[id])];
        }

        foreach (var entry in entries)
            await entry.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(running).ConfigureAwait(false);
        if (_host.IsValueCreated)
            await (await _host.Value.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        await _only.DisposeAsync().ConfigureAwait(false);
    }

    private Task? Running(string id)
    {
        lock (_gate)
            return _running.GetValueOrDefault(id);
    }

    /// <summary>The first name of the order that nobody has: the same orders in the same sequence have the same names.</summary>
    private string NewId(BacktestOrder order)
    {
        for (var number = 0L; ; number++)
        {
            var id = Prefix + order.Hash(number);
            if (!_entries.ContainsKey(id) && !Directory.Exists(Path.Combine(_options.Results, id)))
                return id;
        }
    }

    private void TakeUp()
    {
        lock (_gate)
        {
            foreach (var known in _records.Read())
                _entries.Add(known.Id, new BacktestEntry(known));
            foreach (var entry in _entries.Values.Where(e => !e.Now.IsOver).OrderBy(e => e.Now.SubmittedAt).ThenBy(e => e.Id, StringComparer.Ordinal))
            {
                if (entry.Now.Attempts >= MostAttempts)
                    End(entry, entry.Now with { State = BacktestState.Failed, Failure = Describe(new BasisError("BTS-001", $"It was begun {entry.Now.Attempts} times, and each time the host ended before it did.", entry.Id)) });
                else
                    _waiting.Add(entry);
            }

            foreach (var entry in _waiting)
                entry.Set(entry.Now with { State = BacktestState.Queued, Ticks = 0, CurrentTick = null, Equity = null, Pnl = null });
            Dispatch();
        }
    }

    private void Forget()
    {
        foreach (var old in _entries.Values.Where(e => e.Now.IsOver).OrderByDescending(e => e.Now.SubmittedAt).Skip(Remembered).ToList())
        {
            _entries.Remove(old.Id);
            _records.Delete(old.Id);
        }
    }

    private void Dispatch()
    {
        while (!_isStopping && _running.Count < _options.Concurrent && _waiting.Count > 0)
        {
            var entry = _waiting[0];
            _waiting.RemoveAt(0);
            entry.Set(entry.Now with { State = BacktestState.Running, StartedAt = _time.GetUtcNow(), Attempts = entry.Now.Attempts + 1 });
            _records.Write(entry.Now);
            // Data is read on the thread that begins: one of its own, so that none of the pool is held up by it.
            _running[entry.Id] = Task.Factory.StartNew(() => RunAsync(entry), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        }
    }

    private async Task RunAsync(BacktestEntry entry)
    {
        QueuedBacktest ended;
        try
        {
            ended = await CarryAsync(entry).ConfigureAwait(false);
        }
        catch (BasisException e)
        {
            ended = entry.Now with { State = BacktestState.Failed, Failure = Describe(e.Error) };
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever it is, the other backtests and the live runs go on.
            ended = entry.Now with { State = BacktestState.Failed, Failure = Describe(new BasisError("BTS-001", $"{e.GetType().Name}: {e.Message}", entry.Id)) };
        }

        lock (_gate)
        {
            _running.Remove(entry.Id);
            if (_isStopping && ended.State == BacktestState.Cancelled)
                return; // its file says that it runs: the next host begins it again
            End(entry, ended);
            Dispatch();
        }
    }

    private async Task<QueuedBacktest> CarryAsync(BacktestEntry entry)
    {
        var (order, watch) = (entry.Now.Order, Stopwatch.StartNew());
        if (_options.Data is { Mode: DataMode.Csv, Place: null })
            _ = _sample.Value; // written once, not by two at the same time
        var loaded = _configuration.Load(order.Mode, order.Sets);
        if (loaded is not ConfigurationResult.Valid { Configuration: var configuration })
            throw new BasisException(((ConfigurationResult.Invalid)loaded).Errors[0]);
        var runner = new BacktestRunner(_host.Value);
        var summary = await runner.RunAsync(order.ToRequest(entry.Id, _options.Data, _options.Results), configuration, b => entry.Recorder = b.Recorder, watch, entry.Cancellation).ConfigureAwait(false);
        lock (_gate)
            _ticksPerSecond = summary.Ticks > 0 ? summary.Ticks / watch.Elapsed.TotalSeconds : _ticksPerSecond;
        return entry.Now with
        {
            State = summary.Status switch
            {
                RunStatus.Completed or RunStatus.Halted => BacktestState.Completed,
                RunStatus.Cancelled => BacktestState.Cancelled,
                _ => BacktestState.Failed,
            },
            Outcome = summary.Status,
            Ticks = summary.Ticks,
            CurrentTick = summary.LastTick,
            Equity = summary.FinalEquity,
            Pnl = summary.FinalEquity is null ? null : summary.NetPnl,
            Failure = summary.Error is { } error ? Describe(error) : null,
            HasResult = true,
        };
    }

    private void End(BacktestEntry entry, QueuedBacktest ended)
    {
        entry.Recorder = null;
        entry.Set(ended with { CompletedAt = _time.GetUtcNow() });
        _records.Write(entry.Now);
    }

    private static BacktestFailure Describe(BasisError error) => new(error.Code, error.Message, error.Where, error.Remedy);
}

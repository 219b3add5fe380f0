using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;
using BasisActors.Domain.Errors;
using BasisActors.Host.Backtests;
using BasisActors.Host.EventLog;

namespace BasisActors.Host.Live;

/// <summary>A live run that this process carries.</summary>
/// <param name="Wanted">As somebody typed it.</param>
/// <param name="Since">When it was taken up, UTC.</param>
public sealed record HostedRun(WantedRun Wanted, DateTimeOffset Since)
{
    /// <summary>Its actor system; null until it has begun.</summary>
    public ActorHost? Actors { get; init; }

    /// <summary>Its events; null until it has begun.</summary>
    public EventTail? Events { get; init; }

    /// <summary>As of its last tick; null before the first.</summary>
    public LiveStatus? Status { get; init; }
}

/// <summary>Somebody who watches ticks, until disposed.</summary>
/// <param name="ticks">What has come and is not read yet.</param>
/// <param name="end">Ends it.</param>
public sealed class TickWatch(ChannelReader<LiveStatus> ticks, Action end) : IDisposable
{
    public ChannelReader<LiveStatus> Ticks => ticks;

    public void Dispose() => end();
}

/// <summary>What a process carries now, for those who look: the HTTP API, inspection, health. Whoever looks is never waited for.</summary>
public sealed class HostedRuns
{
    private const int WaitingTicks = 64;

    private readonly ConcurrentDictionary<string, HostedRun> _runs = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private ImmutableArray<(string? Run, Channel<LiveStatus> Ticks)> _watching = [];
    private ImmutableHashSet<string> _awaited = ImmutableHashSet.Create<string>(StringComparer.Ordinal);
    private volatile bool _isUp;

    /// <summary>By name.</summary>
    public ImmutableArray<HostedRun> All => [.. _runs.Values.OrderBy(r => r.Wanted.Id, StringComparer.Ordinal)];

    public HostedRun? Find(string id) => _runs.GetValueOrDefault(id);

    /// <summary>True once each run that the process found at its start has been taken up, or has been tried.</summary>
    public bool IsTakenUp => _isUp && _awaited.IsEmpty;

    /// <summary>How many of them are still to be.</summary>
    public int Awaited => _awaited.Count;

    /// <summary>Runs that could not be begun and are tried again, with the reason.</summary>
    public ImmutableSortedDictionary<string, BasisError> Failing { get; private set; } = ImmutableSortedDictionary.Create<string, BasisError>(StringComparer.Ordinal);

    /// <summary>Every tick from now on; who reads too slowly misses the oldest.</summary>
    /// <param name="run">Name of a run; null is all runs.</param>
    /// <param name="missed">Told of each that is missed, on the thread of the run.</param>
    public TickWatch Watch(string? run, Action<LiveStatus>? missed = null)
    {
        var ticks = Channel.CreateBounded(new BoundedChannelOptions(WaitingTicks) { FullMode = BoundedChannelFullMode.DropOldest }, missed);
        lock (_gate)
            _watching = _watching.Add((run, ticks));
        return new TickWatch(ticks.Reader, () =>
        {
            lock (_gate)
                _watching = _watching.Remove((run, ticks));
        });
    }

    /// <summary>Every tick from now on, of all runs; who reads too slowly misses the oldest.</summary>
    public async IAsyncEnumerable<LiveStatus> WatchAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        using var watch = Watch(null);
        await foreach (var status in watch.Ticks.ReadAllAsync(cancellation).ConfigureAwait(false))
            yield return status;
    }

    /// <summary>How many watch now.</summary>
    internal int Watching => _watching.Length;

    /// <summary>These are to be taken up before the process is ready.</summary>
    internal void Expect(IEnumerable<string> ids)
    {
        lock (_gate)
        {
            _awaited = _awaited.Union(ids.Where(id => _runs.GetValueOrDefault(id)?.Actors is null));
            _isUp = true;
        }
    }

    /// <summary>A run has ended or was given up; or it could not be begun, and is tried again.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="why">Why it is tried again; null when it is not.</param>
    internal void Tried(string id, BasisError? why)
    {
        lock (_gate)
        {
            _awaited = _awaited.Remove(id);
            Failing = why is null ? Failing.Remove(id) : Failing.SetItem(id, why);
        }
    }

    internal void Begin(HostedRun run) => _runs[run.Wanted.Id] = run;

    internal void Started(string id, ActorHost actors)
    {
        Change(id, run => run with { Actors = actors });
        lock (_gate)
            _awaited = _awaited.Remove(id);
    }

    internal void Logs(string id, EventTail events) => Change(id, run => run with { Events = events });

    internal void Ticked(string id, LiveStatus status)
    {
        Change(id, run => run with { Status = status });
        if (Failing.ContainsKey(id))
            Tried(id, null);
        foreach (var (run, ticks) in _watching)
        {
            if (run is null || run == id)
                ticks.Writer.TryWrite(status);
        }
    }

    internal void End(string id) => _runs.TryRemove(id, out _);

    private void Change(string id, Func<HostedRun, HostedRun> change)
    {
        if (_runs.TryGetValue(id, out var run))
            _runs[id] = change(run);
    }
}

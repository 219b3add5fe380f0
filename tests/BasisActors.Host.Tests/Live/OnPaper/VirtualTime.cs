namespace BasisActors.Host.Tests.Live.OnPaper;

/// <summary>
/// Time that passes when the driver says so. Timers are told apart: pauses, which somebody waits for, and the limits of waits, which never go off because nothing
/// takes longer than it should: what does not answer says so itself, after as long as a client would wait (<see cref="PaperLine"/>).
/// </summary>
internal sealed class VirtualTime(DateTimeOffset start) : TimeProvider
{
    private readonly object _gate = new();
    private readonly List<Timer> _timers = [];
    private DateTimeOffset _now = start;
    private long _made;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Wakes whoever waits in <see cref="Until"/>.</summary>
    public void Wake(Action change)
    {
        lock (_gate)
        {
            change();
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits for a condition; it is looked at whenever a timer is set or taken back, or something was told by <see cref="Wake"/>.</summary>
    public void Until(Func<bool> condition, TimeSpan limit, Func<string> state)
    {
        var end = Environment.TickCount64 + (long)limit.TotalMilliseconds;
        lock (_gate)
        {
            while (!condition())
            {
                var left = end - Environment.TickCount64;
                if (left <= 0 || !Monitor.Wait(_gate, TimeSpan.FromMilliseconds(left)))
                    Assert.Fail($"It did not happen: {state()}");
            }
        }
    }

    /// <summary>Pauses that are waited for, one that is due at a given time left out.</summary>
    public int PausesBesides(DateTimeOffset due)
    {
        lock (_gate)
            return _timers.Count(t => !t.IsLimit) - (_timers.Exists(t => !t.IsLimit && t.Due == due) ? 1 : 0);
    }

    /// <summary>True when a pause ends at a time.</summary>
    public bool IsAwaited(DateTimeOffset due)
    {
        lock (_gate)
            return _timers.Exists(t => !t.IsLimit && t.Due == due);
    }

    /// <summary>Lets time pass to the end of the next pause.</summary>
    public void ToNextPause()
    {
        Timer? next;
        lock (_gate)
        {
            next = _timers.Where(t => !t.IsLimit).MinBy(t => (t.Due, t.Number));
            if (next is null)
                return;
            _timers.Remove(next);
            _now = next.Due > _now ? next.Due : _now;
        }

        next.Fire();
    }

    private sealed class Timer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public long Number { get; private set; }

        public bool IsLimit { get; } = state is CancellationTokenSource;

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Assert.Equal(Timeout.InfiniteTimeSpan, period);
            time.Wake(() =>
            {
                time._timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return;
                (Due, Number) = (time._now + dueTime, time._made++);
                time._timers.Add(this);
            });
            return true;
        }

        public void Dispose() => time.Wake(() => time._timers.Remove(this));

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

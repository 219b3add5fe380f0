namespace BasisActors.Venues.Tests.Exchanges;

/// <summary>A clock that stands still until everything waits, and then jumps to the next timer: no test waits, and every run is the same.</summary>
internal sealed class SteppedTime(DateTimeOffset start) : TimeProvider
{
    private readonly List<SteppedTimer> _timers = [];
    private DateTimeOffset _now = start;

    /// <summary>Jumps made so far.</summary>
    public int Steps { get; private set; }

    public override DateTimeOffset GetUtcNow() => _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SteppedTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    public void Pass(TimeSpan time) => _now += time;

    /// <summary>Runs to the end. Everything that is awaited hangs on this clock, so it all happens on this thread.</summary>
    /// <param name="work">What is run.</param>
    /// <param name="beforeStep">Called with the number of jumps before each.</param>
    public T Run<T>(Func<Task<T>> work, Action<int>? beforeStep = null)
    {
        SynchronizationContext.SetSynchronizationContext(null);
        var task = work();
        for (var step = 0; !task.IsCompleted; step++)
        {
            beforeStep?.Invoke(step);
            if (task.IsCompleted)
                break;
            if (Next(task) is not { } next)
                break;
            _now = next.Due > _now ? next.Due : _now;
            Steps++;
            next.Fire();
        }

        return task.GetAwaiter().GetResult();
    }

    /// <summary>The timer that is due first; null when the work is over. A pause that is cancelled goes on on another thread, which is waited for.</summary>
    private SteppedTimer? Next(Task work)
    {
        SteppedTimer? next = null;
        var isSettled = SpinWait.SpinUntil(() => (next = Take()) is not null || work.IsCompleted, TimeSpan.FromSeconds(10));
        return isSettled ? next : throw new InvalidOperationException("Everything waits, and for nothing.");
    }

    private SteppedTimer? Take()
    {
        lock (_timers)
        {
            var next = _timers.MinBy(t => t.Due);
            if (next is not null)
                _timers.Remove(next);
            return next;
        }
    }

    private sealed class SteppedTimer(SteppedTime time, Action fire) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Dispose();
            if (dueTime == Timeout.InfiniteTimeSpan)
                return true;
            lock (time._timers)
            {
                Due = time._now + dueTime;
                time._timers.Add(this);
            }

            return true;
        }

        public void Dispose()
        {
            lock (time._timers)
                time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

namespace BasisActors.Actors.Tests.Live.Fixtures;

/// <summary>Time that passes when a test says so. The clock on the wall can be set without time passing, as an operator or a time server does.</summary>
internal sealed class VirtualTime(Signal signal, DateTimeOffset start) : TimeProvider
{
    private readonly List<Timer> _timers = [];
    private DateTimeOffset _now = start;
    private TimeSpan _passed;

    /// <summary>How much before its time a timer goes off; real ones are a little early at times.</summary>
    public TimeSpan Early { get; init; }

    /// <summary>The clock on the wall.</summary>
    public DateTimeOffset Now
    {
        get => signal.Read(() => _now);
        set => signal.Change(() => _now = value);
    }

    /// <summary>The time at which the next timer goes off; null when there is none. To be read under the signal.</summary>
    public DateTimeOffset? Next => _timers.Count == 0 ? null : _now + (_timers.Min(t => t.Due) - _passed);

    public int Timers => signal.Read(() => _timers.Count);

    public override DateTimeOffset GetUtcNow() => Now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => signal.Read(() => _passed.Ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Assert.Equal(Timeout.InfiniteTimeSpan, period);
        Timer? timer = null;
        signal.Change(() => _timers.Add(timer = new Timer(this, callback, state, _passed + dueTime - (dueTime > Early ? Early : TimeSpan.Zero))));
        return timer!;
    }

    /// <summary>Lets time pass to the next timer.</summary>
    public void ToNextTimer() => Pass(signal.Read(() => Next!.Value - _now));

    /// <summary>Lets time pass; timers go off in order.</summary>
    public void Pass(TimeSpan by)
    {
        var end = signal.Read(() => _passed + by);
        while (true)
        {
            Timer? due = null;
            signal.Change(() =>
            {
                due = _timers.Where(t => t.Due <= end).MinBy(t => t.Due);
                var step = (due?.Due ?? end) - _passed;
                if (step > TimeSpan.Zero)
                    (_passed, _now) = (_passed + step, _now + step);
                if (due is not null)
                    _timers.Remove(due);
            });
            if (due is null)
                return;
            due.Fire();
        }
    }

    private void Remove(Timer timer) => signal.Change(() => _timers.Remove(timer));

    private sealed class Timer(VirtualTime time, TimerCallback callback, object? state, TimeSpan due) : ITimer
    {
        public TimeSpan Due { get; } = due;

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException();

        public void Dispose() => time.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

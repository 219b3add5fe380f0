using System.Diagnostics;

namespace BasisActors.Actors.Tests.Live.Fixtures;

/// <summary>One lock for all that a live test and its actors share, and a way to wait for a change of it. The limit is for tests that hang.</summary>
internal sealed class Signal
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly object _lock = new();

    public T Read<T>(Func<T> read)
    {
        lock (_lock)
            return read();
    }

    public void Change(Action change)
    {
        lock (_lock)
        {
            change();
            Monitor.PulseAll(_lock);
        }
    }

    public void Until(Func<bool> condition, Func<string> state)
    {
        var start = Stopwatch.GetTimestamp();
        lock (_lock)
        {
            while (!condition())
            {
                var left = Limit - Stopwatch.GetElapsedTime(start);
                if (left <= TimeSpan.Zero || !Monitor.Wait(_lock, left))
                    Assert.Fail($"It did not happen. {state()}");
            }
        }
    }
}

namespace BasisActors.Actors.Tests.Fixtures;

/// <summary>
/// Holds a run at chosen ticks: the run's thread says that it has arrived and waits until the test lets it go, so that what the test sends in between
/// arrives at a known place.
/// </summary>
internal sealed class Gate(IActorRef test, params long[] ticks) : IDisposable
{
    private readonly SemaphoreSlim _open = new(0);

    /// <summary>To be called on the run's thread for each tick.</summary>
    public void Pass(long sequence)
    {
        if (!ticks.Contains(sequence))
            return;
        test.Tell(Reached.Instance);
        _open.Wait();
    }

    /// <summary>Lets the run go on to the next chosen tick.</summary>
    public void Open() => _open.Release();

    /// <summary>Lets the run go for good, so that a test that failed leaves no thread behind.</summary>
    public void Dispose() => _open.Release(ticks.Length);

    public sealed class Reached
    {
        public static readonly Reached Instance = new();
    }
}

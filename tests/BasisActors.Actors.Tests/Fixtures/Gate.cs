namespace BasisActors.Actors.Tests.Fixtures;

/// <summary>
/// Holds a run at a chosen tick: the run's thread says that it has arrived and waits until the test lets it go, so that what the test sends in between
/// arrives at a known place.
/// </summary>
internal sealed class Gate(IActorRef test, long tick) : IDisposable
{
    private readonly ManualResetEventSlim _open = new();

    /// <summary>To be called on the run's thread for each tick.</summary>
    public void Pass(long sequence)
    {
        if (sequence != tick)
            return;
        test.Tell(Reached.Instance);
        _open.Wait();
    }

    public void Open() => _open.Set();

    public void Dispose()
    {
        _open.Set();
        _open.Dispose();
    }

    public sealed class Reached
    {
        public static readonly Reached Instance = new();
    }
}

using BasisActors.Host.Live;
using BasisActors.Host.Tests.EventLog;

namespace BasisActors.Host.Tests.Live;

/// <summary>Whether a run has a process: what `basis status` says "not running" by.</summary>
public sealed class RunLockTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    [Fact]
    public async Task It_is_held_until_its_process_lets_go_and_then_can_be_taken_again()
    {
        Assert.False(RunLock.IsHeld(_folder.Path)); // never begun

        await using (await RunLock.TakeAsync(_folder.Path, TimeProvider.System, CancellationToken.None))
        {
            Assert.True(RunLock.IsHeld(_folder.Path));
            await Assert.ThrowsAsync<IOException>(() => RunLock.TakeAsync(_folder.Path, TimeProvider.System, CancellationToken.None));
        }

        Assert.False(RunLock.IsHeld(_folder.Path));
        await using var again = await RunLock.TakeAsync(_folder.Path, TimeProvider.System, CancellationToken.None);
        Assert.True(RunLock.IsHeld(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();
}

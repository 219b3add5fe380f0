using System.Collections.Concurrent;
using BasisActors.Actors.Runs;
using BasisActors.Domain.Errors;
using BasisActors.Host.Live;
using BasisActors.Host.Tests.EventLog;
using Microsoft.Extensions.Time.Testing;

namespace BasisActors.Host.Tests.Live;

/// <summary>Which runs a host begins, takes up again and gives up.</summary>
public sealed class RunHostTests : IDisposable
{
    private static readonly LaunchedRun Stopped = new(RunOutcome.Cancelled, []);
    private static readonly LaunchedRun Unreachable = new(null, [new BasisError("EXEC-002", "The paper exchange does not answer.")]);

    private readonly TemporaryDirectory _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly ConcurrentQueue<string> _said = new();
    private readonly BlockingCollection<(WantedRun Run, TaskCompletionSource<LaunchedRun> End)> _launched = [];

    public void Dispose()
    {
        _folder.Dispose();
        _launched.Dispose();
    }

    [Fact]
    public async Task What_is_handed_over_is_carried_and_given_up_once_it_has_ended()
    {
        using var stop = new CancellationTokenSource();
        RunHost.Hand(_folder.Path, Wanted("one"));
        RunHost.Hand(_folder.Path, Wanted("two"));
        var host = Host(stop.Token);
        var (first, second) = (Launched(), Launched());
        Assert.Equal(["one", "two"], new[] { first.Run.Id, second.Run.Id }.Order());
        Assert.Equal(Wanted(first.Run.Id).ToJson(), first.Run.ToJson());

        first.End.SetResult(Stopped);
        await Until(() => _said.Contains($"{first.Run.Id}: cancelled"));
        RunHost.Hand(_folder.Path, Wanted("three")); // while the host is up
        Assert.Equal("three", (await UntilLaunched()).Run.Id);

        await EndAsync(stop, host);
        Assert.Equal(new[] { second.Run.Id, "three" }.Order(), Left());
    }

    [Fact]
    public async Task What_was_under_way_when_a_host_ended_is_taken_up_by_the_next()
    {
        RunHost.Hand(_folder.Path, Wanted("one"));
        using (var stop = new CancellationTokenSource())
        {
            var host = Host(stop.Token);
            _ = Launched();
            await EndAsync(stop, host);
        }

        using var again = new CancellationTokenSource();
        var next = Host(again.Token);
        Assert.Equal("one", Launched().Run.Id);
        await EndAsync(again, next);
    }

    [Fact]
    public async Task A_run_whose_exchange_is_not_there_yet_is_begun_again_later()
    {
        using var stop = new CancellationTokenSource();
        RunHost.Hand(_folder.Path, Wanted("one"));
        var host = Host(stop.Token);
        var begun = _time.GetUtcNow();
        Launched().End.SetResult(Unreachable);

        var again = await UntilLaunched();

        Assert.True(_time.GetUtcNow() - begun >= TimeSpan.FromSeconds(10)); // and not at every look
        again.End.SetResult(Stopped);
        await Until(() => _said.Contains("one: cancelled"));
        await EndAsync(stop, host);
        Assert.Empty(Left());
    }

    [Fact]
    public async Task A_run_that_fails_as_nobody_expected_is_begun_again_and_the_others_go_on()
    {
        using var stop = new CancellationTokenSource();
        RunHost.Hand(_folder.Path, Wanted("one"));
        RunHost.Hand(_folder.Path, Wanted("two"));
        var host = Host(stop.Token);
        var (first, second) = (Launched(), Launched());

        first.End.SetException(new TimeoutException("The journal did not answer."));
        var again = await UntilLaunched();

        Assert.Equal(first.Run.Id, again.Run.Id);
        Assert.False(second.End.Task.IsCompleted);
        Assert.Contains($"{first.Run.Id}: TimeoutException: The journal did not answer. It is begun again.", _said);
        await EndAsync(stop, host);
        Assert.Equal(["one", "two"], Left());
    }

    [Fact]
    public async Task A_run_that_cannot_begin_is_given_up_with_its_error()
    {
        using var stop = new CancellationTokenSource();
        RunHost.Hand(_folder.Path, Wanted("one"));
        var host = Host(stop.Token);
        Launched().End.SetResult(new LaunchedRun(null, [new BasisError("LTS-002", "Another configuration.")]));

        await Until(() => Left().Length == 0);

        Assert.Contains(_said, s => s.StartsWith("one: LTS-002: Another configuration.", StringComparison.Ordinal));
        await EndAsync(stop, host);
    }

    [Fact]
    public async Task A_file_that_is_not_a_run_is_set_aside()
    {
        using var stop = new CancellationTokenSource();
        RunHost.Hand(_folder.Path, Wanted("one"));
        File.WriteAllText(Path.Combine(_folder.Path, RunHost.Folder, "runs", "odd.json"), "{\"mode\":1}");
        var host = Host(stop.Token);
        _ = Launched();

        await Until(() => _said.Any(s => s.Contains("odd.json is not a run", StringComparison.Ordinal)));

        await EndAsync(stop, host);
        Assert.Equal(["one"], Left());
    }

    [Fact]
    public async Task A_folder_has_one_host()
    {
        using var stop = new CancellationTokenSource();
        Assert.False(RunHost.IsUp(_folder.Path));
        var host = Host(stop.Token);
        await Until(() => RunHost.IsUp(_folder.Path));

        Assert.Equal("LTS-001", (await Assert.ThrowsAsync<BasisException>(() => Host(CancellationToken.None))).Error.Code);

        await EndAsync(stop, host);
        Assert.False(RunHost.IsUp(_folder.Path));
    }

    [Fact]
    public void An_account_has_one_run()
    {
        using (AccountLock.Take(_folder.Path, "paper"))
        {
            Assert.Equal("LTS-001", Assert.Throws<BasisException>(() => AccountLock.Take(_folder.Path, "paper")).Error.Code);
            AccountLock.Take(_folder.Path, "another").Dispose();
        }

        AccountLock.Take(_folder.Path, "paper").Dispose();
    }

    private static WantedRun Wanted(string id) => new()
    {
        Mode = "btc_basis",
        Id = id,
        Sets = ["target_apy=0.07"],
        Paper = new Uri("http://127.0.0.1:8480"),
        Account = "paper",
        EverySeconds = 30,
        SnapshotEvery = 1_000,
        ReadOnly = true,
    };

    private Task Host(CancellationToken cancellation) => new RunHost(_folder.Path, LaunchAsync, _time, _said.Enqueue).RunAsync(cancellation);

    private async Task<LaunchedRun> LaunchAsync(WantedRun run, CancellationToken cancellation)
    {
        var end = new TaskCompletionSource<LaunchedRun>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stop = cancellation.Register(() => end.TrySetResult(Stopped));
        _launched.Add((run, end), CancellationToken.None);
        return await end.Task;
    }

    /// <summary>The next run that was begun; waits for it.</summary>
    private (WantedRun Run, TaskCompletionSource<LaunchedRun> End) Launched() => _launched.Take();

    /// <summary>The same, with the host's clock going on.</summary>
    private async Task<(WantedRun Run, TaskCompletionSource<LaunchedRun> End)> UntilLaunched()
    {
        (WantedRun, TaskCompletionSource<LaunchedRun>) launched = default;
        await Until(() => _launched.TryTake(out launched));
        return launched;
    }

    private async Task Until(Func<bool> condition)
    {
        while (!condition())
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }
    }

    private static async Task EndAsync(CancellationTokenSource stop, Task host)
    {
        await stop.CancelAsync();
        await host;
    }

    private string[] Left() => [.. Directory.EnumerateFiles(Path.Combine(_folder.Path, RunHost.Folder, "runs"), "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order()];
}

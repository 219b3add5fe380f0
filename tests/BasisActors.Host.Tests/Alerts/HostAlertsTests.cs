using BasisActors.Actors.Runs;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Health;
using BasisActors.Host.Alerts;
using BasisActors.Host.Live;
using BasisActors.Host.Tests.Http.Health;

namespace BasisActors.Host.Tests.Alerts;

/// <summary>What a host hears of its runs beside their ticks: their health, and how they end.</summary>
public sealed class HostAlertsTests
{
    private static readonly Dictionary<string, string> Nothing = [];

    private readonly WantedRun _run = new() { Mode = "btc_basis", Id = "run", Paper = new Uri("http://127.0.0.1:1"), Account = "paper", EverySeconds = 30, SnapshotEvery = 1 };

    [Fact]
    public async Task A_run_that_is_unhealthy_is_told_and_so_is_its_recovery()
    {
        await using var alerts = HostAlerts.Start(Nothing, TimeProvider.System, _ => { });
        await using var run = await PuppetRun.StartAsync(new HostedRuns());
        alerts.Listen(run.Actors);
        await Until(async () =>
        {
            await run.BeAsync("journal", HealthState.Unhealthy); // as often as it takes until somebody listens
            await run.SettleAsync();
            if (!alerts.Runs.Open.Open.IsEmpty)
                return true;
            await run.BeAsync("journal", HealthState.Healthy);
            return false;
        });

        Assert.Equal(AlertKind.Unhealthy, Assert.Single(alerts.Runs.Open.Of("run")));
        Assert.Contains("journal is unhealthy: EXI-003", alerts.Runs.Open.Open[("run", AlertKind.Unhealthy)].Message, StringComparison.Ordinal);

        await run.BeAsync("journal", HealthState.Healthy);
        await Until(() => Task.FromResult(alerts.Runs.Open.Open.IsEmpty));
    }

    [Theory]
    [InlineData(RunStatus.Failed, AlertKind.RunFailed)]
    [InlineData(RunStatus.Halted, AlertKind.Halt)]
    [InlineData(RunStatus.Cancelled, null)]
    [InlineData(RunStatus.Completed, null)]
    public async Task How_a_run_ends_is_told_where_it_matters(RunStatus status, AlertKind? kind)
    {
        await using var alerts = HostAlerts.Start(Nothing, TimeProvider.System, _ => { });
        alerts.Runs.Waits("run", new BasisError("RST-003", "away")); // was the matter before it ended

        await alerts.WatchAsync(_run, () => Task.FromResult(new LaunchedRun(new RunOutcome(status, new BasisError("RSK-005", "why")), [])), CancellationToken.None);

        Assert.Equal(kind is { } told ? [told] : Array.Empty<AlertKind>(), alerts.Runs.Open.Of("run"));
    }

    [Fact]
    public async Task A_run_that_breaks_is_told_and_the_host_hears_of_it_all_the_same()
    {
        await using var alerts = HostAlerts.Start(Nothing, TimeProvider.System, _ => { });

        await Assert.ThrowsAsync<InvalidOperationException>(() => alerts.WatchAsync(_run, () => Task.FromException<LaunchedRun>(new InvalidOperationException("unforeseen")), CancellationToken.None));

        Assert.Equal(AlertKind.RunFailed, Assert.Single(alerts.Runs.Open.Of("run")));
    }

    [Fact]
    public async Task A_host_that_ends_tells_nothing_of_the_runs_that_end_with_it()
    {
        await using var alerts = HostAlerts.Start(Nothing, TimeProvider.System, _ => { });
        using var stopping = new CancellationTokenSource();
        await stopping.CancelAsync();

        await alerts.WatchAsync(_run, () => Task.FromResult(new LaunchedRun(RunOutcome.Failed(new BasisError("EDS-003", "why")), [])), stopping.Token);

        Assert.Empty(alerts.Runs.Open.Open);
    }

    private static async Task Until(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await condition())
            await Task.Delay(5, patience.Token);
    }
}

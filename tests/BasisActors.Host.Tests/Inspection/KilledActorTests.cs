using Akka.Actor;
using BasisActors.Actors.Health;
using BasisActors.Actors.Inspection;
using BasisActors.Actors.Runs;
using BasisActors.Domain.Health;
using BasisActors.Host.Inspection.Commands;

namespace BasisActors.Host.Tests.Inspection;

/// <summary>Issue 5: killing any actor of a run by the palette shows what docs/supervision.md promises, in the tree, in health and in events.</summary>
public sealed class KilledActorTests
{
    /// <summary>Updates without an error that make a component healthy again, one a tick where it does the least.</summary>
    private const int Healing = HealthGauge.Window + 1;

    private static readonly string[] Components =
        ["clock", "market-data", "ledger", "exposure", "risk", "attribution", "strategy-btc_basis", "execution", "cex-bybit", "cex-okx", "on-chain", "event-log", "results"];

    /// <summary>What a restart makes anew, and what the error itself moves.</summary>
    private static readonly string[] Moves = ["silent_seconds", "events"];

    [Fact]
    public async Task Every_actor_beside_and_below_a_run_comes_back_with_what_it_kept_and_the_run_goes_on()
    {
        await using var palette = new PaperPalette();
        long tick = 3;
        palette.Run.ToEndOf(tick);
        foreach (var component in Components)
        {
            var path = $"/user/runs/run/{component}";
            var before = await palette.OneAsync<ActorDetails>("actors show", ("path", path));
            var killed = await palette.OneAsync<KilledActor>("actors kill", ("path", path), ("reason", "drill"));

            Assert.Equal(("restarted", 1), (killed.Outcome, killed.After!.Said!.Restarts));
            Assert.Equal(Kept(before.Actor.Said!), Kept(killed.After.Said!));
            Assert.Equal("INS-002", killed.After.Said!.LastError?.Code);
            var health = await HealthAsync(palette);
            Assert.Equal((HealthState.Degraded, "INS-002"), health.Components.Where(c => c.Component == component).Select(c => (c.State, c.LastError!.Code)).Single());
            Assert.Equal(HealthState.Degraded, health.State);

            palette.Run.ToEndOf(++tick);
            Assert.False(palette.Run.IsOver, palette.Run.IsOver ? palette.Run.Outcome.ToString() : "");
            Assert.Contains((await palette.AskAsync("events tail", ("component", component), ("count", "100"))).Cast<EventEntry>(), e => e.Line.Contains("INS-002", StringComparison.Ordinal));
        }

        foreach (var (path, restarts) in new (string, int?)[] { ("/user/journal-run", 1), ("/user/journal-run/backoff", null), ("/user/journal-run/backoff/store", null), ("/user/health", 1) })
        {
            var killed = await palette.OneAsync<KilledActor>("actors kill", ("path", path), ("reason", "drill"));
            palette.Run.ToEndOf(++tick); // also while the store comes back

            Assert.False(palette.Run.IsOver, palette.Run.IsOver ? palette.Run.Outcome.ToString() : "");
            if (restarts is not null)
                Assert.Equal(("restarted", restarts), (killed.Outcome, killed.After?.Said?.Restarts));
        }

        Assert.Equal(3, (await palette.OneAsync<ActorDetails>("actors show", ("path", "/user/journal-run/backoff/store"))).Actor.Said!.Restarts); // with the journal, with the backoff, by itself
        var neighbours = (await palette.AskAsync("events tail", ("component", "clock"), ("count", "100"))).Cast<EventEntry>().Where(e => e.Line.Contains("INS-002", StringComparison.Ordinal)).ToList();
        Assert.Contains(neighbours, e => e.Line.Contains("/user/health", StringComparison.Ordinal));
        Assert.Contains(neighbours, e => e.Line.Contains("/user/journal-run", StringComparison.Ordinal));

        var tree = (await palette.AskAsync("actors tree", ("path", "/user/runs/run"))).Cast<ActorEntry>().ToDictionary(a => a.Actor.Cell.Path, a => a.Actor);
        Assert.All(Components, c => Assert.Equal(1, tree[$"/user/runs/run/{c}"].Said!.Restarts));
        palette.Run.ToEndOf(tick + Healing);
        Assert.Equal(HealthState.Healthy, (await HealthAsync(palette)).State);
        Assert.Equal(RunStatus.Cancelled, (await palette.Run.StopAsync()).Status);
    }

    [Fact]
    public async Task The_fourth_time_a_component_is_killed_the_run_fails_with_its_error()
    {
        await using var palette = new PaperPalette();
        palette.Run.ToEndOf(2);
        for (var restarts = 1; restarts <= 3; restarts++)
        {
            Assert.Equal(restarts, (await palette.OneAsync<KilledActor>("actors kill", ("path", "run/ledger"))).After!.Said!.Restarts);
            palette.Run.ToEndOf(2 + restarts);
        }

        Assert.Equal("stopped", (await palette.OneAsync<KilledActor>("actors kill", ("path", "run/ledger"))).Outcome);
        palette.Run.ToEndOf(100);

        Assert.True(palette.Run.IsOver);
        Assert.Equal((RunStatus.Failed, "INS-002"), (palette.Run.Outcome.Status, palette.Run.Outcome.Error?.Code));
        Assert.Equal("failed", palette.Run.Status().State);
    }

    [Theory]
    [InlineData("/user/runs/run", "INS-002")]
    [InlineData("/user/runs", "EDS-003")]
    public async Task A_run_and_what_carries_all_runs_end_the_run_with_an_error(string path, string code)
    {
        await using var palette = new PaperPalette();
        palette.Run.ToEndOf(2);

        var killed = await palette.OneAsync<KilledActor>("actors kill", ("path", path));
        palette.Run.ToEndOf(100);

        Assert.True(palette.Run.IsOver);
        Assert.Equal(path == "/user/runs" ? "restarted" : "stopped", killed.Outcome);
        Assert.Equal((RunStatus.Failed, code), (palette.Run.Outcome.Status, palette.Run.Outcome.Error?.Code));
        Assert.Equal("failed", palette.Run.Status().State);
    }

    private static List<Fact> Kept(ActorDescription said) => [.. said.Facts.Where(f => !Moves.Contains(f.Name))];

    private static async Task<HealthReport> HealthAsync(PaperPalette palette) =>
        await (await palette.Run.System!.ActorSelection("/user/health").ResolveOne(TimeSpan.FromSeconds(5))).Ask<HealthReport>(GetHealth.Instance, TimeSpan.FromSeconds(5));
}

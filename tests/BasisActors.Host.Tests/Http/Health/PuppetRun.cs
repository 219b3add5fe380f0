using Akka.Actor;
using BasisActors.Actors.Health;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Health;
using BasisActors.Host.Backtests;
using BasisActors.Host.Live;
using Microsoft.Extensions.Time.Testing;

namespace BasisActors.Host.Tests.Http.Health;

/// <summary>A live run as health sees it: a real health actor with rounds, components that are puppets, and what is told beside them.</summary>
internal sealed class PuppetRun : IAsyncDisposable
{
    public static readonly string[] Components =
    [
        "attribution", "cex-binance", "clock", "event-log", "execution", "exposure", "ledger", "market-data", "on-chain", "results", "risk", "strategy-btc_basis",
    ];

    public static readonly string[] Parts = [.. HealthScope.OfLive(["binance", "on-chain"], ["binance"]).Where(p => p != HealthScope.Heartbeat)];

    private readonly Dictionary<string, IActorRef> _puppets = [];
    private readonly ActorHost _actors;
    private readonly IActorRef _health;
    private readonly string _id;

    private PuppetRun(ActorHost actors, IActorRef health, FakeTimeProvider time, string id) => (_actors, _health, Time, _id) = (actors, health, time, id);

    public FakeTimeProvider Time { get; }

    public ActorHost Actors => _actors;

    /// <summary>Starts one that is healthy, and puts it among those that a host carries.</summary>
    public static async Task<PuppetRun> StartAsync(HostedRuns runs, string id = "run")
    {
        var time = new FakeTimeProvider();
        var actors = await ActorHost.StartAsync(lanes: 1, isQuiet: true, healthRounds: time);
        var health = await actors.System.ActorSelection("/user/health").ResolveOne(TimeSpan.FromSeconds(10));
        var run = new PuppetRun(actors, health, time, id);
        health.Tell(new WatchRun(id, new Heartbeat(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(300)), [HealthScope.Heartbeat, .. Parts]));
        foreach (var name in Components)
        {
            run._puppets[name] = actors.System.ActorOf(Props.Create(() => new Puppet(name)), name);
            health.Tell(new RegisterComponent(id, name, run._puppets[name]));
        }

        foreach (var part in Parts)
            run.Told(part, HealthState.Healthy);
        await run.RoundAsync();
        runs.Begin(new HostedRun(new WantedRun { Mode = "btc_basis", Id = id, Paper = new Uri("http://127.0.0.1:1"), Account = "paper", EverySeconds = 30, SnapshotEvery = 1 }, time.GetUtcNow()));
        runs.Started(id, actors);
        return run;
    }

    public async Task BeAsync(string component, HealthState? state)
    {
        if (_puppets.TryGetValue(component, out var puppet))
            _ = await puppet.Ask<Puppet.Be>(new Puppet.Be(state), TimeSpan.FromSeconds(10));
        else
            Told(component, state!.Value);
    }

    /// <summary>A tick, and one round of questions with its timeout. The heart beats each time, so that only what a test does is wrong.</summary>
    public async Task RoundAsync()
    {
        Beat();
        Time.Advance(HealthRounds.Every);
        await SettleAsync();
        foreach (var puppet in _puppets.Values)
            _ = await puppet.Ask<ActorIdentity>(new Identify(null), TimeSpan.FromSeconds(10)); // it has answered, or never will
        await SettleAsync();
        Time.Advance(HealthRounds.Timeout);
        Beat();
        await SettleAsync();
    }

    public void Beat() => _health.Tell(new TickBeat(_id));

    public void Fail(string component, BasisError error) => _health.Tell(new ComponentFailed(_id, component, error));

    public async Task SettleAsync() => _ = await _health.Ask<HealthReport>(GetLastHealth.Instance, TimeSpan.FromSeconds(10));

    public ValueTask DisposeAsync() => _actors.DisposeAsync();

    private void Told(string part, HealthState state) =>
        _health.Tell(new PartTold(_id, part, state, state == HealthState.Healthy ? null : new BasisError("EXI-003", "Injected at postgres://me:hunter2@db/x.")));
}

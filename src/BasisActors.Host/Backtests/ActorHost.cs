using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using BasisActors.Actors.Health;
using BasisActors.Actors.Journal;
using BasisActors.Actors.Lanes;
using BasisActors.Actors.Runs;
using BasisActors.Domain.Errors;
using BasisActors.Host.Live;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BasisActors.Host.Backtests;

/// <summary>The actor system with its two roots, /user/health and /user/runs, and one lane per run that may go on at the same time.</summary>
public sealed class ActorHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly IActorRef _runs;
    private readonly IActorRef _health;

    private ActorHost(IHost host)
    {
        _host = host;
        var registry = host.Services.GetRequiredService<ActorRegistry>();
        _runs = registry.Get<RunsActor>();
        _health = registry.Get<HealthActor>();
    }

    /// <summary>Starts the system.</summary>
    /// <param name="lanes">Runs at the same time; further ones wait.</param>
    /// <param name="journals">Where live runs keep their journals; null in a process that only backtests.</param>
    public static async Task<ActorHost> StartAsync(int lanes, JournalDatabase? journals = null)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddAkka("basis", akka =>
        {
            akka.AddHocon(Hocon(), HoconAddMode.Prepend);
            journals?.AddTo(akka);
            akka.WithActors((system, registry) =>
            {
                var ids = Lanes.Register(system, lanes);
                var health = system.ActorOf(HealthActor.Props(), "health");
                registry.Register<HealthActor>(health);
                registry.Register<RunsActor>(system.ActorOf(RunsActor.Props(ids, health), "runs"));
            });
        });
        var host = builder.Build();
        await host.StartAsync().ConfigureAwait(false);
        return new ActorHost(host);
    }

    /// <summary>Opens the journal of a live run.</summary>
    public IActorRef OpenJournal(string runId) => _host.Services.GetRequiredService<ActorSystem>().ActorOf(JournalActor.Props(runId), $"journal-{runId}");

    /// <summary>Runs one run to its end.</summary>
    /// <returns>How it ended; failed when the actor system ended first.</returns>
    public async Task<RunOutcome> RunAsync(RunContext context)
    {
        var answer = _runs.Ask<RunFinished>(new StartRun(context), Timeout.InfiniteTimeSpan);
        var ended = _host.Services.GetRequiredService<ActorSystem>().WhenTerminated;
        return await Task.WhenAny(answer, ended).ConfigureAwait(false) == answer
            ? (await answer.ConfigureAwait(false)).Outcome
            : RunOutcome.Failed(new BasisError("EDS-003", "The actor system ended before the run did.", context.RunId));
    }

    /// <summary>Asks a run to end after the tick in hand.</summary>
    public void Cancel(string runId) => _runs.Tell(new CancelRun(runId));

    public Task<HealthReport> HealthAsync() => _health.Ask<HealthReport>(GetHealth.Instance, TimeSpan.FromSeconds(10));

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync().ConfigureAwait(false);
        _host.Dispose();
    }

    private static Config Hocon()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "hocon", "backtest.conf");
        return ConfigurationFactory.ParseString(File.ReadAllText(file));
    }
}

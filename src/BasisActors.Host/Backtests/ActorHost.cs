using Akka.Actor;
using Akka.Configuration;
using BasisActors.Actors.Health;
using BasisActors.Actors.Journal;
using BasisActors.Actors.Lanes;
using BasisActors.Actors.Runs;
using BasisActors.Domain.Errors;
using BasisActors.Host.Live;

namespace BasisActors.Host.Backtests;

/// <summary>The actor system with its two roots, /user/health and /user/runs, and one lane per run that may go on at the same time.</summary>
public sealed class ActorHost : IAsyncDisposable
{
    private const string Name = "basis";

    private readonly ActorSystem _system;
    private readonly IAsyncDisposable? _owner;
    private readonly IActorRef _runs;
    private readonly IActorRef _health;

    private ActorHost(ActorSystem system, int lanes, IAsyncDisposable? owner, TimeProvider? healthRounds, ThreadPriority priority = ThreadPriority.Normal)
    {
        _system = system;
        _owner = owner;
        var ids = Lanes.Register(system, lanes, priority);
        _health = system.ActorOf(HealthActor.Props(healthRounds), "health");
        _runs = system.ActorOf(RunsActor.Props(ids, _health), "runs");
    }

    /// <summary>The actor system, for who measures it.</summary>
    internal ActorSystem System => _system;

    /// <summary>
    /// Starts the system: for live runs in a generic host, with journals; a process that only backtests starts it bare, because host, container and
    /// the configuration files that they look for are a twentieth of its memory.
    /// </summary>
    /// <param name="lanes">Runs at the same time; further ones wait.</param>
    /// <param name="journals">Where live runs keep their journals; null in a process that only backtests.</param>
    /// <param name="isQuiet">True where failures are expected and told otherwise: the actor system logs nothing.</param>
    /// <param name="healthRounds">Clock of the rounds in which health asks components; without one that of the system where there are live runs, and no rounds elsewhere.</param>
    /// <param name="isBackground">True beside live runs: the lanes yield to other threads where the system knows priorities of threads (Linux does not).</param>
    public static async Task<ActorHost> StartAsync(int lanes, JournalDatabase? journals = null, bool isQuiet = false, TimeProvider? healthRounds = null, bool isBackground = false)
    {
        var priority = isBackground ? ThreadPriority.BelowNormal : ThreadPriority.Normal;
        if (journals is null)
            return new ActorHost(ActorSystem.Create(Name, isQuiet ? ConfigurationFactory.ParseString("akka { loglevel = OFF, stdout-loglevel = OFF }").WithFallback(Hocon()) : Hocon()), lanes, owner: null, healthRounds, priority);
        return await StartAsync(lanes, journals, Hocon(), healthRounds ?? TimeProvider.System).ConfigureAwait(false);
    }

    /// <summary>Opens the journal of a live run.</summary>
    public IActorRef OpenJournal(string runId) => _system.ActorOf(JournalActor.Props(runId), $"journal-{runId}");

    /// <summary>Runs one run to its end.</summary>
    /// <returns>How it ended; failed when the actor system ended first.</returns>
    public async Task<RunOutcome> RunAsync(RunContext context)
    {
        var answer = _runs.Ask<RunFinished>(new StartRun(context), Timeout.InfiniteTimeSpan);
        return await Task.WhenAny(answer, _system.WhenTerminated).ConfigureAwait(false) == answer
            ? (await answer.ConfigureAwait(false)).Outcome
            : RunOutcome.Failed(new BasisError("EDS-003", "The actor system ended before the run did.", context.RunId));
    }

    /// <summary>Asks a run to end after the tick in hand.</summary>
    public void Cancel(string runId) => _runs.Tell(new CancelRun(runId));

    public Task<HealthReport> HealthAsync() => _health.Ask<HealthReport>(GetHealth.Instance, TimeSpan.FromSeconds(10));

    /// <summary>Health as last heard: at once, whoever hangs.</summary>
    /// <param name="patience">For so long the answer may take; only a process that has no thread to spare takes any time.</param>
    /// <exception cref="AskTimeoutException">It took longer.</exception>
    public Task<HealthReport> LastHealthAsync(TimeSpan patience) => _health.Ask<HealthReport>(GetLastHealth.Instance, patience);

    public ValueTask DisposeAsync() => _owner?.DisposeAsync() ?? new ValueTask(_system.Terminate());

    private static async Task<ActorHost> StartAsync(int lanes, JournalDatabase journals, Config settings, TimeProvider healthRounds)
    {
        var hosted = await HostedSystem.StartAsync(Name, settings, journals).ConfigureAwait(false);
        return new ActorHost(hosted.System, lanes, hosted, healthRounds);
    }

    private static Config Hocon()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "hocon", "backtest.conf");
        return ConfigurationFactory.ParseString(File.ReadAllText(file));
    }
}

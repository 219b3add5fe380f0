using BasisActors.Actors.Journal;
using BasisActors.Actors.Results;
using BasisActors.Domain.Errors;
using BasisActors.Host.Backtests;
using BasisActors.Host.Live;

namespace BasisActors.Host.Alerts;

/// <summary>The alerts of a host: what its runs tell, counted, and sent to the webhook where there is one.</summary>
public sealed class HostAlerts : IAsyncDisposable
{
    private readonly Webhook? _webhook;

    private HostAlerts(Webhook? webhook, TimeProvider time)
    {
        _webhook = webhook;
        AlertMetrics.Begin();
        Runs = new RunAlerts(alert => _webhook?.Send(alert), time);
    }

    public RunAlerts Runs { get; }

    /// <summary>False where alerts are only counted.</summary>
    public bool HasWebhook => _webhook is not null;

    /// <summary>True while the webhook takes nothing.</summary>
    public bool IsDead => _webhook is { IsDead: true };

    /// <exception cref="BasisException">CFG-002 when the environment names a webhook that is none.</exception>
    public static HostAlerts Start(IReadOnlyDictionary<string, string> environment, TimeProvider time, Action<string> say) =>
        new(AlertSettings.Of(environment) is { } settings ? new Webhook(settings, SafeText.Of(environment), time, say) : null, time);

    /// <summary>Listens to the health of a run that begins.</summary>
    internal void Listen(ActorHost actors) => actors.System.ActorOf(HealthWatchActor.Props(Runs.Health), "alerts");

    internal IRunRecorder Record(string run, IRunRecorder inner, JournalReplay replay) => new AlertingRecorder(run, inner, replay, Runs);

    /// <summary>Carries a run and tells how it ended.</summary>
    internal async Task<LaunchedRun> WatchAsync(WantedRun wanted, Func<Task<LaunchedRun>> launch, CancellationToken cancellation)
    {
        try
        {
            var ended = await launch().ConfigureAwait(false);
            if (!cancellation.IsCancellationRequested)
                Runs.Ended(wanted.Id, ended);
            return ended;
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            Runs.Failed(wanted.Id, exception);
            throw;
        }
    }

    public ValueTask DisposeAsync() => _webhook?.DisposeAsync() ?? ValueTask.CompletedTask;
}

using System.Collections.Concurrent;
using System.Diagnostics;
using BasisActors.Actors.Health;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Health;
using BasisActors.Host.Alerts;
using BasisActors.Host.Backtests;
using BasisActors.Host.Live;

namespace BasisActors.Host.Http.Health;

/// <summary>
/// Health of all runs that this process carries, and of the process itself. Each run's actor system answers with what it heard last; one that cannot even do that in time
/// is unhealthy, and the answer does not wait for it.
/// </summary>
public sealed class HostHealth(HostedRuns runs, HttpOptions options, TimeProvider time)
{
    /// <summary>Name under which the parts of the process itself stand.</summary>
    public const string Host = "host";

    /// <summary>For so long an answer waits for one run; that of an actor takes a fraction of a millisecond.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);

    /// <summary>For so long what a run said last stands for it; then it hangs.</summary>
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(10);

    private readonly long _since = time.GetTimestamp();
    private readonly ConcurrentDictionary<ActorHost, Heard> _heard = new();

    /// <summary>Since the host began.</summary>
    public TimeSpan Uptime => time.GetElapsedTime(_since);

    /// <summary>Hides secrets from who has no key.</summary>
    public SafeText Text { get; } = SafeText.Of(options.Environment);

    public async Task<HealthReport> ReportAsync()
    {
        var all = runs.All;
        foreach (var gone in _heard.Keys.Except(all.Select(r => r.Actors).OfType<ActorHost>()))
            _heard.TryRemove(gone, out _);
        var reports = await Task.WhenAll(all.Select(ReportAsync)).ConfigureAwait(false);
        return HealthReport.Of([.. Own(), .. reports.SelectMany(r => r)]);
    }

    private async Task<IEnumerable<ComponentStatus>> ReportAsync(HostedRun run)
    {
        var id = run.Wanted.Id;
        if (run.Actors is not { } actors)
            return [new ComponentStatus(id, new ComponentHealth("start"))]; // its journal is read
        var heard = _heard.GetOrAdd(actors, a => new Heard(a));
        return await heard.ReportAsync().ConfigureAwait(false) is { } report
            ? report.Components
            : [new ComponentStatus(id, new ComponentHealth("health").Is(HealthState.Unhealthy, new BasisError("HES-001", $"The actors of {id} do not answer.", id)))];
    }

    private IEnumerable<ComponentStatus> Own()
    {
        var alerts = new ComponentHealth("alerts") { IsRequired = false };
        yield return new ComponentStatus(Host, options.Alerts switch
        {
            null or { HasWebhook: false } => alerts.Is(HealthState.NotConfigured, null),
            { IsDead: true } => alerts.Is(HealthState.Degraded, new BasisError("EXI-003", "The webhook of the alerts does not take them.", AlertSettings.UrlVariable, "See that it is up; runs go on without it.")),
            _ => alerts.Is(HealthState.Healthy, null),
        });
        var failing = runs.Failing;
        var carried = new ComponentHealth("runs");
        yield return new ComponentStatus(
            Host, !runs.IsTakenUp ? carried
                : failing.IsEmpty ? carried.Is(HealthState.Healthy, null)
                : carried.Is(HealthState.Degraded, failing.First() is var (id, why) ? why with { Message = $"{id} could not be begun and is tried again: {why.Message}" } : null));
    }

    /// <summary>What one run said last. It is asked again when it has answered, so that no questions pile up before one that hangs.</summary>
    private sealed class Heard(ActorHost actors)
    {
        private readonly Lock _gate = new();
        private Task<HealthReport>? _asking;
        private HealthReport? _last;
        private long _at = Stopwatch.GetTimestamp();

        /// <summary>Null when it has not answered for too long.</summary>
        public async Task<HealthReport?> ReportAsync()
        {
            Task<HealthReport> asking;
            lock (_gate)
                asking = _asking is { IsCompleted: false } open ? open : _asking = AskAsync();
            await Task.WhenAny(asking, Task.Delay(Patience)).ConfigureAwait(false);
            if (asking.IsCompletedSuccessfully)
                return await asking.ConfigureAwait(false);
            lock (_gate)
                return Stopwatch.GetElapsedTime(_at) < GoodFor ? _last : null;
        }

        private async Task<HealthReport> AskAsync()
        {
            var report = await actors.LastHealthAsync(GoodFor).ConfigureAwait(false);
            lock (_gate)
                (_last, _at) = (report, Stopwatch.GetTimestamp());
            return report;
        }
    }
}

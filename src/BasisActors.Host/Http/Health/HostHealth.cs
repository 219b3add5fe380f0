using Akka.Actor;
using BasisActors.Actors.Health;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Health;
using BasisActors.Host.Alerts;
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

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    private readonly long _since = time.GetTimestamp();

    /// <summary>Since the host began.</summary>
    public TimeSpan Uptime => time.GetElapsedTime(_since);

    /// <summary>Hides secrets from who has no key.</summary>
    public SafeText Text { get; } = SafeText.Of(options.Environment);

    public async Task<HealthReport> ReportAsync()
    {
        var reports = await Task.WhenAll(runs.All.Select(ReportAsync)).ConfigureAwait(false);
        return HealthReport.Of([.. Own(), .. reports.SelectMany(r => r)]);
    }

    private static async Task<IEnumerable<ComponentStatus>> ReportAsync(HostedRun run)
    {
        var id = run.Wanted.Id;
        if (run.Actors is not { } actors)
            return [new ComponentStatus(id, new ComponentHealth("start"))]; // its journal is read
        try
        {
            return (await actors.LastHealthAsync(Patience).ConfigureAwait(false)).Components;
        }
        catch (AskTimeoutException)
        {
            return [new ComponentStatus(id, new ComponentHealth("health").Is(HealthState.Unhealthy, new BasisError("HES-001", $"The actors of {id} do not answer.", id)))];
        }
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
}

using System.Collections.Immutable;
using BasisActors.Actors.Health;
using BasisActors.Domain.Health;
using BasisActors.Host.Alerts;
using BasisActors.Host.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace BasisActors.Host.Http.Health;

/// <summary>
/// Health for people and for probes (domain reference §9.3, §10); no key is asked for. The status of an answer says how the host is: 200 when it works, degraded too; 503
/// when it does not. The table is in docs/telemetry.md.
/// </summary>
public static class HealthEndpoints
{
    private const string Service = "basis", Mode = "live";

    public static void Map(IEndpointRouteBuilder web)
    {
        var probes = web.MapGroup("/healthz").AllowAnonymous().WithTags("health");
        probes.MapGet("/live", Live).WithSummary("200 for as long as the process answers.");
        Answers503<ProbeDocument>(probes.MapGet("/ready", Ready).WithSummary("200 once the host has taken up its runs, 503 before."));
        var health = web.MapGroup("/health").AllowAnonymous().RequireRateLimiting(CallLimits.Health).WithTags("health");
        Answers503<HealthDocument>(health.MapGet("", HealthAsync).WithSummary("How the host is; 503 when it is unhealthy.")).ProducesProblem(429);
        Answers503<DetailedHealthDocument>(health.MapGet("/detailed", DetailedAsync).WithSummary("How the host and each component of each run is.")).ProducesProblem(429);
        Answers503<ComponentsDocument>(health.MapGet("/components", ComponentsAsync).WithSummary("The components alone.")).ProducesProblem(429);
    }

    private static RouteHandlerBuilder Answers503<T>(RouteHandlerBuilder endpoint) => endpoint.Produces<Answer<T>>().Produces<Answer<T>>(StatusCodes.Status503ServiceUnavailable);

    private static Ok<Answer<ProbeDocument>> Live(HttpContext context) => Answers.Ok(context, new ProbeDocument("live"));

    private static JsonHttpResult<Answer<ProbeDocument>> Ready(HttpContext context, HostedRuns runs) =>
        Answers.WithStatus(context, new ProbeDocument(runs.IsTakenUp ? "ready" : "not_ready") { RunsAwaited = runs.Awaited }, runs.IsTakenUp ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);

    private static async Task<JsonHttpResult<Answer<HealthDocument>>> HealthAsync(HttpContext context, HostHealth health)
    {
        var report = await health.ReportAsync().ConfigureAwait(false);
        return Answers.WithStatus(context, new HealthDocument(report.State.Name(), Service, Mode, health.Uptime.TotalSeconds, SummaryOf(report)), StatusOf(report));
    }

    private static async Task<JsonHttpResult<Answer<DetailedHealthDocument>>> DetailedAsync(HttpContext context, HostHealth health)
    {
        var report = await health.ReportAsync().ConfigureAwait(false);
        var cpu = new CpuDocument(100 * Environment.CpuUsage.TotalTime / health.Uptime, Environment.ProcessorCount);
        var memory = new MemoryDocument(Environment.WorkingSet, GC.GetTotalMemory(forceFullCollection: false));
        return Answers.WithStatus(
            context, new DetailedHealthDocument(report.State.Name(), Service, Mode, health.Uptime.TotalSeconds, new SystemDocument(cpu, memory), ComponentsOf(report, health.Text), SummaryOf(report)), StatusOf(report));
    }

    private static async Task<JsonHttpResult<Answer<ComponentsDocument>>> ComponentsAsync(HttpContext context, HostHealth health)
    {
        var report = await health.ReportAsync().ConfigureAwait(false);
        return Answers.WithStatus(context, new ComponentsDocument(report.State.Name(), ComponentsOf(report, health.Text), SummaryOf(report)), StatusOf(report));
    }

    private static int StatusOf(HealthReport report) => report.State == HealthState.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;

    private static HealthSummary SummaryOf(HealthReport report)
    {
        int Count(HealthState state) => report.Components.Count(c => c.State == state);
        return new HealthSummary(
            report.Components.Length - Count(HealthState.NotConfigured), Count(HealthState.Healthy), Count(HealthState.Degraded), Count(HealthState.Unhealthy), Count(HealthState.NotReady), Count(HealthState.Unknown));
    }

    private static ImmutableSortedDictionary<string, ComponentDocument> ComponentsOf(HealthReport report, SafeText text) =>
        report.Components.ToImmutableSortedDictionary(c => $"{c.RunId}/{c.Component}", c => DocumentOf(c, text), StringComparer.Ordinal);

    private static ComponentDocument DocumentOf(ComponentStatus component, SafeText text)
    {
        var (health, told) = (component.Health, component.Health.Report);
        var why = component.State == HealthState.Healthy ? null : health.LastError;
        return new ComponentDocument(
            component.State.Name(), why?.Code, why is null ? null : text.Of(why.Message), told?.LastUpdate,
            [.. (told?.LastErrors ?? []).Select(e => new ErrorDocument(e.Code, e.Severity.ToString().ToLowerInvariant(), text.Of(e.Message)))], health.Checks,
            told is null ? null : new ComponentMetricsDocument(told.UpdateCount, told.AverageProcessingMilliseconds, told.ErrorRate, told.CurrentAction, told.InstructionBlocksGenerated));
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace BasisActors.Host.Http.Metrics;

/// <summary><c>/metrics</c>: what Prometheus scrapes, with a key of role read as its bearer token.</summary>
public static class MetricsEndpoints
{
    private const string TextFormat = "text/plain; version=0.0.4; charset=utf-8";

    public static void Map(IEndpointRouteBuilder web) => web.MapGet("/metrics", Scrape)
        .RequireAuthorization(ApiRoles.Read).RequireRateLimiting(CallLimits.Read).WithTags("health").WithSummary("Metrics of the host and its runs, as Prometheus reads them.")
        .Produces<string>(contentType: "text/plain").ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(429);

    private static ContentHttpResult Scrape(HttpOptions options) =>
        options.Telemetry is { } telemetry
            ? TypedResults.Text(telemetry.Prometheus(), TextFormat)
            : throw ApiFault.NotFound(ApiFault.NotFoundCode, "This host collects no metrics.").Exception();
}

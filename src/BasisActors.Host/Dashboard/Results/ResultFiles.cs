using System.Collections.Immutable;
using BasisActors.Host.Http;
using BasisActors.Host.Http.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace BasisActors.Host.Dashboard.Results;

/// <summary>The files of a result, for the links of its page. The report is a page that loads nothing and runs nothing.</summary>
internal static class ResultFiles
{
    public const string Report = "report.html";

    public static readonly ImmutableArray<string> Names = ["summary.json", "equity.csv", "attribution.csv", "positions.csv", "fills.csv", "blocks.jsonl", "events.csv", "config.json"];

    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'";

    public static string AddressOf(string id, string name) => $"/results/{Uri.EscapeDataString(id)}/files/{name}";

    public static void Map(IEndpointRouteBuilder web) => web.MapGet("/results/{id}/files/{name}", Get).RequireAuthorization(ApiRoles.Read).RequireRateLimiting(CallLimits.Read).ExcludeFromDescription();

    private static Results<PhysicalFileHttpResult, NotFound> Get(HttpContext context, ResultStore store, string id, string name)
    {
        if (store.Find(id) is not { } folder || (name != Report && !Names.Contains(name)) || !File.Exists(Path.Combine(folder, name)))
            return TypedResults.NotFound();
        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return name == Report
            ? TypedResults.PhysicalFile(Path.GetFullPath(Path.Combine(folder, name)), "text/html; charset=utf-8")
            : TypedResults.PhysicalFile(Path.GetFullPath(Path.Combine(folder, name)), TypeOf(name), fileDownloadName: $"{id}-{name}");
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch { ".csv" => "text/csv; charset=utf-8", ".jsonl" => "application/jsonl", _ => "application/json" };
}

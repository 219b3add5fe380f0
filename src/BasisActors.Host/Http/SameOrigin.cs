using Microsoft.AspNetCore.Http;

namespace BasisActors.Host.Http;

/// <summary>
/// Refuses what a page of another origin sends: no cross-origin sharing is offered, and a request or web socket that a browser marks as coming from elsewhere is
/// not handled at all. Refuses names that this host does not have, so that nobody's DNS can make a browser take it for their site.
/// </summary>
internal sealed class SameOrigin(IEnumerable<string> names)
{
    private readonly HashSet<string> _names = new(names, StringComparer.OrdinalIgnoreCase);

    public Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        var host = context.Request.Host;
        if (!_names.Contains(host.Host))
            return Problems.WriteAsync(context, new ApiFault(421, ApiFault.Validation, "This host does not have that name.") { Resolution = "Add the name to BASIS_API__HOSTS." });
        var origin = context.Request.Headers.Origin.ToString();
        var isForeign = origin.Length > 0 && (!Uri.TryCreate(origin, UriKind.Absolute, out var from) || !string.Equals(from.Authority, host.Value, StringComparison.OrdinalIgnoreCase));
        return isForeign || context.Request.Headers["Sec-Fetch-Site"].ToString() == "cross-site" && !HttpMethods.IsGet(context.Request.Method)
            ? Problems.WriteAsync(context, new ApiFault(403, "FORBIDDEN", "A page of another origin may not call this host."))
            : next(context);
    }
}

using BasisActors.Host.Http;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace BasisActors.Host.Dashboard.Login;

/// <summary>Takes in the form of the login page, and the button that logs out. The key itself is not kept: the browser holds a token that no script can read.</summary>
internal static class LoginForm
{
    public const string Begin = "/session/begin", End = "/session/end";

    public static void Map(IEndpointRouteBuilder web)
    {
        web.MapPost(Begin, BeginAsync).AllowAnonymous().DisableAntiforgery().RequireRateLimiting(CallLimits.Login).ExcludeFromDescription(); // looked at below, to answer with a page
        web.MapPost(End, EndAsync).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
    }

    private static async Task<RedirectHttpResult> BeginAsync(HttpContext context, IAntiforgery antiforgery, Access access, AuditLog audit)
    {
        if (!await antiforgery.IsRequestValidAsync(context).ConfigureAwait(false))
            return Again("old");
        var form = await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
        var role = access.Keys is { } keys ? keys.RoleOf(form["key"].ToString().Trim()) : ApiRole.Admin;
        Note(context, audit, "log in", role is { } known ? known.Name() : "anonymous", role is null ? StatusCodes.Status401Unauthorized : StatusCodes.Status200OK);
        if (role is null)
            return Again("key");
        var (token, session) = access.Sessions.Begin(role.Value);
        context.Response.Cookies.Append(Access.Cookie, token, Options(context, session.ExpiresAt));
        return TypedResults.LocalRedirect(Wanted(form["return"].ToString()));
    }

    private static async Task<RedirectHttpResult> EndAsync(HttpContext context, IAntiforgery antiforgery, Access access, AuditLog audit)
    {
        if (await antiforgery.IsRequestValidAsync(context).ConfigureAwait(false) && context.Request.Cookies[Access.Cookie] is { Length: > 0 } token)
        {
            Note(context, audit, "log out", context.User.Identity?.Name ?? "anonymous", StatusCodes.Status200OK);
            access.Sessions.End(token);
            context.Response.Cookies.Delete(Access.Cookie, Options(context, null));
        }

        return Again("out");
    }

    private static RedirectHttpResult Again(string why) => TypedResults.LocalRedirect($"/login?why={why}");

    /// <summary>Back to the page that was asked for, if it is one of this host.</summary>
    private static string Wanted(string page) => page.StartsWith('/') && !page.StartsWith("//", StringComparison.Ordinal) && !page.Contains('\\') ? page : "/";

    private static CookieOptions Options(HttpContext context, DateTimeOffset? expires) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps || context.Request.Headers["X-Forwarded-Proto"] == "https", Path = "/", Expires = expires, IsEssential = true };

    private static void Note(HttpContext context, AuditLog audit, string command, string caller, int status) =>
        audit.Write(caller, context.Connection.RemoteIpAddress?.ToString(), command, status, context.TraceIdentifier);
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace BasisActors.Host.Http.Login;

/// <summary>A key, to be changed for a token.</summary>
public sealed record LoginRequest(string Key);

/// <summary>A token that stands for the key.</summary>
/// <param name="Token">For <c>Authorization: Bearer</c>.</param>
/// <param name="Role">read, operate or admin.</param>
/// <param name="ExpiresAt">UTC.</param>
public sealed record LoggedIn(string Token, ApiRole Role, DateTimeOffset ExpiresAt);

public sealed record LoggedOut(bool Ended);

/// <summary>Who the caller is.</summary>
/// <param name="Name">As it stands in the audit.</param>
/// <param name="Role">read, operate or admin.</param>
public sealed record Caller(string Name, string Role);

public static class LoginEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var auth = api.MapGroup("/auth").WithTags("auth");
        auth.MapPost("/login", Login).AllowAnonymous().RequireRateLimiting(CallLimits.Login).WithSummary("Changes a key for a token that is good for eight hours.");
        auth.MapPost("/logout", Logout).WithSummary("Ends the token that the call carries.");
        auth.MapGet("/me", Me).WithSummary("Name and role of the caller.");
    }

    private static Ok<Answer<LoggedIn>> Login(LoginRequest request, HttpContext context, Access access)
    {
        var role = access.Keys is { } keys ? keys.RoleOf(request.Key) ?? throw ApiFault.Unauthenticated.Exception() : ApiRole.Admin;
        var (token, session) = access.Sessions.Begin(role);
        return Answers.Ok(context, new LoggedIn(token, session.Role, session.ExpiresAt));
    }

    private static Ok<Answer<LoggedOut>> Logout(HttpContext context, Access access)
    {
        var header = context.Request.Headers.Authorization.ToString();
        var token = header.Length > 7 ? header[7..].Trim() : context.Request.Headers["X-API-Key"].ToString();
        var isOpen = access.Sessions.Find(token) is not null;
        access.Sessions.End(token);
        return Answers.Ok(context, new LoggedOut(isOpen));
    }

    private static Ok<Answer<Caller>> Me(HttpContext context) =>
        Answers.Ok(context, new Caller(context.User.Identity?.Name ?? "", context.User.FindFirst(System.Security.Claims.ClaimTypes.Role)?.Value ?? ""));
}

using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BasisActors.Host.Http;

/// <summary>Who may call: null keys when everybody on this machine may do everything (<c>--no-auth</c>).</summary>
public sealed record Access(ApiKeys? Keys, Sessions Sessions)
{
    public const string Scheme = "basis";

    /// <summary>Cookie of a browser that has logged in. It is looked at for reading only: a state change needs the key or token itself, which no other site can send.</summary>
    public const string Cookie = "basis_session";

    /// <summary>Claim of a caller who came with a session: what it is known by, which is not its token.</summary>
    public const string SessionClaim = "basis:session";

    public static ClaimsPrincipal Principal(ApiRole role, string name, string? session = null)
    {
        Claim[] claims = [new Claim(ClaimTypes.Name, name), new Claim(ClaimTypes.Role, role.Name())];
        return new ClaimsPrincipal(new ClaimsIdentity(session is null ? claims : [.. claims, new Claim(SessionClaim, session)], Scheme));
    }
}

/// <summary>Recognises a caller by <c>Authorization: Bearer</c>, <c>X-API-Key</c> or, for reading, the cookie of a session.</summary>
internal sealed class AccessHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, Access access)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Bearer = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (access.Keys is not { } keys)
            return Known(ApiRole.Admin, "anybody");
        var shown = Shown();
        if (shown is { Length: > 0 })
        {
            if (keys.RoleOf(shown) is { } role)
                return Known(role, $"key:{role.Name()}");
            return access.Sessions.Find(shown) is { } session ? Known(session.Role, $"session:{session.Role.Name()}", shown) : Unknown();
        }

        var isReading = HttpMethods.IsGet(Request.Method) || HttpMethods.IsHead(Request.Method) || !Request.Path.StartsWithSegments(HostServer.Api);
        if (isReading && Request.Cookies[Access.Cookie] is { Length: > 0 } cookie && access.Sessions.Find(cookie) is { } browser)
            return Known(browser.Role, $"session:{browser.Role.Name()}", cookie);
        return Task.FromResult(AuthenticateResult.NoResult());
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (HttpMethods.IsGet(Request.Method) && !Request.Path.StartsWithSegments(HostServer.Api) && Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            Response.Redirect($"/login?return={Uri.EscapeDataString(Request.Path + Request.QueryString)}"); // a person with a browser
            return Task.CompletedTask;
        }

        Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.WriteAsync(Context, ApiFault.Unauthenticated);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problems.WriteAsync(Context, ApiFault.Forbidden);

    private static Task<AuthenticateResult> Unknown() => Task.FromResult(AuthenticateResult.Fail("unknown key"));

    private Task<AuthenticateResult> Known(ApiRole role, string name, string? token = null) =>
        Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(Access.Principal(role, name, token is null ? null : Sessions.Known(token)), Scheme.Name)));

    private string? Shown()
    {
        var header = Request.Headers.Authorization.ToString();
        return header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : Request.Headers["X-API-Key"].ToString();
    }
}

using BasisActors.Host.Http;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Logging;

namespace BasisActors.Host.Dashboard.Login;

/// <summary>Looks again and again whether the session of an open page is still there: one that was logged out elsewhere or has expired shows and does nothing more.</summary>
internal sealed class OpenSession(ILoggerFactory log, Access access) : RevalidatingServerAuthenticationStateProvider(log)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(10);

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        Task.FromResult(IsOpen(access, authenticationState.User));

    /// <summary>True for callers who came without a session: with a key, or where nobody is asked for one.</summary>
    public static bool IsOpen(Access access, System.Security.Claims.ClaimsPrincipal user) =>
        user.FindFirst(Access.SessionClaim) is not { } session || access.Sessions.IsOpen(session.Value);
}

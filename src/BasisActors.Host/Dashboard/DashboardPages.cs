using BasisActors.Host.Dashboard.History;
using BasisActors.Host.Dashboard.Login;
using BasisActors.Host.Dashboard.Results;
using BasisActors.Host.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace BasisActors.Host.Dashboard;

/// <summary>The pages for people: their services, addresses and guards.</summary>
public static class DashboardPages
{
    /// <summary>
    /// What a page may load and speak to: this host and nobody else. Styles may stand in the page, since the components set them so; scripts may not.
    /// </summary>
    public const string Policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private const string Assets = "basis.staticwebassets.endpoints.json";

    public static void AddTo(IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, OpenSession>();
        services.AddAntiforgery(form => form.Cookie.Name = "basis_form");
        services.AddMudServices();
        services.AddSingleton<RunHistories>().AddSingleton<RunViews>().AddSingleton<ResultLines>().AddSingleton<ResultCourses>();
    }

    public static void Guard(IApplicationBuilder web)
    {
        web.UseAntiforgery();
        web.Use(static (context, next) =>
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<IsDashboard>() is not null)
            {
                var headers = context.Response.Headers;
                headers.ContentSecurityPolicy = Policy;
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = "same-origin";
                headers.CacheControl = "no-cache, no-store";
            }

            return next(context);
        });
    }

    public static void Map(IEndpointRouteBuilder web)
    {
        if (File.Exists(Path.Combine(AppContext.BaseDirectory, Assets)))
            web.MapStaticAssets(Assets).AllowAnonymous();
        web.MapRazorComponents<App>().AddInteractiveServerRenderMode(mode => mode.ContentSecurityFrameAncestorsPolicy = null)
            .RequireAuthorization(ApiRoles.Read).WithMetadata(new IsDashboard());
        LoginForm.Map(web);
        ResultFiles.Map(web);
    }

    /// <summary>Marks what is shown to people.</summary>
    private sealed class IsDashboard;
}

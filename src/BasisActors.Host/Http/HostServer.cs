using System.Globalization;
using BasisActors.Domain.Errors;
using BasisActors.Host.Backtests.Queued;
using BasisActors.Host.Configuration;
using BasisActors.Host.Dashboard;
using BasisActors.Host.Http.Backtests;
using BasisActors.Host.Http.Capital;
using BasisActors.Host.Http.Config;
using BasisActors.Host.Http.Health;
using BasisActors.Host.Http.Inspection;
using BasisActors.Host.Http.Live;
using BasisActors.Host.Http.Login;
using BasisActors.Host.Http.Metrics;
using BasisActors.Host.Http.Positions;
using BasisActors.Host.Http.Results;
using BasisActors.Host.Http.Strategies;
using BasisActors.Host.Http.Streams;
using BasisActors.Host.Inspection;
using BasisActors.Host.Live;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Events;

namespace BasisActors.Host.Http;

/// <summary>The HTTP side of <c>basis host</c>: composes the server, its guards, and the endpoints of each topic.</summary>
public sealed class HostServer : IAsyncDisposable
{
    /// <summary>All endpoints that ask for a key are below it.</summary>
    public const string Api = "/api";

    private const long LargestBody = 1024 * 1024;
    private const int LongestLine = 64 * 1024;
    private const string LogLine = "{Timestamp:yyyy-MM-dd HH:mm:ss} {Level:u3} {Message:lj} ({SourceContext}){NewLine}{Exception}";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly WebApplication _web;
    private readonly BacktestQueue _backtests;

    private HostServer(WebApplication web, BacktestQueue backtests) => (_web, _backtests) = (web, backtests);

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_web.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());

    /// <summary>Starts to serve.</summary>
    /// <exception cref="BasisException">API-001 when a limit is wrong; API-003 when the address cannot be listened on.</exception>
    public static async Task<HostServer> StartAsync(HttpOptions options, HostedRuns runs, TimeProvider time, CancellationToken cancellation)
    {
        var configuration = ConfigurationSource.Of(options.Environment);
        var host = Path.Combine(options.Runs, RunHost.Folder);
        var backtests = await BacktestQueue.StartAsync(
            BacktestQueueOptions.Of(Path.Combine(host, "backtests"), options.Results, options.Data, options.Environment), configuration, time, cancellation).ConfigureAwait(false);
        WebApplication? web = null;
        try
        {
            web = Build(options, runs, time, services => services.AddSingleton(configuration).AddSingleton(backtests));
            await web.StartAsync(cancellation).ConfigureAwait(false);
            return new HostServer(web, backtests);
        }
        catch (Exception e)
        {
            if (web is not null)
                await web.DisposeAsync().ConfigureAwait(false);
            await backtests.DisposeAsync().ConfigureAwait(false);
            if (e is not IOException)
                throw;
            throw new BasisException("API-003", $"Nothing can be served at {options.Address}: {e.Message}", "--http");
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var backtests = _backtests.DisposeAsync().AsTask(); // what runs is not to go on while the server waits for its callers
        await _web.StopAsync(patience.Token).ConfigureAwait(false);
        await backtests.ConfigureAwait(false);
        await _web.DisposeAsync().ConfigureAwait(false);
    }

    private static WebApplication Build(HttpOptions options, HostedRuns runs, TimeProvider time, Action<IServiceCollection> add)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "basis", ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(options.Bind, options.Address.Port);
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Limits.MaxRequestLineSize = LongestLine; // beyond it the server itself refuses, without a problem document
            kestrel.AddServerHeader = false;
        });
        builder.WebHost.UseStaticWebAssets(); // of a plain build; a published one has them in wwwroot
        builder.Services.AddSerilog(log => log.MinimumLevel.ControlledBy(LogLevels.OfProcess.Lowest).Filter.With(LogLevels.OfProcess)
            .WriteTo.Console(outputTemplate: LogLine, formatProvider: CultureInfo.InvariantCulture, standardErrorFromLevel: LogEventLevel.Verbose));
        AddServices(builder.Services, options, runs, time);
        add(builder.Services);
        var web = builder.Build();
        Guard(web, options);
        Map(web);
        return web;
    }

    private static void AddServices(IServiceCollection services, HttpOptions options, HostedRuns runs, TimeProvider time)
    {
        var host = Path.Combine(options.Runs, RunHost.Folder);
        var sessions = new Sessions(time);
        services.AddSingleton(options).AddSingleton(runs).AddSingleton(time).AddSingleton(sessions).AddSingleton(new Access(options.Keys, sessions));
        services.AddSingleton(provider => InspectedHost.Of(runs, provider.GetRequiredService<BacktestQueue>(), time));
        services.AddSingleton(new AuditLog(Path.Combine(host, "audit.jsonl"), time)).AddSingleton(new Idempotency(Path.Combine(host, "idempotency"), time));
        services.AddSingleton<StrategyCatalogue>().AddSingleton(new ResultStore(options.Results));
        services.AddSingleton(new HostHealth(runs, options, time)).AddSingleton(new LiveOperations(options.Runs, time)).AddSingleton<EventStreams>();
        services.AddRouting().AddProblemDetails();
        services.ConfigureHttpJsonOptions(json => ApiJson.Apply(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = true);
        services.AddDataProtection().UseEphemeralDataProtectionProvider(); // nothing that it protects outlives the process
        services.AddAuthentication(Access.Scheme).AddScheme<AuthenticationSchemeOptions, AccessHandler>(Access.Scheme, null);
        var policies = services.AddAuthorizationBuilder();
        foreach (var role in Enum.GetValues<ApiRole>())
            policies.AddPolicy(role.Name(), policy => policy.RequireRole(ApiRoles.From(role)));
        services.AddRateLimiter(limits => CallLimits.Configure(limits, options.Environment));
        OpenApiDocument.AddTo(services);
        DashboardPages.AddTo(services);
    }

    private static void Guard(WebApplication web, HttpOptions options)
    {
        web.Use(web.Services.GetRequiredService<AuditLog>().WatchAsync);
        Problems.Handle(web, web.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Http"));
        web.Use(new SameOrigin(Names(options)).GuardAsync);
        web.UseRouting();
        web.UseAuthentication();
        web.UseRateLimiter();
        web.UseAuthorization();
        web.Use(web.Services.GetRequiredService<Idempotency>().GuardAsync);
        DashboardPages.Guard(web);
    }

    private static void Map(WebApplication web)
    {
        OpenApiDocument.Map(web);
        var api = web.MapGroup($"{Api}/v1").RequireAuthorization(ApiRoles.Read).RequireRateLimiting(CallLimits.Read);
        foreach (var status in new[] { 400, 401, 403, 429 })
            api.ProducesProblem(status);
        LoginEndpoints.Map(api);
        StrategyEndpoints.Map(api);
        BacktestEndpoints.Map(api);
        ResultEndpoints.Map(api);
        ConfigEndpoints.Map(api);
        InspectionEndpoints.Map(api);
        DashboardPages.Map(web);
        HealthEndpoints.Map(web);
        MetricsEndpoints.Map(web);
        LiveEndpoints.Map(api);
        CapitalEndpoints.Map(api);
        PositionsEndpoints.Map(api);
        _ = web.Services.GetRequiredService<EventStreams>(); // a wrong limit ends the start
    }

    private static IEnumerable<string> Names(HttpOptions options)
    {
        string[] more = options.Environment.TryGetValue("BASIS_API__HOSTS", out var names) ? names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [];
        return ["localhost", "127.0.0.1", "[::1]", options.Address.Host, .. more];
    }
}

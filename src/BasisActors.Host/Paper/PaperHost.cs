using System.Net;
using System.Text;
using BasisActors.Venues.Paper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace BasisActors.Host.Paper;

/// <summary>Serves the paper exchange over HTTP on the loopback address, and on no other. The only code that knows the web server.</summary>
internal static class PaperHost
{
    private const long LargestBody = 64 * 1024;

    /// <summary>Serves until cancelled.</summary>
    /// <param name="server">What is served.</param>
    /// <param name="port">On 127.0.0.1; 0 takes a free one.</param>
    /// <param name="listening">Told the address once requests are taken.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task RunAsync(PaperServer server, int port, Action<string> listening, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.AddServerHeader = false;
        });
        var web = builder.Build();
        await using (web.ConfigureAwait(false))
        {
            web.Run(context => ServeAsync(server, context, cancellation));
            await web.StartAsync(cancellation).ConfigureAwait(false);
            listening(web.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
            await Cancelled(cancellation).ConfigureAwait(false);
            await web.StopAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static async Task ServeAsync(PaperServer server, HttpContext context, CancellationToken stopping)
    {
        var served = server.Serve(await ReadAsync(context.Request).ConfigureAwait(false));
        if (served.After > TimeSpan.Zero)
            await Task.Delay(served.After, context.RequestAborted).ConfigureAwait(false);
        if (served.Answer is not { } answer)
        {
            if (served.Silent)
                await LeftAsync(context.RequestAborted, stopping).ConfigureAwait(false);
            context.Abort();
            return;
        }

        var body = Encoding.UTF8.GetBytes(answer.Body);
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        foreach (var (name, value) in answer.Headers)
            context.Response.Headers[name] = value;
        await context.Response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Path and query as they were sent, before anybody decoded them: signatures are over these bytes.</summary>
    private static async Task<WireRequest> ReadAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(request.HttpContext.RequestAborted).ConfigureAwait(false);
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var at = target.IndexOf('?', StringComparison.Ordinal);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in request.Headers)
            headers[name] = value.ToString();
        return new WireRequest(request.Method, at < 0 ? target : target[..at], at < 0 ? "" : target[(at + 1)..], headers, body);
    }

    private static async Task LeftAsync(CancellationToken left, CancellationToken stopping)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(left, stopping);
        await Cancelled(either.Token).ConfigureAwait(false);
    }

    private static async Task Cancelled(CancellationToken cancellation)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = cancellation.Register(ended.SetResult);
        await ended.Task.ConfigureAwait(false);
    }
}

using System.Collections.Concurrent;
using System.Net;

namespace BasisActors.Host.Tests.Alerts;

/// <summary>Takes alerts on the loopback address, or refuses them.</summary>
internal sealed class Receiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly SemaphoreSlim _arrived = new(0);

    public Receiver()
    {
        for (var tries = 0; ; tries++)
        {
            using var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
            free.Start();
            var port = ((IPEndPoint)free.LocalEndpoint).Port;
            free.Stop();
            _listener.Prefixes.Clear();
            _listener.Prefixes.Add($"http://127.0.0.1:{port}/");
            try
            {
                _listener.Start();
                Address = new Uri($"http://127.0.0.1:{port}/hook?token=in-the-address");
                break;
            }
            catch (HttpListenerException) when (tries < 10)
            {
                // somebody else took it in between
            }
        }

        _ = Task.Run(ServeAsync);
    }

    public Uri Address { get; }

    /// <summary>Status of each answer, by the number of the request; the first has 0.</summary>
    public Func<int, int> Status { get; set; } = _ => 204;

    /// <summary>Answers wait for it.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public ConcurrentQueue<(byte[] Body, string? Signature, string? Id)> Requests { get; } = new();

    /// <summary>Returns when one more request has come.</summary>
    public async Task ArrivedAsync() => Assert.True(await _arrived.WaitAsync(TimeSpan.FromSeconds(20)), $"No further request came after {Requests.Count}.");

    public void Dispose()
    {
        _listener.Close();
        _arrived.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                var number = Requests.Count;
                Requests.Enqueue((body.ToArray(), context.Request.Headers["X-Basis-Signature"], context.Request.Headers["X-Basis-Delivery"]));
                _arrived.Release();
                await Gate;
                context.Response.StatusCode = Status(number);
                context.Response.Close();
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // closed
        }
    }
}

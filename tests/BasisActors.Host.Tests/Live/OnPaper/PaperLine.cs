using System.Diagnostics;
using System.Net;
using System.Text;
using BasisActors.Venues.Paper;

namespace BasisActors.Host.Tests.Live.OnPaper;

/// <summary>The line to a paper exchange without a network: each request is served as the web server would serve it, faults of the plan included, in virtual time.</summary>
/// <param name="server">The exchange.</param>
/// <param name="time">The clock that requests take their time on.</param>
/// <param name="latency">How long a request takes to get there, and its answer back, by its number.</param>
internal sealed class PaperLine(PaperServer server, VirtualTime time, Func<long, TimeSpan> latency) : HttpMessageHandler
{
    /// <summary>How long the clients wait for an answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const string BybitOrder = "/v5/order/create";

    private readonly Lock _gate = new();
    private long _requests, _faults, _since;
    private TimeSpan _waited;
    private int _underWay;

    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>
    /// Which requests, by their number, arrive twice, if they are orders of Bybit: the second is refused for its id, and that is what the client sees. OKX would execute
    /// such an order twice, whatever a client does.
    /// </summary>
    public Func<long, bool> Repeats { get; init; } = _ => false;

    /// <summary>What the exchange answers without doing anything; null where it does what is asked.</summary>
    public Func<WireRequest, WireAnswer?> Refuses { get; set; } = _ => null;

    /// <summary>Requests that were not answered, answered late, or answered with an HTTP error.</summary>
    public long Faults => Interlocked.Read(ref _faults);

    /// <summary>How long at least one request was under way, by the clock on the wall: what a network would take, and no part of what a run takes for a tick.</summary>
    public TimeSpan Waited
    {
        get
        {
            lock (_gate)
                return _waited;
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Count(1);
        try
        {
            return await AnswerAsync(request, cancellationToken);
        }
        finally
        {
            Count(-1);
        }
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        var wire = await ReadAsync(request, cancellation);
        var number = Interlocked.Increment(ref _requests);
        var under = latency(number);
        await PassAsync(under, cancellation);
        var served = Refuses(wire) is { } refusal ? new ServedRequest(refusal, TimeSpan.Zero, Silent: false) : server.Serve(wire);
        if (wire.Path == BybitOrder && Repeats(number))
            served = server.Serve(wire);
        if (served.Answer is null or { Status: >= 400 } || served.After > TimeSpan.Zero)
            Interlocked.Increment(ref _faults);
        await PassAsync(served.Silent ? Patience : served.After + under, cancellation);
        if (served.Silent)
            throw new TaskCanceledException("There was no answer in time.");
        if (served.Answer is not { } answer)
            throw new HttpRequestException("The connection was broken.");
        var response = new HttpResponseMessage((HttpStatusCode)answer.Status) { Content = new StringContent(answer.Body, Encoding.UTF8, "application/json"), RequestMessage = request };
        foreach (var (name, value) in answer.Headers)
            response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }

    private void Count(int more)
    {
        lock (_gate)
        {
            if (_underWay == 0)
                _since = Stopwatch.GetTimestamp();
            _underWay += more;
            if (_underWay == 0)
                _waited += Stopwatch.GetElapsedTime(_since);
        }
    }

    private Task PassAsync(TimeSpan by, CancellationToken cancellation) => by > TimeSpan.Zero ? Task.Delay(by, time, cancellation) : Task.CompletedTask;

    private static async Task<WireRequest> ReadAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellation);
        var headers = request.Headers.ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase);
        var address = request.RequestUri!;
        return new WireRequest(request.Method.Method, address.AbsolutePath, address.Query.TrimStart('?'), headers, body);
    }
}

using System.Net;
using System.Text;
using BasisActors.Venues.Paper;

namespace BasisActors.Venues.Tests.Exchanges.Contract;

/// <summary>The line between a client and a paper wire, in memory. Faults are taken from three scripts: for orders, for what else changes something, for reads.</summary>
internal sealed class PaperLine(PaperVenue venue, IPaperWire wire, ExchangeTime time) : HttpMessageHandler
{
    private readonly List<(DateTimeOffset Due, WireRequest Request)> _underWay = [];

    public Queue<LineFault> OrderFaults { get; } = new();

    /// <summary>Of transfers between the account's own wallets.</summary>
    public Queue<LineFault> MoveFaults { get; } = new();

    public Queue<LineFault> ReadFaults { get; } = new();

    /// <summary>How long after an order a list does not have it yet.</summary>
    public Dictionary<Listing, TimeSpan> Lags { get; } = [];

    /// <summary>Part of each order that is filled.</summary>
    public decimal FilledShare { get; set; } = 1m;

    /// <summary>Called with the number of each request before it is answered.</summary>
    public Action<int>? OnRequest { get; set; }

    public int Requests { get; private set; }

    public List<WireRequest> Orders { get; } = [];

    public List<WireRequest> Moves { get; } = [];

    /// <summary>Lets everything arrive that is still under way, each at its time.</summary>
    public void Settle()
    {
        foreach (var late in _underWay.Where(u => u.Due <= time.GetUtcNow()).ToArray())
        {
            _underWay.Remove(late);
            time.Late = late.Due;
            Execute(late.Request);
            time.Late = null;
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Settle();
        var sent = await ReadAsync(request, cancellationToken);
        var isOrder = wire.PlacesOrder(sent);
        if (isOrder)
            Orders.Add(sent);
        OnRequest?.Invoke(++Requests);
        var isMove = !isOrder && sent.Method == "POST";
        if (isMove)
            Moves.Add(sent);
        var fault = (isOrder ? OrderFaults : isMove ? MoveFaults : ReadFaults).TryDequeue(out var next) ? next : LineFault.None;
        return await AnswerAsync(sent, isOrder, fault, cancellationToken);
    }

    private async Task<HttpResponseMessage> AnswerAsync(WireRequest request, bool isOrder, LineFault fault, CancellationToken cancellation)
    {
        switch (fault)
        {
            case LineFault.LostOnTheWay:
                throw new HttpRequestException("connection refused");
            case LineFault.ArrivesLate or LineFault.ArrivesAtTheLastMoment or LineFault.ArrivesTooLate when request.Method == "POST":
                var delay = fault == LineFault.ArrivesLate ? 3_000 : fault == LineFault.ArrivesAtTheLastMoment ? 4_990 : 5_010;
                _underWay.Add((time.GetUtcNow().AddMilliseconds(delay), request));
                throw new HttpRequestException("connection reset");
            case LineFault.SilenceBefore:
                await Silence(cancellation);
                break;
            case LineFault.Http502Before:
                return Page(HttpStatusCode.BadGateway);
            case LineFault.NotKnownBefore:
                return Message(wire.InternalError());
            case LineFault.TooMany:
                return Message(wire.TooMany());
            case LineFault.UnlistedBefore or LineFault.WrongClock or LineFault.Refused:
                return Message(venue.Refusal(fault, isOrder, time.GetUtcNow()));
            default:
                break;
        }

        var answer = Execute(request);
        switch (fault)
        {
            case LineFault.AnswerLost:
                throw new HttpRequestException("connection reset");
            case LineFault.SilenceAfter:
                await Silence(cancellation);
                break;
            case LineFault.Http502After:
                return Page(HttpStatusCode.BadGateway);
            case LineFault.GarbageAfter:
                return Page(HttpStatusCode.OK);
            case LineFault.NotKnownAfter:
                return Message(wire.InternalError());
            case LineFault.UnlistedAfter:
                return Message(venue.Refusal(fault, isOrder, time.GetUtcNow()));
            default:
                break;
        }

        return Message(answer);
    }

    private WireAnswer Execute(WireRequest request)
    {
        if (venue.Asked(request) is { } listing && Lags.TryGetValue(listing, out var lag)
            && wire.Exchange.Orders(venue.Key) is { Length: > 0 } orders && time.GetUtcNow() - orders[^1].At < lag)
            return venue.Nothing(listing, time.GetUtcNow());
        return wire.Answer(request, new OrderFate(FilledShare, Rejected: false));
    }

    private static async Task<WireRequest> ReadAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellation);
        var headers = request.Headers.ToDictionary(h => h.Key, h => h.Value.Single(), StringComparer.OrdinalIgnoreCase);
        return new WireRequest(request.Method.Method, request.RequestUri!.AbsolutePath, request.RequestUri.Query.TrimStart('?'), headers, body);
    }

    /// <summary>Ends with the cancellation, and on the thread that cancels: Task.Delay would go on elsewhere.</summary>
    private static async Task Silence(CancellationToken cancellation)
    {
        var silence = new TaskCompletionSource();
        await using var end = cancellation.Register(() => silence.TrySetCanceled(cancellation));
        await silence.Task;
    }

    private static HttpResponseMessage Message(WireAnswer answer)
    {
        var message = new HttpResponseMessage((HttpStatusCode)answer.Status) { Content = new StringContent(answer.Body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in answer.Headers)
            message.Headers.Add(name, value);
        return message;
    }

    private static HttpResponseMessage Page(HttpStatusCode status) => new(status) { Content = new StringContent("<html>gateway</html>") };
}

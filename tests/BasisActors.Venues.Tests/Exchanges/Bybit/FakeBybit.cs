using System.Net;
using System.Text;
using System.Text.Json;
using System.Web;
using BasisActors.Venues.Exchanges;
using BasisActors.Venues.Exchanges.Bybit;

namespace BasisActors.Venues.Tests.Exchanges.Bybit;

/// <summary>
/// The endpoints that the client uses, over an account that really changes. Signature and window of every signed request are checked. Faults are taken from two
/// scripts, one for orders and one for everything else.
/// </summary>
internal sealed class FakeBybit(TimeProvider time) : HttpMessageHandler
{
    public static readonly ApiCredentials Credentials = new("test-key", "test-secret");

    private readonly List<(DateTimeOffset Due, string Body, long Timestamp)> _underWay = [];

    public FakeAccount Account { get; } = new();

    public Queue<Fault> OrderFaults { get; } = new();

    public Queue<Fault> ReadFaults { get; } = new();

    /// <summary>Called with the number of each request before it is answered.</summary>
    public Action<int>? OnRequest { get; set; }

    /// <summary>The exchange's clock minus the local one.</summary>
    public TimeSpan Skew { get; set; }

    /// <summary>Method and path of each request, with the query of reads.</summary>
    public List<string> Requests { get; } = [];

    public List<string> OrderBodies { get; } = [];

    public DateTimeOffset Now => time.GetUtcNow() + Skew;

    public int Sendings => OrderBodies.Count;

    /// <summary>Lets everything arrive that is still under way.</summary>
    public void Settle()
    {
        foreach (var late in _underWay.Where(u => u.Due <= Now).ToArray())
        {
            _underWay.Remove(late);
            if (InWindow(late.Timestamp, late.Due))
                Account.Create(late.Body, late.Due);
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Settle();
        var isOrder = request.Method == HttpMethod.Post;
        var body = isOrder ? await request.Content!.ReadAsStringAsync(cancellationToken) : "";
        Requests.Add($"{request.Method} {request.RequestUri!.PathAndQuery}");
        if (isOrder)
            OrderBodies.Add(body);
        OnRequest?.Invoke(Requests.Count);
        var fault = (isOrder ? OrderFaults : ReadFaults).TryDequeue(out var next) ? next : Fault.None;
        return await AnswerAsync(request, body, fault, cancellationToken);
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, string body, Fault fault, CancellationToken cancellation)
    {
        switch (fault)
        {
            case Fault.LostOnTheWay:
                throw new HttpRequestException("connection refused");
            case Fault.ArrivesLate or Fault.ArrivesAtTheLastMoment or Fault.ArrivesTooLate when body.Length > 0:
                var delay = fault == Fault.ArrivesLate ? 3_000 : fault == Fault.ArrivesAtTheLastMoment ? 4_990 : 5_010;
                _underWay.Add((Now.AddMilliseconds(delay), body, long.Parse(Header(request, "X-BAPI-TIMESTAMP"))));
                throw new HttpRequestException("connection reset");
            case Fault.SilenceBefore:
                await Silence(cancellation);
                break;
            case Fault.Http502Before:
                return Page(HttpStatusCode.BadGateway);
            case Fault.Code10000Before:
                return Json(10000, "Server Timeout");
            case Fault.Code10016Before:
                return Json(10016, "Server error");
            case Fault.UnlistedBefore:
                return Json(199_999, "Something new");
            case Fault.TooMany10006:
                var limited = Json(10006, "Too many visits!");
                limited.Headers.Add("X-Bapi-Limit-Reset-Timestamp", Now.AddSeconds(2).ToUnixTimeMilliseconds().ToString());
                return limited;
            case Fault.TooMany429:
                var page = Page(HttpStatusCode.TooManyRequests);
                page.Headers.Add("Retry-After", "3");
                return page;
            case Fault.Barred403:
                return Page(HttpStatusCode.Forbidden);
            case Fault.WrongClock:
                return Json(10002, "invalid request, please check your server timestamp or recv_window param");
            case Fault.WrongKey:
                return Json(10004, $"error sign! origin_string[{Header(request, "X-BAPI-TIMESTAMP")}test-key5000]");
            case Fault.Refused:
                return Json(110007, "ab not enough for new order");
            default:
                break;
        }

        var answer = Execute(request, body);
        switch (fault)
        {
            case Fault.AnswerLost:
                throw new HttpRequestException("connection reset");
            case Fault.SilenceAfter:
                await Silence(cancellation);
                return answer;
            case Fault.Http502After:
                return Page(HttpStatusCode.BadGateway);
            case Fault.GarbageAfter:
                return Page(HttpStatusCode.OK);
            case Fault.Code10000After:
                return Json(10000, "Server Timeout");
            case Fault.Code10016After:
                return Json(10016, "Server error");
            case Fault.UnlistedAfter:
                return Json(199_999, "Something new");
            default:
                return answer;
        }
    }

    private HttpResponseMessage Execute(HttpRequestMessage request, string body)
    {
        var path = request.RequestUri!.AbsolutePath;
        var query = HttpUtility.ParseQueryString(request.RequestUri.Query);
        if (!path.StartsWith("/v5/market/", StringComparison.Ordinal))
        {
            var timestamp = long.Parse(Header(request, "X-BAPI-TIMESTAMP"));
            var payload = body.Length > 0 ? body : request.RequestUri.Query.TrimStart('?');
            if (Header(request, "X-BAPI-SIGN") != BybitSignature.Sign("test-secret", timestamp, "test-key", int.Parse(Header(request, "X-BAPI-RECV-WINDOW")), payload))
                return Json(10004, "error sign!");
            if (!InWindow(timestamp, Now))
                return Json(10002, "invalid request, please check your server timestamp or recv_window param");
        }

        string? Ask(string name) => query[name];
        return path switch
        {
            "/v5/market/time" => Json(0, "OK", new { timeSecond = $"{Now.ToUnixTimeSeconds()}", timeNano = $"{Now.ToUnixTimeMilliseconds()}000000" }),
            "/v5/order/create" => Created(Account.Create(body, Now)),
            "/v5/order/realtime" => Json(0, "OK", Account.Orders(Ask("category")!, Ask("orderLinkId")!, Now, isHistory: false)),
            "/v5/order/history" => Json(0, "OK", Account.Orders(Ask("category")!, Ask("orderLinkId")!, Now, isHistory: true)),
            "/v5/execution/list" => Json(0, "OK", Account.Executions(Ask("orderLinkId")!, Ask("cursor"), Now)),
            "/v5/account/transaction-log" =>
                Json(0, "OK", Account.Log(long.Parse(Ask("startTime")!), long.Parse(Ask("endTime")!), int.Parse(Ask("limit")!), Ask("cursor"), Now)),
            "/v5/account/wallet-balance" => Json(0, "OK", Account.Wallet()),
            "/v5/position/list" => Json(0, "OK", Account.Positions(Ask("symbol")!)),
            "/v5/market/instruments-info" => Json(0, "OK", FakeMarket.Instrument(Ask("category")!, Ask("symbol")!)),
            "/v5/market/tickers" => FakeMarket.Ticker(Ask("category")!, Ask("symbol")!, Now) is { } ticker
                ? Json(0, "OK", ticker)
                : Json(10001, "params error: symbol invalid"),
            "/v5/market/funding/history" => Json(0, "OK", FakeMarket.FundingHistory(int.Parse(Ask("limit")!), Ask("endTime"))),
            _ => Page(HttpStatusCode.NotFound),
        };
    }

    /// <summary>Ends with the cancellation, and on the thread that cancels: Task.Delay would go on elsewhere.</summary>
    private static async Task Silence(CancellationToken cancellation)
    {
        var silence = new TaskCompletionSource();
        await using var end = cancellation.Register(() => silence.TrySetCanceled(cancellation));
        await silence.Task;
    }

    private HttpResponseMessage Created((int Code, string Message, string OrderId) created) => created.Code == 0
        ? Json(0, "OK", new { orderId = created.OrderId })
        : Json(created.Code, created.Message);

    private static bool InWindow(long timestamp, DateTimeOffset now) =>
        now.ToUnixTimeMilliseconds() - 5_000 <= timestamp && timestamp < now.ToUnixTimeMilliseconds() + 1_000;

    private static string Header(HttpRequestMessage request, string name) => request.Headers.TryGetValues(name, out var values) ? values.Single() : "0";

    private HttpResponseMessage Json(int code, string message, object? result = null) => new(HttpStatusCode.OK)
    {
        Content = new StringContent(
            JsonSerializer.Serialize(new { retCode = code, retMsg = message, result = result ?? new { }, retExtInfo = new { }, time = Now.ToUnixTimeMilliseconds() }),
            Encoding.UTF8,
            "application/json"),
    };

    private static HttpResponseMessage Page(HttpStatusCode status) => new(status) { Content = new StringContent("<html>nginx</html>") };
}

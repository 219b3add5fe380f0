using BasisActors.Venues.Paper.Bybit;

namespace BasisActors.Venues.Paper;

/// <summary>What a transport has to do with a request.</summary>
/// <param name="Answer">Sent after <paramref name="After"/>; null sends nothing.</param>
/// <param name="After">Wait before the answer.</param>
/// <param name="Silent">Without an answer: keep the connection open until the caller leaves, instead of breaking it.</param>
public sealed record ServedRequest(WireAnswer? Answer, TimeSpan After, bool Silent);

/// <summary>All paths of the paper exchange, with the fault plan in front of what an exchange or a chain would serve.</summary>
public sealed class PaperServer(BybitWire bybit, PaperChainWire chain, PaperReport report, FaultPlan faults)
{
    private const string Bybit = "/v5/";
    private const string OrderPath = Bybit + "order/create";

    public ServedRequest Serve(WireRequest request)
    {
        if (request is { Method: "GET", Path: "/paper/orders" })
            return Sent(report.Orders());
        if (request is { Method: "GET", Path: "/paper/state" })
            return Sent(report.State());
        var fault = faults.Next(request is { Method: "POST", Path: OrderPath });
        if (fault is null)
            return Sent(Execute(request, OrderFate.Fill));
        var answer = fault.Executes ? Execute(request, Fate(fault)) : null;
        return fault.Kind switch
        {
            FaultKind.LostAnswer or FaultKind.LostRequest => new ServedRequest(null, TimeSpan.Zero, Silent: false),
            FaultKind.Silence => new ServedRequest(null, TimeSpan.Zero, Silent: true),
            FaultKind.ServerError => Sent(WireAnswer.Json("{\"error\":\"internal error\"}", 500)),
            FaultKind.Unavailable => Sent(WireAnswer.Json("{\"error\":\"service unavailable\"}", 503)),
            FaultKind.RateLimit => Sent(bybit.Refuse(10006, "Too many visits. Exceeded the API Rate Limit.")),
            FaultKind.InternalError => Sent(bybit.Refuse(10016, "Internal server error.")),
            FaultKind.Delay => new ServedRequest(answer, faults.Delay, Silent: false),
            _ => Sent(answer!),
        };
    }

    private static OrderFate Fate(Fault fault) => fault.Kind switch
    {
        FaultKind.PartialFill => new OrderFate(fault.Share, Rejected: false),
        FaultKind.Rejection => OrderFate.Reject,
        _ => OrderFate.Fill,
    };

    private static ServedRequest Sent(WireAnswer answer) => new(answer, TimeSpan.Zero, Silent: false);

    private WireAnswer Execute(WireRequest request, OrderFate fate)
    {
        if (request.Path.StartsWith(Bybit, StringComparison.Ordinal))
            return bybit.Answer(request, fate);
        return request.Path.StartsWith(PaperChainWire.Root, StringComparison.Ordinal)
            ? chain.Answer(request)
            : new WireAnswer(404, "{\"error\":\"There is no such path; see docs/paper.md.\"}", []);
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BasisActors.Venues.Paper;

/// <summary>What a transport has to do with a request.</summary>
/// <param name="Answer">Sent after <paramref name="After"/>; null sends nothing.</param>
/// <param name="After">Wait before the answer.</param>
/// <param name="Silent">Without an answer: keep the connection open until the caller leaves, instead of breaking it.</param>
public sealed record ServedRequest(WireAnswer? Answer, TimeSpan After, bool Silent);

/// <summary>All paths of the paper exchanges, with the fault plan in front of what the exchanges or the chain would serve.</summary>
public sealed class PaperServer(ImmutableArray<IPaperWire> wires, PaperChainWire chain, PaperReport report, FaultPlan faults)
{
    public ServedRequest Serve(WireRequest request)
    {
        if (request is { Method: "GET", Path: "/paper/orders" })
            return Sent(report.Orders());
        if (request is { Method: "GET", Path: "/paper/state" })
            return Sent(report.State());
        if (request is { Method: "POST", Path: "/paper/deleverage" })
            return Sent(Deleverage(request));
        var wire = wires.FirstOrDefault(w => w.Roots.Any(r => request.Path.StartsWith(r, StringComparison.Ordinal)));
        var fault = faults.Next(wire?.PlacesOrder(request) ?? false);
        if (fault is null)
            return Sent(Execute(wire, request, OrderFate.Fill));
        var answer = fault.Executes ? Execute(wire, request, Fate(fault)) : null;
        return fault.Kind switch
        {
            FaultKind.LostAnswer or FaultKind.LostRequest => new ServedRequest(null, TimeSpan.Zero, Silent: false),
            FaultKind.Silence => new ServedRequest(null, TimeSpan.Zero, Silent: true),
            FaultKind.ServerError => Sent(WireAnswer.Json("{\"error\":\"internal error\"}", 500)),
            FaultKind.Unavailable => Sent(WireAnswer.Json("{\"error\":\"service unavailable\"}", 503)),
            FaultKind.RateLimit => Sent(wire?.TooMany() ?? ChainRefusal),
            FaultKind.InternalError => Sent(wire?.InternalError() ?? ChainRefusal),
            FaultKind.Delay => new ServedRequest(answer, faults.Delay, Silent: false),
            _ => Sent(answer!),
        };
    }

    /// <summary>Has an exchange auto-deleverage an account: <c>{venue, account, symbol, quantity}</c>.</summary>
    private WireAnswer Deleverage(WireRequest request)
    {
        try
        {
            using var document = JsonDocument.Parse(request.Body);
            string Field(string name) => document.RootElement.TryGetProperty(name, out var field) ? field.ToString() : "";
            if (wires.FirstOrDefault(w => w.Venue == Field("venue")) is not { } wire || !decimal.TryParse(Field("quantity"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var quantity))
                return WireAnswer.Json("{\"error\":\"venue, account, symbol and quantity must be given\"}", 422);
            return wire.Exchange.Deleverage(Field("account"), Field("symbol"), quantity) is { } error
                ? WireAnswer.Json(new JsonObject { ["error"] = error }.ToJsonString(), 422)
                : WireAnswer.Json("{\"status\":\"done\"}");
        }
        catch (JsonException)
        {
            return WireAnswer.Json("{\"error\":\"the body is not JSON\"}", 422);
        }
    }

    /// <summary>A chain knows neither rate limits nor internal errors: its caller sees that it was not available.</summary>
    private static WireAnswer ChainRefusal => WireAnswer.Json("{\"error\":\"service unavailable\"}", 503);

    private static OrderFate Fate(Fault fault) => fault.Kind switch
    {
        FaultKind.PartialFill => new OrderFate(fault.Share, Rejected: false),
        FaultKind.Rejection => OrderFate.Reject,
        _ => OrderFate.Fill,
    };

    private static ServedRequest Sent(WireAnswer answer) => new(answer, TimeSpan.Zero, Silent: false);

    private WireAnswer Execute(IPaperWire? wire, WireRequest request, OrderFate fate)
    {
        if (wire is not null)
            return wire.Answer(request, fate);
        return request.Path.StartsWith(PaperChainWire.Root, StringComparison.Ordinal)
            ? chain.Answer(request)
            : new WireAnswer(404, "{\"error\":\"There is no such path; see docs/paper.md.\"}", []);
    }
}

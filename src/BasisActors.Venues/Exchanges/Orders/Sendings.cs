using BasisActors.Domain.Errors;
using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges.Orders;

/// <summary>What an exchange's answer to an order means for the order.</summary>
internal static class Sendings
{
    /// <param name="reply">The answer.</param>
    /// <param name="order">The order.</param>
    /// <param name="venue">Who answered.</param>
    public static SendOutcome Outcome(this ExchangeReply reply, ExchangeOrder order, string venue) => reply.Verdict switch
    {
        Verdict.Done => new SendOutcome.Placed(),
        Verdict.Duplicate => new SendOutcome.AlreadyPlaced(),
        Verdict.TooMany => new SendOutcome.TurnedAway(reply.Message, reply.Wait),
        Verdict.Size => new SendOutcome.Refused(Refusal("EXEC-003", order, venue, reply.Message)),
        Verdict.Funds or Verdict.ReduceOnly => new SendOutcome.Refused(Refusal("EXEC-004", order, venue, reply.Message)),
        Verdict.WrongClock => new SendOutcome.Refused(Refusal("EXI-003", order, venue, $"{reply.Message}, also after the clock was measured again")),
        Verdict.Other or Verdict.NoSuchOrder => new SendOutcome.Unknown(reply.Message, reply.SignedAt, Refusal("EXI-001", order, venue, reply.Message)),
        _ => new SendOutcome.Unknown(reply.Message, reply.SignedAt, null),
    };

    public static BasisError Refusal(string code, ExchangeOrder order, string venue, string message) => new(
        code,
        $"{venue} refuses to {(order.IsBuy ? "buy" : "sell")} {order.Quantity.Wire()} {order.Symbol}: {message}.",
        order.ClientOrderId,
        SubCode: code == "EXEC-004" ? "EXI-001" : null);
}

using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Tests.Exchanges.Bybit;

/// <summary>An order as the account keeps it.</summary>
internal sealed record FakeOrder(string OrderId, string LinkId, bool IsSpot, bool IsBuy, decimal Quantity, DateTimeOffset At)
{
    public List<FakeExecution> Executions { get; } = [];

    public bool IsRejected { get; init; }

    public decimal Filled => Executions.Sum(e => e.Quantity);

    public object Describe(bool isOver) => new
    {
        orderId = OrderId,
        orderLinkId = LinkId,
        orderStatus = isOver ? Status : "New",
        cumExecQty = isOver ? Filled.Wire() : "0",
        cumExecValue = isOver ? Executions.Sum(e => e.Quantity * e.Price).Wire() : "",
        rejectReason = IsRejected ? "EC_NoImmediateQtyToFill" : "EC_NoError",
        createdTime = $"{At.ToUnixTimeMilliseconds()}",
        updatedTime = $"{At.ToUnixTimeMilliseconds()}",
    };

    private string Status => IsRejected ? "Rejected" : Filled == Quantity ? "Filled" : IsSpot && Filled > 0 ? "PartiallyFilledCanceled" : "Cancelled";
}

internal sealed record FakeExecution(string Id, decimal Price, decimal Quantity, decimal Fee, string FeeCoin, DateTimeOffset At);

internal sealed record FakeLogLine(
    string Id, string Symbol, string Type, string OrderLinkId, string TradeId, decimal Change, string Currency, DateTimeOffset At, DateTimeOffset ListedAt)
{
    public object Describe() => new
    {
        id = Id,
        symbol = Symbol,
        type = Type,
        orderLinkId = OrderLinkId,
        tradeId = TradeId,
        change = Change.Wire(),
        currency = Currency,
        transactionTime = $"{At.ToUnixTimeMilliseconds()}",
    };
}

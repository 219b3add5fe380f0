using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Paper.Binance;

/// <summary>A code below 0, with its text. Clients tell the meanings of -2010 apart by the text: it is Binance's, letter by letter.</summary>
/// <param name="Code">Binance's code.</param>
/// <param name="Message">For a person.</param>
/// <param name="Status">HTTP status it comes with.</param>
internal sealed record BinanceRefusal(int Code, string Message, int Status = 400)
{
    public static readonly BinanceRefusal UnknownSymbol = new(-1121, "Invalid symbol.");

    public static BinanceRefusal Missing(string name) => new(-1102, $"Mandatory parameter '{name}' was not sent, was empty/null, or malformed.");

    public static BinanceRefusal Parameter(string message) => new(-1130, $"Data sent for a parameter is not valid: {message}.");

    public static BinanceRefusal Of(PaperRefusal refusal, OrderRequest request) => (refusal.Reason, request.Product) switch
    {
        (RefusalReason.UnknownSymbol, _) => UnknownSymbol,
        (RefusalReason.QuantityStep, Product.Perpetual) when request.Quantity <= 0 => new BinanceRefusal(-4003, "Quantity less than or equal to zero."),
        (RefusalReason.QuantityStep, Product.Perpetual) => new BinanceRefusal(-1111, "Precision is over the maximum defined for this asset."),
        (RefusalReason.QuantityStep, _) => decimal.Round(request.Quantity, 8) == request.Quantity
            ? new BinanceRefusal(-1013, "Filter failure: LOT_SIZE")
            : new BinanceRefusal(-1111, "Parameter 'quantity' has too much precision."),
        (RefusalReason.QuantityTooSmall, Product.Perpetual) => new BinanceRefusal(-4004, "Quantity less than min quantity."),
        (RefusalReason.QuantityTooSmall, _) => new BinanceRefusal(-1013, "Filter failure: LOT_SIZE"),
        (RefusalReason.QuantityTooLarge, Product.Perpetual) => new BinanceRefusal(-4005, "Quantity greater than max quantity."),
        (RefusalReason.QuantityTooLarge, _) => new BinanceRefusal(-1013, "Filter failure: MARKET_LOT_SIZE"),
        (RefusalReason.MinimumNotional, Product.Perpetual) => new BinanceRefusal(-4164, "Order's notional must be no smaller than the minimum (unless you choose reduce only)."),
        (RefusalReason.MinimumNotional, _) => new BinanceRefusal(-1013, "Filter failure: NOTIONAL"),
        (RefusalReason.DuplicateLinkId, Product.Perpetual) => new BinanceRefusal(-4116, "ClientOrderId is duplicated."),
        (RefusalReason.DuplicateLinkId, _) => new BinanceRefusal(-2010, "Duplicate order sent."),
        (RefusalReason.InsufficientBalance, _) => new BinanceRefusal(-2010, "Account has insufficient balance for requested action."),
        (RefusalReason.InsufficientMargin, _) => new BinanceRefusal(-2019, "Margin is insufficient."),
        (RefusalReason.ReduceOnly, _) => new BinanceRefusal(-2022, "ReduceOnly Order is rejected."),
        _ => Parameter(refusal.Message.TrimEnd('.')),
    };
}

/// <summary>Stops the handling of a request with a code.</summary>
internal sealed class BinanceRefusalException(BinanceRefusal refusal) : Exception(refusal.Message)
{
    public BinanceRefusal Refusal => refusal;
}

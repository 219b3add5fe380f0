using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Paper.Bybit;

/// <summary>A retCode other than 0, with its text. HTTP stays 200, as Bybit has it.</summary>
internal sealed record BybitRefusal(int Code, string Message)
{
    public static BybitRefusal Parameter(string message) => new(10001, $"params error: {message}");

    public static BybitRefusal Of(PaperRefusal refusal, Product product) => new((refusal.Reason, product) switch
    {
        (RefusalReason.UnknownSymbol, Product.Spot) => 170121,
        (RefusalReason.QuantityStep, Product.Spot) => 170137,
        (RefusalReason.QuantityTooLarge, Product.Spot) => 170124,
        (RefusalReason.QuantityTooSmall, Product.Spot) => 170136,
        (RefusalReason.MinimumNotional, Product.Spot) => 170140,
        (RefusalReason.MinimumNotional, _) => 110094,
        (RefusalReason.DuplicateLinkId, Product.Spot) => 170141,
        (RefusalReason.DuplicateLinkId, _) => 110072,
        (RefusalReason.InsufficientBalance, _) => 170131,
        (RefusalReason.InsufficientMargin, _) => 110007,
        (RefusalReason.ReduceOnly, _) => 110017,
        (RefusalReason.UnchangedLeverage, _) => 110043,
        _ => 10001,
    }, refusal.Message);
}

/// <summary>Stops the handling of a request with a retCode.</summary>
internal sealed class BybitRefusalException(BybitRefusal refusal) : Exception(refusal.Message)
{
    public BybitRefusal Refusal => refusal;
}

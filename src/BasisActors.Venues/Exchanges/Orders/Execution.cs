namespace BasisActors.Venues.Exchanges.Orders;

/// <summary>One fill of an order.</summary>
/// <param name="Price">USDT.</param>
/// <param name="Quantity">Base units.</param>
/// <param name="Fee">In <paramref name="FeeCoin"/>, above 0 when paid.</param>
/// <param name="FeeCoin">A spot purchase pays in the coin it buys.</param>
/// <param name="At">Exchange time.</param>
internal sealed record Execution(decimal Price, decimal Quantity, decimal Fee, string FeeCoin, DateTimeOffset At);

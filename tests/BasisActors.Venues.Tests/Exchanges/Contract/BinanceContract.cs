using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Tests.Exchanges.Contract;

public class BinanceContract : ExchangeContract
{
    private protected override PaperVenue Venue { get; } = new BinanceVenue();

    private protected override (OrderFilter Spot, OrderFilter Perpetual) Filters => (new(0.00001m, 0.00001m, 5m), new(0.001m, 0.001m, 100m));

    private protected override decimal TooSmall => 0.001m; // on the step, and worth half of the smallest notional
}

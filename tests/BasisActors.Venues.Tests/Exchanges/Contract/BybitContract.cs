using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Tests.Exchanges.Contract;

public class BybitContract : ExchangeContract
{
    private protected override PaperVenue Venue { get; } = new BybitVenue();

    private protected override (OrderFilter Spot, OrderFilter Perpetual) Filters => (new(0.000001m, 0.000001m, 5m), new(0.001m, 0.001m, 5m));

    private protected override decimal TooSmall => 0m;
}

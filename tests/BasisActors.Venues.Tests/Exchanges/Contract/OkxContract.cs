using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Tests.Exchanges.Contract;

public class OkxContract : ExchangeContract
{
    private protected override PaperVenue Venue { get; } = new OkxVenue();

    private protected override (OrderFilter Spot, OrderFilter Perpetual) Filters => (new(0.00000001m, 0.00001m, 0m), new(0.0001m, 0.0001m, 0m)); // 0.01 contracts of 0.01 BTC

    private protected override decimal TooSmall => 0.00005m;
}

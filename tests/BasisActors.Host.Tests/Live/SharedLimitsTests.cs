using BasisActors.Host.Live;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Host.Tests.Live;

public class SharedLimitsTests
{
    private static readonly Uri Host = new("https://api.example.com"), SameHost = new("https://API.example.com/v5"), Other = new("https://api2.example.com");

    [Fact]
    public void Runs_that_speak_to_one_host_share_its_limits()
    {
        var limits = new SharedLimits(TimeProvider.System);

        Assert.Same(limits.Bybit(Host), limits.Bybit(SameHost));
        Assert.Same(limits.Okx(Host), limits.Okx(SameHost));
        Assert.Same(limits.Binance(Host, Product.Spot), limits.Binance(SameHost, Product.Spot));
    }

    [Fact]
    public void Hosts_and_the_two_products_of_Binance_have_limits_of_their_own()
    {
        var limits = new SharedLimits(TimeProvider.System);

        Assert.NotSame(limits.Bybit(Host), limits.Bybit(Other));
        Assert.NotSame(limits.Binance(Host, Product.Spot), limits.Binance(Host, Product.Perpetual));
    }
}

using BasisActors.Domain.Health;

namespace BasisActors.Domain.Tests.Health;

/// <summary>Which parts count in which mode (domain reference §9.3).</summary>
public class HealthScopeTests
{
    [Fact]
    public void Live_adds_feeds_venues_journal_trading_and_heartbeat() => Assert.Equal(
        ["heartbeat", "market", "journal", "trading", "feed-binance", "venue-binance", "venue-on-chain"], HealthScope.OfLive(["binance", "on-chain"], ["binance"]));

    [Fact]
    public void A_backtest_has_its_components_and_none_of_these()
    {
        Assert.All(HealthScope.OfLive(["binance"], ["binance"]), part => Assert.Equal((false, true), (HealthScope.Includes(part, isLive: false), HealthScope.Includes(part, isLive: true))));
        Assert.All(["ledger", "market-data", "cex-binance", "on-chain", "event-log"], component => Assert.True(HealthScope.Includes(component, isLive: false)));
    }
}

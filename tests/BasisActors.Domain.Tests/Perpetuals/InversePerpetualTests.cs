using BasisActors.Domain.Errors;
using BasisActors.Domain.Perpetuals;
using BasisActors.Tests.Fixtures;
using CsCheck;

namespace BasisActors.Domain.Tests.Perpetuals;

/// <summary>Coin-margined perpetuals (domain reference §5.6).</summary>
public class InversePerpetualTests
{
    [Fact]
    public void Profit_is_paid_in_the_coin()
    {
        Assert.Equal(0.5m, InversePerpetual.UnrealisedPnl(100_000m, 40_000m, 50_000m)); // 100 000 × (1/40 000 − 1/50 000) = 2.5 − 2
        Assert.Equal(-0.5m, InversePerpetual.UnrealisedPnl(-100_000m, 40_000m, 50_000m));
        Assert.Equal(0m, InversePerpetual.UnrealisedPnl(100_000m, 40_000m, 40_000m));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void Prices_must_be_positive(int entry, int mark) =>
        Assert.Equal("MTH-003", Assert.Throws<BasisException>(() => InversePerpetual.UnrealisedPnl(1m, entry, mark)).Error.Code);

    [Fact]
    public void A_long_and_a_short_together_gain_nothing() => Gen.Select(Draw.Money, Draw.Price, Draw.Price).Sample((contracts, entry, mark) =>
        Assert.Equal(0m, InversePerpetual.UnrealisedPnl(contracts, entry, mark) + InversePerpetual.UnrealisedPnl(-contracts, entry, mark)));
}

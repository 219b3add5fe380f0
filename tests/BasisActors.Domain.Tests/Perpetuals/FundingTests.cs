using BasisActors.Domain.Perpetuals;
using BasisActors.Tests.Fixtures;
using CsCheck;

namespace BasisActors.Domain.Tests.Perpetuals;

/// <summary>Funding cash: −size × mark × rate (domain reference §1; golden vector of §5.12).</summary>
public class FundingTests
{
    [Fact]
    public void A_short_receives_positive_funding() => Assert.Equal(4.95m, Funding.Payment(-15m, 3300m, 0.0001m)); // 15 × 3300 × 0.0001

    [Fact]
    public void A_long_pays_positive_funding() => Assert.Equal(-4.95m, Funding.Payment(15m, 3300m, 0.0001m));

    [Fact]
    public void A_short_pays_negative_funding() => Assert.Equal(-4.95m, Funding.Payment(-15m, 3300m, -0.0001m));

    [Fact]
    public void What_a_short_receives_the_same_long_pays() => Gen.Select(Draw.Quantity, Draw.Price, Draw.FundingRate).Sample((size, mark, rate) =>
        Assert.Equal(0m, Funding.Payment(-size, mark, rate) + Funding.Payment(size, mark, rate)));
}

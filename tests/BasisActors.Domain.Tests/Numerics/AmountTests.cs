using BasisActors.Domain.Numerics;
using BasisActors.Tests.Fixtures;
using CsCheck;

namespace BasisActors.Domain.Tests.Numerics;

public class AmountTests
{
    [Fact]
    public void Amounts_keep_twelve_decimals()
    {
        Assert.Equal(0.333333333333m, Amount.Round(1m / 3m));
        Assert.Equal(0.666666666667m, Amount.Round(2m / 3m));
        Assert.Equal(0.666666666666m, Amount.Value(2m, 0.333333333333m));
    }

    [Fact]
    public void The_value_of_a_short_mirrors_the_value_of_a_long() => Gen.Select(Draw.Quantity, Draw.Price).Sample((quantity, price) =>
        Assert.Equal(0m, Amount.Value(quantity, price) + Amount.Value(-quantity, price)));
}

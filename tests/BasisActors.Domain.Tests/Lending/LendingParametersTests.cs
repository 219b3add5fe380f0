using System.Collections.Immutable;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Lending;

namespace BasisActors.Domain.Tests.Lending;

/// <summary>Which parameters hold for a collateral and a debt (domain reference §1, §5.1, §5.5).</summary>
public class LendingParametersTests
{
    private static readonly ReserveParameters WeEth = new(0.775m, 0.80m, 0.07m);
    private static readonly ReserveParameters Usdt = new(0.75m, 0.78m, 0.045m);
    private static readonly ReserveParameters EMode = new(0.93m, 0.95m, 0.01m);

    private static readonly LendingMarketParameters Market = new(
        new Dictionary<string, ReserveParameters> { ["weETH"] = WeEth, ["USDT"] = Usdt }.ToImmutableSortedDictionary(StringComparer.Ordinal),
        EMode,
        ImmutableSortedSet.Create(StringComparer.Ordinal, "WETH", "weETH"));

    [Fact]
    public void Collateral_and_debt_of_the_category_are_in_eMode() => Assert.Equal(EMode, Market.For("weETH", "WETH"));

    [Fact]
    public void A_debt_outside_of_the_category_ends_eMode() => Assert.Equal(WeEth, Market.For("weETH", "USDT"));

    [Fact]
    public void A_collateral_outside_of_the_category_is_never_in_eMode()
    {
        Assert.Equal(Usdt, Market.For("USDT", "WETH"));
        Assert.Equal(Usdt, Market.For("USDT", null));
    }

    [Fact]
    public void Without_a_debt_nothing_stands_against_eMode() => Assert.Equal(EMode, Market.For("weETH", null));

    [Theory]
    [InlineData("weth", "WETH")] // unknown collateral
    [InlineData("weETH", "weth")] // a misspelt debt is not a debt outside of eMode
    [InlineData("DAI", null)]
    [InlineData("WETH", "USDT")] // only in the category, and eMode does not apply
    public void A_reserve_without_parameters_is_refused(string collateral, string? debt) =>
        Assert.Equal("EXP-004", Assert.Throws<BasisException>(() => Market.For(collateral, debt)).Error.Code);
}

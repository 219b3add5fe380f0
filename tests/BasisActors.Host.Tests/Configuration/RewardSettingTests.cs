using BasisActors.Domain.Ledger;
using BasisActors.Domain.Lending;

namespace BasisActors.Host.Tests.Configuration;

/// <summary>Settings of staking rewards and of the effect of our own size.</summary>
public sealed class RewardSettingTests : IDisposable
{
    private const string Rewards = "rewards_mode=base_and_seasonal";

    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("eth_leveraged")]
    [InlineData("eth_staking_only")]
    [InlineData("usdt_market_neutral")]
    [InlineData("usdt_eth_staking_hedged_simple")]
    public void Accounts_for_rewards_are_kept_only_where_there_are_any(string mode)
    {
        var key = PositionKey.Parse("wallet:BaseToken:EIGEN");

        Assert.DoesNotContain(key, _folder.Valid(mode).Run.PositionSubscriptions);
        Assert.Contains(key, _folder.Valid(mode, Rewards).Run.PositionSubscriptions);
        Assert.DoesNotContain(key, _folder.Valid(mode, Rewards, "lst_type=wstETH").Run.PositionSubscriptions);
    }

    [Fact]
    public void Rewards_need_their_positions_and_a_pool()
    {
        _folder.Replace("modes/eth_staking_only.yaml", "      - wallet:BaseToken:EIGEN\n", "");

        var errors = _folder.Errors("eth_staking_only", Rewards, "venues.uniswap.enabled=false");

        Assert.Contains("lacks wallet:BaseToken:EIGEN", errors[0].Message, StringComparison.Ordinal);
        Assert.Contains("venues.uniswap.enabled is false", errors[1].Message, StringComparison.Ordinal);
        Assert.NotNull(_folder.Valid("eth_staking_only"));
    }

    [Fact]
    public void Our_own_size_has_an_effect_on_the_reserve_of_the_mode_and_only_when_asked_for()
    {
        Assert.Null(_folder.Valid("pure_lending").Run.OwnSize);
        Assert.Equal(("USDT", new RateCurve(0, 0.055m, 0.75m, 0.92m, 0.1m)), Single(_folder.Valid("pure_lending", "lending.own_size_effect=true").Run.OwnSize!));
        Assert.Equal(("WETH", new RateCurve(0, 0.0276m, 0.8m, 0.92m, 0.15m)), Single(_folder.Valid("eth_leveraged", "lending.own_size_effect=true").Run.OwnSize!));
    }

    [Fact]
    public void A_reserve_without_a_curve_has_no_effect_to_show() => Assert.Contains(
        "has no curve of USDT",
        _folder.OnlyError("pure_lending", "lending.own_size_effect=true", "venues.aave_v3.rate_curves=WETH:0/0.03/0.8/0.92/0.15").Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("WETH:0/0.03/0.8/0/0.15")] // turns at 0
    [InlineData("WETH:0/0.03/0.8/0.92")]
    [InlineData("WETH:0/0.03/1.5/0.92/0.15")]
    public void A_curve_that_is_none_is_refused(string curve) =>
        Assert.Contains("must be asset:base/slope1/slope2", _folder.OnlyError("pure_lending", $"venues.aave_v3.rate_curves={curve}").Message, StringComparison.Ordinal);

    private static (string Token, RateCurve Curve) Single(IEnumerable<KeyValuePair<string, RateCurve>> curves) => Assert.Single(curves) is var (token, curve) ? (token, curve) : default;
}

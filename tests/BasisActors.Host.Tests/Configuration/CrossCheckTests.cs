namespace BasisActors.Host.Tests.Configuration;

public sealed class CrossCheckTests : IDisposable
{
    private const string Risk = "component_config.risk_monitor.";

    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_mode_equals_its_files_name()
    {
        _folder.Replace("modes/btc_basis.yaml", "mode: btc_basis", "mode: eth_basis");

        var error = _folder.OnlyError("btc_basis");

        Assert.Equal(("mode is eth_basis; it must be btc_basis, the name of its file.", "configs/modes/btc_basis.yaml:2"), (error.Message, error.Where));
    }

    [Fact]
    public void The_share_class_supports_the_mode() // S-059
    {
        var errors = _folder.Errors("btc_basis", "share_class=eth_directional");

        Assert.Equal(
            "share_class is ETH, which does not support mode btc_basis; share_classes.eth.supported_strategies is eth_leveraged, eth_staking_only, pure_lending_eth (configs/share_classes/eth.yaml:9).",
            errors[0].Message);
        Assert.Equal("share_classes.eth.allows_hedging is false; mode btc_basis hedges and needs true.", errors[1].Message);
    }

    [Fact]
    public void A_share_class_lists_known_modes_only()
    {
        _folder.Replace("share_classes/usdt.yaml", "[btc_basis,", "[btc_basis, btc_basic,");

        Assert.Contains("lists btc_basic, which is not a known mode (known: btc_basis, eth_basis, eth_leveraged, eth_staking_only, pure_lending, pure_lending_eth, usdt_eth_staking_hedged_simple, usdt_market_neutral; nearest: btc_basis)", _folder.OnlyError("btc_basis").Message);
    }

    [Theory]
    [InlineData(Risk + "margin_critical_threshold", "0.3", Risk + "margin_critical_threshold is 0.3; it must be below " + Risk + "margin_warning_threshold, which is 0.3.")]
    [InlineData(Risk + "maintenance_margin_requirement", "0.25", Risk + "maintenance_margin_requirement is 0.25; it must be below " + Risk + "margin_critical_threshold, which is 0.2.")]
    [InlineData(Risk + "delta_warning", "0.06", Risk + "delta_warning is 0.06; it must be below " + Risk + "delta_critical, which is 0.06.")]
    [InlineData(Risk + "delta_critical", "0.02", Risk + "delta_warning is 0.03; it must be below " + Risk + "delta_critical, which is 0.02.")]
    [InlineData("venues.okx.margin.mmr", "0.02", "venues.okx.margin.mmr is 0.02; it must be below venues.okx.margin.imr, which is 0.01.")]
    [InlineData("venues.okx.min_trade_size_usd", "2000000", "venues.okx.min_trade_size_usd is 2000000; it must be at most venues.okx.max_trade_size_usd, which is 1000000.")]
    [InlineData("data.missing_funding", "venue:bybt", "data.missing_funding is venue:bybt, which is not a known venue (known: aave_v3, binance, bybit, curve, etherfi, instadapp, lido, morpho, okx, uniswap, wallet; nearest: bybit).")]
    public void Limits_stand_in_order(string key, string value, string message)
    {
        var error = _folder.OnlyError("btc_basis", $"{key}={value}");

        Assert.Equal((message, "--set"), (error.Message, error.Where));
    }

    [Fact]
    public void The_smallest_trade_may_equal_the_largest() =>
        Assert.NotNull(_folder.Valid("btc_basis", "venues.okx.min_trade_size_usd=1000000"));

    [Fact]
    public void A_lending_mode_needs_its_position_and_venue()
    {
        Assert.Equal(
            "venues.aave_v3.enabled is false; mode pure_lending lends there (aave_v3:aToken:aUSDT) and needs true.",
            _folder.OnlyError("pure_lending", "venues.aave_v3.enabled=false").Message);

        _folder.Replace("modes/pure_lending.yaml", "aave_v3:aToken:aUSDT", "aave_v3:aToken:aWETH");
        Assert.Contains("needs VENUE:aToken:aUSDT", _folder.OnlyError("pure_lending").Message);
    }

    [Fact]
    public void Positions_are_on_known_venues()
    {
        _folder.Replace("modes/pure_lending.yaml", "wallet:BaseToken:USDT", "walet:BaseToken:USDT");

        Assert.Contains("lists walet:BaseToken:USDT on walet, which is not a known venue", _folder.OnlyError("pure_lending").Message);
    }

    [Fact]
    public void Leverage_needs_borrowing()
    {
        _folder["modes/pure_lending.yaml"] += "leverage_enabled: true\n";

        Assert.Equal("leverage_enabled is true; it needs borrowing_enabled, which is false.", _folder.OnlyError("pure_lending").Message);
    }

    [Theory] // C-02, C-03: critical = max(0.90, target + 0.02) must be at most max_ltv
    [InlineData("0.91", "0.93", true)]
    [InlineData("0.92", "0.93", false)]
    [InlineData("0.5", "0.89", false)]
    [InlineData("0.5", "0.9", true)]
    public void A_loan_to_value_target_leaves_room_below_the_maximum(string target, string max, bool valid)
    {
        _folder["modes/pure_lending.yaml"] += $"borrowing_enabled: true\ntarget_ltv: {target}\nmax_ltv: {max}\n";

        if (valid)
            Assert.NotNull(_folder.Valid("pure_lending"));
        else
            Assert.StartsWith($"target_ltv is {target}, which makes", _folder.OnlyError("pure_lending").Message);
    }
}

using BasisActors.Domain.Configuration;

namespace BasisActors.Host.Tests.Configuration;

public sealed class LayerTests : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_layer_beats_the_one_below_and_is_named_as_the_origin()
    {
        const string key = "venues.binance.min_trade_size_usd";
        _folder.Replace("venues/binance.yaml", "min_trade_size_usd: 10\n", "");
        Assert.Equal(("10", "default"), ValueAndOrigin(key));

        _folder["venues/binance.yaml"] += "min_trade_size_usd: 11\n";
        var line = _folder["venues/binance.yaml"].Split('\n').Length - 1;
        Assert.Equal(("11", $"configs/venues/binance.yaml:{line}"), ValueAndOrigin(key));

        _folder.Replace("modes/btc_basis.yaml", "  binance:\n    enabled: true\n", "  binance:\n    enabled: true\n    min_trade_size_usd: 12\n");
        Assert.Equal(("12", "configs/modes/btc_basis.yaml:31"), ValueAndOrigin(key));

        _folder.Environment["BASIS__VENUES__BINANCE__MIN_TRADE_SIZE_USD"] = "13";
        Assert.Equal(("13", "environment BASIS__VENUES__BINANCE__MIN_TRADE_SIZE_USD"), ValueAndOrigin(key));

        Assert.Equal(("14", "--set"), ValueAndOrigin(key, $"{key}=14"));
    }

    [Fact]
    public void A_mode_beats_its_share_class()
    {
        Assert.Equal("0.05", _folder.Value("btc_basis", "share_classes.usdt.max_drawdown").Value);

        _folder["modes/btc_basis.yaml"] += "share_classes:\n  usdt:\n    max_drawdown: 0.04\n";

        Assert.Equal("0.04", _folder.Value("btc_basis", "share_classes.usdt.max_drawdown").Value);
    }

    [Fact]
    public void Environment_names_are_read_in_any_case()
    {
        _folder.Environment["basis__Costs__Model"] = "fees";

        Assert.Equal(CostModel.Fees, _folder.Valid("btc_basis").Run.Costs.Model);
    }

    [Fact]
    public void Variables_without_the_double_underscore_are_not_configuration()
    {
        _folder.Environment["BASIS_CONFIG_DIR"] = "elsewhere";
        _folder.Environment["PATH"] = "somewhere";

        Assert.NotNull(_folder.Valid("btc_basis"));
    }

    [Fact]
    public void The_later_of_two_sets_wins() =>
        Assert.Equal(7, _folder.Valid("btc_basis", "funding_window=5", "funding_window = 7").Run.FundingWindow);

    [Fact]
    public void A_value_in_the_listing_can_be_given_back_on_the_command_line()
    {
        var shipped = _folder.Valid("btc_basis");
        string[] fixedByFile = ["mode", "venue", "type", "share_class"];
        var sets = shipped.Values
            .Where(v => !v.Key.EndsWith("_enabled", StringComparison.Ordinal) && !fixedByFile.Contains(v.Key.Split('.')[^1]))
            .Select(v => $"{v.Key}={v.Value}")
            .Append("share_classes.usdt.type=stable");

        Assert.Equal(shipped.Hash, _folder.Valid("btc_basis", [.. sets]).Hash);
    }

    [Theory] // C-21, C-22
    [InlineData("share_class=usdt_stable", "share_class", "USDT")]
    [InlineData("share_class=usdt", "share_class", "USDT")]
    [InlineData("backtest.initial_capital=5", "initial_capital", "5")]
    [InlineData("enable_market_impact=False", "costs.enable_market_impact", "false")]
    [InlineData("margin_ratio_target=0.8", "component_config.risk_monitor.target_margin_ratio", "0.8")]
    [InlineData("risk_management.emergency_stop_loss_pct=0.1", "component_config.risk_monitor.emergency_stop_loss_pct", "0.1")]
    [InlineData("component_config.event_logger.log_retention_policy.retention_days=9", "event_logger.log_retention_policy.retention_days", "9")]
    public void Other_spellings_are_read_and_never_emitted(string set, string key, string value)
    {
        var configuration = _folder.Valid("btc_basis", set);

        Assert.Equal(value, configuration.Values.Single(v => v.Key == key).Value);
        var spelling = set.Split('=')[0];
        if (spelling != key)
            Assert.DoesNotContain(configuration.Values, v => v.Key == spelling);
    }

    [Fact]
    public void Older_names_of_mode_type_and_share_class_are_read_in_files()
    {
        _folder.Replace("modes/pure_lending.yaml", "mode: pure_lending\n", "strategy_mode: pure_lending_usdt\n");
        _folder.Replace("venues/aave_v3.yaml", "type: defi", "venue_type: onchain");
        _folder.Replace("modes/pure_lending.yaml", "share_class: USDT", "share_class: usdt_stable");

        var configuration = _folder.Valid("pure_lending_usdt");

        Assert.Equal("pure_lending", configuration.Run.Mode);
        Assert.Equal(VenueType.Defi, configuration.Run.Venue("aave_v3").Type);
        Assert.Equal(_folder.Valid("pure_lending").Hash, configuration.Hash);
    }

    [Fact]
    public void Only_what_applies_is_listed()
    {
        var keys = _folder.Valid("pure_lending").Values.Select(v => v.Key).ToArray();

        Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
        Assert.DoesNotContain("hedge_allocation", keys);
        Assert.DoesNotContain("target_ltv", keys);
        Assert.DoesNotContain("venues.wallet.max_leverage", keys);
        Assert.DoesNotContain(keys, k => k.StartsWith("venues.binance.", StringComparison.Ordinal));
        Assert.DoesNotContain(keys, k => k.StartsWith("share_classes.eth.", StringComparison.Ordinal));
    }

    [Fact]
    public void The_environment_may_speak_of_what_only_other_runs_have()
    {
        _folder.Environment["BASIS__FUNDING_WINDOW"] = "5";
        _folder.Environment["BASIS__SHARE_CLASSES__ETH__MAX_DRAWDOWN"] = "0.3";

        Assert.Equal(5, _folder.Valid("btc_basis").Run.FundingWindow);
        Assert.DoesNotContain(_folder.Valid("pure_lending").Values, v => v.Key is "funding_window" or "share_classes.eth.max_drawdown");
    }

    private (string, string) ValueAndOrigin(string key, params string[] sets)
    {
        var value = _folder.Value("btc_basis", key, sets);
        return (value.Value, value.Origin);
    }
}

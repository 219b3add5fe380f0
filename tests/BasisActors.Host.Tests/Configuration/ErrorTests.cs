namespace BasisActors.Host.Tests.Configuration;

public sealed class ErrorTests : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("delta_warnin=1", "component_config.risk_monitor.delta_warning")]
    [InlineData("hedge_alocation=x", "hedge_allocation")]
    [InlineData("cost.model=none", "costs.model")]
    [InlineData("Costs.Model=none", "costs.model")]
    [InlineData("venues.binance.trading_fees.taker=0", "venues.binance.trading_fees.spot.taker")]
    [InlineData("share_classes.usdt.max_drawdwon=0", "share_classes.usdt.max_drawdown")]
    public void An_unknown_key_is_an_error_with_the_nearest_known_key(string set, string nearest)
    {
        var error = _folder.OnlyError("btc_basis", set);

        Assert.Equal("CFG-005", error.Code);
        Assert.Equal("--set", error.Where);
        var parts = set.Split('=');
        Assert.Equal($"{parts[0]} (value '{parts[1]}') is not a known key; the nearest known key is {nearest}.", error.Message);
    }

    [Fact]
    public void Unknown_keys_are_found_in_files_with_their_line_and_in_the_environment()
    {
        _folder.Replace("modes/btc_basis.yaml", "asset: BTC\n", "asset: BTC\nassett: BTC\n");
        _folder.Replace("venues/okx.yaml", "    maker: 0.0008\n", "    makr: 0.0008\n");
        _folder.Environment["BASIS__COSTS__MODL"] = "none";

        var errors = _folder.Errors("btc_basis");

        Assert.Equal(
            [
                ("configs/modes/btc_basis.yaml:5", "assett (value 'BTC') is not a known key; the nearest known key is asset."),
                ("environment BASIS__COSTS__MODL", "costs.modl (value 'none') is not a known key; the nearest known key is costs.model."),
                ("configs/venues/okx.yaml:10", "venues.okx.trading_fees.spot.makr (value '0.0008') is not a known key; the nearest known key is venues.okx.trading_fees.spot.maker."),
                ("configs/venues/okx.yaml", "venues.okx.trading_fees.spot.maker is missing; it must be a decimal number -0.01 to 0.01."),
            ],
            errors.Select(e => (e.Where!, e.Message)));
    }

    [Fact]
    public void All_errors_are_reported_at_once()
    {
        _folder.Replace("venues/bybit.yaml", "max_leverage: 100", "max_leverage: 0.5");
        _folder.Replace("venues/okx.yaml", "venue: okx", "venue: [okx");
        _folder.Replace("share_classes/usdt.yaml", "decimal_places: 6", "decimal_places: 19");
        _folder.Environment["BASIS__FUNDING_WINDOW"] = "0";

        var errors = _folder.Errors("btc_basis", "costs.model=some", "rebalance_threshold=0.2", "venues.binanse.enabled=true", "oops");

        Assert.Equal(
            ["CFG-005 environment BASIS__FUNDING_WINDOW", "CFG-005 --set", "CFG-005 --set", "CFG-005 --set", "CFG-003 --set", "CFG-005 configs/venues/bybit.yaml:3",
                "CFG-004 configs/venues/okx.yaml:2", "CFG-005 configs/share_classes/usdt.yaml:5"],
            errors.Select(e => $"{e.Code} {e.Where}"));
    }

    [Theory] // S-039, S-040 and the ranges of domain reference §7
    [InlineData("rebalance_threshold", "0", "a decimal number above 0 and below 0.2")]
    [InlineData("rebalance_threshold", "0.2", "a decimal number above 0 and below 0.2")]
    [InlineData("action_history_limit", "0", "a whole number 1 to 1000000")]
    [InlineData("action_history_limit", "1.5", "a whole number 1 to 1000000")]
    [InlineData("funding_threshold", "-0.0001", "a decimal number at least 0")]
    [InlineData("initial_capital", "0", "a decimal number above 0")]
    [InlineData("initial_capital", "1,000", "a decimal number above 0")]
    [InlineData("spot_allocation", "1", "a decimal number above 0 and below 1")]
    [InlineData("costs.model", "some", "one of none, fees, full")]
    [InlineData("costs.slippage_bps", "-1", "auto or a decimal number 0 to 10000")]
    [InlineData("costs.gas", "yes", "auto or true or false")]
    [InlineData("data.price_rule", "close", "one of prev_close, open")]
    [InlineData("data.missing_funding", "venue:", "fail, zero or venue:NAME")]
    [InlineData("share_class", "EUR", "one of USDT, ETH, BTC")]
    [InlineData("rebalancing.enabled", "", "true or false")]
    [InlineData("venues.binance.trading_fees.spot.taker", "0.011", "a decimal number -0.01 to 0.01")]
    [InlineData("component_config.risk_monitor.emergency_stop_loss_pct", "1.01", "a decimal number above 0 and at most 1")]
    public void A_value_outside_its_range_is_reported_with_what_is_allowed(string key, string value, string allowed)
    {
        var error = _folder.OnlyError("btc_basis", $"{key}={value}");

        Assert.Equal($"{key} is '{value}'; it must be {allowed}.", error.Message);
        Assert.Equal(("CFG-005", "--set"), (error.Code, error.Where));
    }

    [Theory]
    [InlineData("hedge_allocation=binance:0.4,bybit:0.3", "the weights sum to 0.7, they must sum to 1")]
    [InlineData("hedge_allocation=binance:1.1", "the weight of binance is '1.1', it must be 0 to 1")]
    [InlineData("hedge_allocation=binance", "the weight of binance is '', it must be 0 to 1")]
    [InlineData("hedge_allocation=okx:0.5,okx:0.5", "'okx' is listed twice")]
    [InlineData("hedge_venues=okx,okx", "'okx' is listed twice")]
    [InlineData("hedge_venues=", "it is empty")]
    [InlineData("component_config.position_monitor.position_subscriptions=okx:Future:BTC", "type BaseToken, aToken, debtToken, LST, Perp")]
    [InlineData("venues.okx.slippage.spot=100:5,10:7", "the notional '10' must be a decimal number above 100")]
    [InlineData("venues.okx.slippage.spot=10:7,100:5", "the slippage falls at 100")]
    public void Maps_and_lists_say_which_item_is_wrong(string set, string problem) =>
        Assert.Contains(problem, _folder.OnlyError("btc_basis", set).Message);

    [Fact]
    public void An_unknown_mode_is_refused_with_the_known_ones() // C-26
    {
        foreach (var mode in new[] { "btc_bassis", "../modes/btc_basis", "" })
        {
            var error = _folder.OnlyError(mode);
            Assert.Equal("STRAT-003", error.Code);
            Assert.Contains("known modes: btc_basis, eth_basis, eth_leveraged, eth_staking_only, pure_lending, pure_lending_eth, usdt_eth_staking_hedged_simple, usdt_market_neutral", error.Message);
        }

        Assert.Contains("nearest: btc_basis", _folder.OnlyError("btc_bassis").Message);
    }

    [Fact]
    public void Missing_files_are_named()
    {
        _folder.Delete("venues/okx.yaml");
        _folder.Delete("share_classes/usdt.yaml");

        var errors = _folder.Errors("btc_basis");

        Assert.Equal("The file configs/venues/okx.yaml does not exist (known: aave_v3, binance, bybit, curve, etherfi, instadapp, lido, morpho, uniswap, wallet; nearest: lido).", errors[0].Message);
        Assert.Equal(("CFG-003", "configs/modes/btc_basis.yaml:34"), (errors[0].Code, errors[0].Where));
        Assert.Contains(errors, e => e.Code == "CFG-003" && e.Message.Contains("configs/share_classes/usdt.yaml"));
    }

    [Fact]
    public void A_missing_folder_is_one_error()
    {
        var source = new BasisActors.Host.Configuration.ConfigurationSource(Path.Combine(_folder.Path, "absent"), _folder.Environment);

        Assert.Empty(source.Modes);
        Assert.Equal("CFG-001", Assert.Single(source.CheckAll()).Code);
        Assert.IsType<BasisActors.Host.Configuration.ConfigurationResult.Invalid>(source.Load("btc_basis", []));
    }

    [Fact]
    public void Required_settings_are_missed_only_where_nobody_gives_them()
    {
        _folder.Replace("modes/pure_lending.yaml", "initial_capital: 100000\n", "");

        var error = _folder.OnlyError("pure_lending");
        Assert.Equal(("initial_capital is missing; it must be a decimal number above 0.", "configs/modes/pure_lending.yaml"), (error.Message, error.Where));

        Assert.Equal(5m, _folder.Valid("pure_lending", "initial_capital=5").Run.InitialCapital);
    }

    [Fact]
    public void What_has_no_effect_is_refused_in_files_and_on_the_command_line()
    {
        Assert.Equal(
            "funding_window is 5, which has no effect because basis_trade_enabled is false; it needs true.",
            _folder.OnlyError("pure_lending", "funding_window=5").Message);
        Assert.Contains("the run's share class is usdt", _folder.OnlyError("pure_lending", "share_classes.eth.max_drawdown=0.3").Message);

        _folder["venues/wallet.yaml"] += "max_leverage: 2\n";
        Assert.Contains("venues.wallet.type is infrastructure; it needs cex", _folder.OnlyError("pure_lending").Message);
    }

    [Theory]
    [InlineData("mode=pure_lending")]
    [InlineData("basis_trade_enabled=false")]
    [InlineData("venues.okx.type=defi")]
    public void What_a_file_says_of_itself_cannot_be_overridden(string set) =>
        Assert.Contains("cannot be overridden", _folder.OnlyError("btc_basis", set).Message);

    [Fact]
    public void A_setting_given_twice_in_one_file_is_refused_in_whatever_spelling()
    {
        _folder["modes/pure_lending.yaml"] += "backtest:\n  initial_capital: 5\n";

        Assert.Equal(
            "initial_capital (given as backtest.initial_capital) is given twice, first at configs/modes/pure_lending.yaml:5.",
            _folder.OnlyError("pure_lending").Message);
    }

    [Fact]
    public void A_group_is_not_a_value()
    {
        _folder.Replace("modes/pure_lending.yaml", "lending_enabled: true\n", "lending_enabled: true\ncosts: full\n");

        Assert.StartsWith("costs is 'full'; it is a group of settings", _folder.OnlyError("pure_lending").Message);
    }

    [Fact]
    public void Secrets_are_not_repeated_in_messages()
    {
        foreach (var key in new[] { "api_key", "BINANCE_SECRET", "passphrase", "db.password", "token" })
            Assert.DoesNotContain("hunter2", _folder.OnlyError("btc_basis", $"{key}=hunter2").ToString());
    }

    [Fact]
    public void Check_all_reads_files_that_no_mode_uses()
    {
        _folder["venues/kraken.yaml"] = "venue: krakn\ntype: cex\n";
        _folder.Replace("share_classes/eth.yaml", "base_currency: ETH", "base_currency: EUR");

        var errors = _folder.Source.CheckAll();

        Assert.Contains(errors, e => e.Message == "venues.kraken.venue is krakn; it must be kraken, the name of its file." && e.Where == "configs/venues/kraken.yaml:1");
        Assert.Contains(errors, e => e.Message.StartsWith("venues.kraken.max_leverage is missing", StringComparison.Ordinal));
        Assert.Contains(errors, e => e.Message.StartsWith("share_classes.eth.base_currency is 'EUR'", StringComparison.Ordinal));
        Assert.Equal(errors.Distinct().Count(), errors.Length);
        Assert.NotNull(_folder.Valid("btc_basis"));
    }
}

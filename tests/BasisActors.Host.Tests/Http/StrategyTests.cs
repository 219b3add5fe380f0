using System.Net.Http.Json;
using System.Text.Json;
using BasisActors.Host.Configuration;
using BasisActors.Host.Http.Strategies;
using BasisActors.Host.Tests.Configuration;

namespace BasisActors.Host.Tests.Http;

/// <summary>S-006…S-013.</summary>
public sealed class StrategyTests(SampleHost sample) : IClassFixture<SampleHost>
{
    private ServedHost Host => sample.Host;

    [Fact]
    public async Task The_modes_are_listed_as_their_configuration_says()
    {
        var data = await GetAsync("/api/v1/strategies/");

        Assert.Equal(8, data.GetProperty("total").GetInt32());
        var basis = data.GetProperty("strategies").EnumerateArray().Single(s => s.GetProperty("name").GetString() == "btc_basis");
        Assert.Equal("BTC basis", basis.GetProperty("display_name").GetString());
        Assert.Equal("Long BTC spot, short BTC perpetual, collects funding.", basis.GetProperty("description").GetString());
        Assert.Equal("USDT", basis.GetProperty("share_class").GetString());
        Assert.Equal("low_to_medium", basis.GetProperty("risk_level").GetString());
        Assert.Equal("0.08", basis.GetProperty("target_apy").GetString());
        Assert.Equal("66.67", basis.GetProperty("minimum_capital").GetString()); // 10 USD at bybit and okx: 0.3 of half
        Assert.Equal(JsonValueKind.Null, basis.GetProperty("expected_return").ValueKind);
        Assert.Contains("okx", basis.GetProperty("supported_venues").EnumerateArray().Select(v => v.GetString()));
        Assert.True(basis.GetProperty("parameters").GetProperty("features").GetProperty("basis_trade_enabled").GetBoolean());
        Assert.True(basis.GetProperty("parameters").GetProperty("features").GetProperty("market_neutral").GetBoolean());
    }

    [Theory]
    [InlineData("?share_class=ETH", "eth_leveraged eth_staking_only pure_lending_eth")]
    [InlineData("?share_class=usdt&risk_level=medium_to_high", "")]
    [InlineData("?share_class=BTC", "")]
    [InlineData("?risk_level=medium_to_high", "eth_leveraged eth_staking_only pure_lending_eth")]
    public async Task The_list_is_filtered(string query, string expected)
    {
        var data = await GetAsync("/api/v1/strategies/" + query);

        Assert.Equal(expected, string.Join(' ', data.GetProperty("strategies").EnumerateArray().Select(s => s.GetProperty("name").GetString())));
    }

    [Theory]
    [InlineData("share_class", "EUR", "USDT")]
    [InlineData("risk_level", "none", "low")]
    public async Task A_wrong_filter_is_told_what_is_allowed(string name, string value, string allowed)
    {
        var problem = await ServedHost.ProblemAsync(await Host.Reader.GetAsync($"/api/v1/strategies/?{name}={value}"), 400, "VALIDATION_ERROR");

        var error = problem.GetProperty("errors").EnumerateArray().Single();
        Assert.Equal(name, error.GetProperty("field").GetString());
        Assert.Equal(value, error.GetProperty("value").GetString());
        Assert.Equal(allowed, error.GetProperty("allowed").EnumerateArray().First().GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("/config")]
    [InlineData("/config/merged")]
    [InlineData("/parameters")]
    [InlineData("/requirements")]
    public async Task An_unknown_mode_is_told_the_known_ones(string path)
    {
        var problem = await ServedHost.ProblemAsync(await Host.Reader.GetAsync("/api/v1/strategies/nope" + path), 404, "STRATEGY_NOT_FOUND");

        Assert.Equal("STRAT-003", problem.GetProperty("error_code").GetString());
        Assert.Equal(8, problem.GetProperty("errors").EnumerateArray().Single().GetProperty("allowed").GetArrayLength());
    }

    [Fact]
    public async Task A_configuration_has_hash_origins_and_defaults()
    {
        var expected = (ConfigurationResult.Valid)ConfigurationSource.Of(new Dictionary<string, string>()).Load("btc_basis", ["initial_capital=5000"]);

        var data = await GetAsync("/api/v1/strategies/btc_basis/config?initial_capital=5000");

        Assert.Equal(expected.Configuration.Hash, data.GetProperty("config_hash").GetString());
        Assert.Equal("5000", data.GetProperty("config").GetProperty("initial_capital").GetString());
        Assert.Equal("request", data.GetProperty("origins").GetProperty("initial_capital").GetString());
        Assert.StartsWith("configs/modes/btc_basis.yaml:", data.GetProperty("origins").GetProperty("target_apy").GetString(), StringComparison.Ordinal);
        Assert.Equal("1000", data.GetProperty("defaults").GetProperty("action_history_limit").GetString());
        Assert.Equal(JsonValueKind.Null, data.GetProperty("config_yaml").ValueKind);
    }

    [Theory]
    [InlineData("btc_basis")]
    [InlineData("pure_lending")]
    [InlineData("eth_leveraged")]
    [InlineData("usdt_market_neutral")]
    public async Task The_yaml_of_a_configuration_is_a_file_of_the_same_mode(string mode)
    {
        var data = await GetAsync($"/api/v1/strategies/{mode}/config?format=yaml");
        using var folder = new ConfigFolder();

        folder[$"modes/{mode}.yaml"] = data.GetProperty("config_yaml").GetString()!;

        Assert.Equal(data.GetProperty("config_hash").GetString(), folder.Valid(mode).Hash);
    }

    [Theory]
    [InlineData("initial_capital=0", "initial_capital")]
    [InlineData("initial_capital=x", "initial_capital")]
    [InlineData("share_class=ETH", "share_class")]
    [InlineData("format=toml", "format")]
    public async Task A_configuration_that_cannot_be_is_refused(string query, string field)
    {
        var problem = await ServedHost.ProblemAsync(await Host.Reader.GetAsync("/api/v1/strategies/btc_basis/config?" + query), 400, "VALIDATION_ERROR");

        Assert.Contains(problem.GetProperty("errors").EnumerateArray(), e => e.GetProperty("field").GetString() == field);
    }

    [Fact]
    public async Task A_period_is_merged_into_the_configuration()
    {
        var data = await GetAsync("/api/v1/strategies/btc_basis/config/merged?start_date=2024-06-01&end_date=2024-07-01&initial_capital=7");

        Assert.Equal("2024-06-01T00:00:00+00:00", data.GetProperty("start_date").GetString());
        Assert.Equal("7", data.GetProperty("config").GetProperty("config").GetProperty("initial_capital").GetString());
        await ServedHost.ProblemAsync(await Host.Reader.GetAsync("/api/v1/strategies/btc_basis/config/merged?start_date=2024-07-01&end_date=2024-07-01"), 400, "VALIDATION_ERROR");
        await ServedHost.ProblemAsync(await Host.Reader.GetAsync("/api/v1/strategies/btc_basis/config/merged?start_date=soon"), 400, "VALIDATION_ERROR");
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once_with_200()
    {
        var data = await ValidateAsync("btc_basis", new
        {
            config_overrides = new { rebalance_threshold = 0.5, rebalance_treshold = 0.1, costs = new { model = "cheap" }, mode = "pure_lending" },
            initial_capital = "-1",
            execution_mode = "soon",
        });

        Assert.False(data.GetProperty("valid").GetBoolean());
        Assert.Equal(JsonValueKind.Null, data.GetProperty("config_hash").ValueKind);
        var errors = data.GetProperty("errors").EnumerateArray().ToDictionary(e => e.GetProperty("field").GetString()!);
        Assert.Equal(["costs.model", "execution_mode", "initial_capital", "mode", "rebalance_threshold", "rebalance_treshold"], errors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("CFG-005", errors["costs.model"].GetProperty("code").GetString());
        Assert.Equal("cheap", errors["costs.model"].GetProperty("value").GetString());
        Assert.Equal("one of none, fees, full", errors["costs.model"].GetProperty("allowed")[0].GetString());
        Assert.Equal("rebalance_threshold", errors["rebalance_treshold"].GetProperty("allowed")[0].GetString());
        Assert.Contains("-1", errors["initial_capital"].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_whole_configuration_can_be_given_back()
    {
        var config = await GetAsync("/api/v1/strategies/usdt_market_neutral/config");

        var data = await ValidateAsync("usdt_market_neutral", new { config = config.GetProperty("config"), config_overrides = new Dictionary<string, string> { ["target_ltv"] = "0.90" } });

        Assert.True(data.GetProperty("valid").GetBoolean(), data.ToString());
        Assert.Equal("0.9", data.GetProperty("effective_config").GetProperty("target_ltv").GetString());
        Assert.NotEqual(config.GetProperty("config_hash").GetString(), data.GetProperty("config_hash").GetString());
        Assert.Contains(data.GetProperty("warnings").EnumerateArray(), w => w.GetProperty("field").GetString() == "max_drawdown"); // 0.15, and 0.05 is told
    }

    [Fact]
    public async Task A_mode_that_cannot_run_live_is_told_so()
    {
        Assert.True((await ValidateAsync("btc_basis", new { execution_mode = "live" })).GetProperty("valid").GetBoolean());

        var data = await ValidateAsync("usdt_market_neutral", new { execution_mode = "live" });

        Assert.Equal("VIF-002", data.GetProperty("errors").EnumerateArray().Single().GetProperty("code").GetString());
    }

    [Fact]
    public async Task Capital_below_what_venues_trade_is_a_warning()
    {
        var data = await ValidateAsync("btc_basis", new { initial_capital = "50" });

        Assert.True(data.GetProperty("valid").GetBoolean());
        Assert.Contains(data.GetProperty("warnings").EnumerateArray(), w => w.GetProperty("field").GetString() == "initial_capital");
    }

    [Theory]
    [InlineData("""{"config":[]}""")]
    [InlineData("""{"config_overrides":{"costs":null}}""")]
    [InlineData("""{"config_overrides":{"costs.model":{"a":{"b":1}}}}""")]
    [InlineData("""{"config_overrides":{"a=b":1}}""")]
    [InlineData("""{"share_class":""}""")]
    public async Task What_is_no_configuration_is_an_error_of_it(string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        var data = await ServedHost.DataAsync(await Host.Reader.PostAsync("/api/v1/strategies/btc_basis/validate", content));

        Assert.False(data.GetProperty("valid").GetBoolean());
        Assert.NotEmpty(data.GetProperty("errors").EnumerateArray());
    }

    [Fact]
    public async Task Requirements_are_venues_data_names_of_secrets_and_positions()
    {
        var data = await GetAsync("/api/v1/strategies/btc_basis/requirements");

        var venues = data.GetProperty("venues").EnumerateArray().ToDictionary(v => v.GetProperty("venue").GetString()!);
        Assert.Equal("spot, perpetual short", venues["binance"].GetProperty("purpose").GetString());
        Assert.Equal("cex", venues["bybit"].GetProperty("type").GetString());
        Assert.Equal("market", venues["bybit"].GetProperty("order_types")[0].GetString());
        Assert.Contains("Perp:BTCUSDT", venues["okx"].GetProperty("instruments").EnumerateArray().Select(i => i.GetString()));
        var series = data.GetProperty("data_requirements").EnumerateArray().ToDictionary(d => d.GetProperty("name").GetString()!);
        Assert.Equal("8h", series["Funding/okx/BTCUSDT"].GetProperty("frequency").GetString());
        Assert.Contains("close", series["Spot/binance/BTCUSDT"].GetProperty("fields").EnumerateArray().Select(f => f.GetString()));
        Assert.Contains("BASIS_DEV__CEX__OKX_PASSPHRASE", data.GetProperty("credentials").EnumerateArray().Select(c => c.GetProperty("env_name").GetString()));
        Assert.Contains("binance:Perp:BTCUSDT", data.GetProperty("position_subscriptions").EnumerateArray().Select(p => p.GetString()));
        Assert.Equal("66.67", data.GetProperty("minimum_capital").GetString());
    }

    [Fact]
    public async Task A_venue_that_the_settings_leave_out_is_not_required()
    {
        var venues = (await GetAsync("/api/v1/strategies/usdt_market_neutral/requirements")).GetProperty("venues").EnumerateArray().ToDictionary(v => v.GetProperty("venue").GetString()!);

        Assert.Equal("stakes weETH", venues["etherfi"].GetProperty("purpose").GetString());
        Assert.Equal("atomic bundles", venues["instadapp"].GetProperty("purpose").GetString());
        Assert.True(venues["etherfi"].GetProperty("required").GetBoolean());
        Assert.Equal("none with these settings", venues["lido"].GetProperty("purpose").GetString());
        Assert.False(venues["lido"].GetProperty("required").GetBoolean());
    }

    [Fact]
    public async Task Every_mode_has_requirements_and_parameters()
    {
        foreach (var mode in StrategyCatalogue.Names)
        {
            Assert.NotEmpty((await GetAsync($"/api/v1/strategies/{mode}/requirements")).GetProperty("data_requirements").EnumerateArray());
            Assert.NotEmpty((await GetAsync($"/api/v1/strategies/{mode}/parameters")).GetProperty("parameters").EnumerateArray());
            Assert.Equal(mode, (await GetAsync($"/api/v1/strategies/{mode}")).GetProperty("name").GetString());
        }
    }

    [Fact]
    public async Task The_file_of_a_mode_is_a_template()
    {
        Assert.Equal(8, (await GetAsync("/api/v1/strategies/modes/")).GetProperty("total").GetInt32());
        var data = await GetAsync("/api/v1/strategies/modes/btc_basis");

        Assert.Contains("mode: btc_basis", data.GetProperty("template").GetString(), StringComparison.Ordinal);
        Assert.True(data.GetProperty("is_valid").GetBoolean());
        await ServedHost.ProblemAsync(await Host.Reader.GetAsync("/api/v1/strategies/modes/nope"), 404, "STRATEGY_NOT_FOUND");
        await ServedHost.ProblemAsync(await Host.Reader.GetAsync("/api/v1/strategies/modes/..%2f..%2fsecret"), 404, "STRATEGY_NOT_FOUND");
    }

    [Fact]
    public async Task Nobody_sees_the_modes_without_a_key() =>
        await ServedHost.ProblemAsync(await Host.Anonymous.GetAsync("/api/v1/strategies/"), 401, "UNAUTHENTICATED");

    private async Task<JsonElement> GetAsync(string path) => await ServedHost.DataAsync(await Host.Reader.GetAsync(path));

    private async Task<JsonElement> ValidateAsync(string mode, object body) =>
        await ServedHost.DataAsync(await Host.Reader.PostAsJsonAsync($"/api/v1/strategies/{mode}/validate", body));
}

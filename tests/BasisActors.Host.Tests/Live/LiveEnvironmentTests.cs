using BasisActors.Domain.Configuration;
using BasisActors.Domain.Errors;
using BasisActors.Host.Live;
using BasisActors.Host.Tests.EventLog;

namespace BasisActors.Host.Tests.Live;

/// <summary>Locks, limits and secrets by the environment (domain reference §7.3).</summary>
public sealed class LiveEnvironmentTests : IDisposable
{
    private const string Mode = "BASIS_EXECUTION_MODE", Enabled = "BASIS_LIVE_TRADING__ENABLED";

    private static readonly (string, string)[] Account =
    [
        ("BASIS_DEV__CEX__OKX_API_KEY", "k-1"), ("BASIS_DEV__CEX__OKX_API_SECRET", "s-1"), ("BASIS_DEV__CEX__OKX_PASSPHRASE", "p-1"), ("BASIS_DEV__CEX__OKX_URL", "https://exchange.invalid"),
    ];

    private readonly TemporaryDirectory _folder = new();

    [Theory]
    [InlineData("", "", Mode, Enabled)]
    [InlineData("backtest", "true", Mode, null)]
    [InlineData("live", "", Enabled, null)]
    [InlineData("live", "false", Enabled, null)]
    public void Real_money_needs_both_locks_of_the_environment(string mode, string enabled, string closed, string? closedToo)
    {
        var refusal = Refused(() => Of((Mode, mode), (Enabled, enabled)).RequireOpen());

        Assert.Equal("LT-008", refusal.Code);
        Assert.Contains(closed, refusal.Message, StringComparison.Ordinal);
        Assert.True(closedToo is null || refusal.Message.Contains(closedToo, StringComparison.Ordinal));
    }

    [Fact]
    public void Both_locks_open() => Of((Mode, "live"), (Enabled, "true")).RequireOpen();

    [Theory]
    [InlineData("", "DEV")]
    [InlineData("dev", "DEV")]
    [InlineData("staging", "STAGING")]
    [InlineData("prod", "PROD")]
    [InlineData("production", "PROD")] // C-25
    public void Each_environment_has_its_accounts(string environment, string accounts) => Assert.Equal(accounts, Of(("BASIS_ENVIRONMENT", environment)).Accounts);

    [Theory]
    [InlineData("BASIS_ENVIRONMENT", "test")]
    [InlineData("BASIS_LIVE_TRADING__ENABLED", "yes")]
    [InlineData("BASIS_LIVE_TRADING__HEARTBEAT_TIMEOUT_SECONDS", "0")]
    [InlineData("BASIS_LIVE_TRADING__RECONCILIATION_TOLERANCE", "-1")]
    [InlineData("BASIS_LIVE_TRADING__MAX_TRADE_SIZE_USD", "much")]
    [InlineData("BASIS_LIVE_TRADING__EMERGENCY_STOP_LOSS_PCT", "15")]
    public void A_value_that_is_none_is_refused_with_its_name(string name, string value)
    {
        var environment = Of((Mode, "live"), (Enabled, "true"), (name, value));

        var refusal = Refused(() =>
        {
            _ = environment.Accounts;
            environment.RequireOpen();
            _ = environment.Limits(isReal: true);
            _ = environment.Sets().ToArray();
        });

        Assert.Equal(("CFG-002", name), (refusal.Code, refusal.Where));
    }

    [Fact]
    public void Limits_are_the_specifications_unless_the_environment_has_others()
    {
        Assert.Equal(new LiveLimits { HeartbeatSeconds = 300, ReconciliationTolerance = 0.01m, SlippageTolerance = 0.005m, MaxTradeSizeUsd = null }, Of().Limits(isReal: false));
        Assert.Equal(100, Of().Limits(isReal: true).MaxTradeSizeUsd);
        Assert.Equal(
            new LiveLimits { HeartbeatSeconds = 90, ReconciliationTolerance = 0.001m, MaxTradeSizeUsd = 5_000m },
            Of(("BASIS_LIVE_TRADING__HEARTBEAT_TIMEOUT_SECONDS", "90"), ("BASIS_LIVE_TRADING__RECONCILIATION_TOLERANCE", "0.001"), ("BASIS_LIVE_TRADING__MAX_TRADE_SIZE_USD", "5000")).Limits(isReal: true));
        Assert.Equal(
            ["component_config.risk_monitor.emergency_stop_loss_pct=0.2", "component_config.risk_monitor.circuit_breaker_enabled=false"],
            Of(("BASIS_LIVE_TRADING__EMERGENCY_STOP_LOSS_PCT", "0.2"), ("BASIS_LIVE_TRADING__CIRCUIT_BREAKER_ENABLED", "false")).Sets());
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("changeme")]
    [InlineData("YOUR_API_KEY")]
    [InlineData("<secret>")]
    public void A_secret_that_is_missing_or_a_placeholder_is_refused_by_name(string value)
    {
        foreach (var (name, _) in Account.Take(3))
        {
            var refusal = Refused(() => Of([.. Account.Where(a => a.Item1 != name), (name, value)]).Access(["okx"], 100, readOnly: true));
            Assert.Equal(("VIM-004", $"Missing, or a placeholder: {name}."), (refusal.Code, refusal.Message));
        }
    }

    [Fact]
    public void All_that_is_missing_is_said_at_once() =>
        Assert.Equal("Missing, or a placeholder: BASIS_PROD__CEX__BYBIT_API_KEY, BASIS_PROD__CEX__BYBIT_API_SECRET.", Refused(() => Of(("BASIS_ENVIRONMENT", "prod")).Access(["bybit"], 100, readOnly: true)).Message);

    [Fact]
    public void A_secret_may_lie_in_a_file()
    {
        File.WriteAllText(_folder.File("secret"), "s-2\n");

        var access = Assert.Single(Of([.. Account.Where(a => a.Item1 != "BASIS_DEV__CEX__OKX_API_SECRET"), ("BASIS_DEV__CEX__OKX_API_SECRET_FILE", _folder.File("secret"))]).Access(["okx"], 100, readOnly: true));

        Assert.Equal(("k-1", "s-2", "p-1", new Uri("https://exchange.invalid")), (access.Credentials.Key, access.Credentials.Secret, access.Credentials.Passphrase, access.Address));
        Assert.DoesNotContain("s-2", access.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("exchange.invalid")]
    [InlineData("http://exchange.invalid")] // in the clear
    public void An_address_is_https_or_on_the_loopback(string address) =>
        Assert.Equal("CFG-002", Refused(() => Of([.. Account.Take(3), ("BASIS_DEV__CEX__OKX_URL", address)]).Access(["okx"], 100, readOnly: true)).Code);

    [Fact]
    public void Further_hosts_of_an_exchange_are_a_list()
    {
        Assert.Empty(Assert.Single(Of(Account).Access(["okx"], 100, readOnly: true)).MarketAddresses);

        var access = Assert.Single(Of([.. Account, ("BASIS_DEV__CEX__OKX_MARKET_URLS", "https://second.invalid, https://third.invalid")]).Access(["okx"], 100, readOnly: true));

        Assert.Equal(["second.invalid", "third.invalid"], access.MarketAddresses.Select(a => a.Host));
        Assert.Equal("CFG-002", Refused(() => Of([.. Account, ("BASIS_DEV__CEX__OKX_MARKET_URLS", "https://second.invalid,third.invalid")]).Access(["okx"], 100, readOnly: true)).Code);
    }

    [Theory]
    [InlineData("https://exchange.invalid", 100, true, null)]
    [InlineData("https://exchange.invalid", 100, false, "VIF-002")] // no wallet to fund it from
    [InlineData("http://127.0.0.1:1", 100, false, null)]
    [InlineData("https://exchange.invalid", 100.01, true, "LT-010")]
    public void A_real_exchange_is_watched_and_not_traded_on_and_the_capital_is_limited(string address, double capital, bool readOnly, string? code)
    {
        var environment = Of([.. Account.Take(3), ("BASIS_DEV__CEX__OKX_URL", address)]);
        if (code is null)
            Assert.Single(environment.Access(["okx"], (decimal)capital, readOnly));
        else
            Assert.Equal(code, Refused(() => environment.Access(["okx"], (decimal)capital, readOnly)).Code);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The later of two wins.</summary>
    private static LiveEnvironment Of(params (string Name, string Value)[] variables) => new(variables.GroupBy(v => v.Name).ToDictionary(v => v.Key, v => v.Last().Value));

    private static BasisError Refused(Action action) => Assert.Throws<BasisException>(action).Error;
}

using System.Collections.Immutable;
using System.Globalization;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Errors;
using BasisActors.Host.Configuration;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Host.Live;

/// <summary>
/// What the environment says of live runs (domain reference §7.3): two of the three locks before real money, limits, and the secrets of the accounts. Read once at
/// start. A secret is taken from <c>NAME</c> or from the file that <c>NAME_FILE</c> names, never from an argument.
/// </summary>
/// <param name="variables">Environment variables.</param>
public sealed class LiveEnvironment(IReadOnlyDictionary<string, string> variables)
{
    private const string Live = "BASIS_LIVE_TRADING__", ApiKey = "API_KEY", ApiSecret = "API_SECRET", Passphrase = "PASSPHRASE";
    private const decimal UsualMaxTradeSize = 100;

    private static readonly string[] Placeholders = ["changeme", "change_me", "change-me", "placeholder", "your", "todo", "example", "dummy", "xxx", "..."];

    public static LiveEnvironment OfProcess() => new(ProcessEnvironment.Read());

    /// <summary>DEV, STAGING or PROD: which accounts.</summary>
    /// <exception cref="BasisException">CFG-002 for any other environment.</exception>
    public string Accounts => Text("BASIS_ENVIRONMENT", "dev").ToLowerInvariant() switch
    {
        "dev" => "DEV",
        "staging" => "STAGING",
        "prod" or "production" => "PROD",
        var other => throw Wrong("BASIS_ENVIRONMENT", other, "dev, staging or production"),
    };

    /// <summary>Whether nothing is sent; null when the environment does not say.</summary>
    public bool? ReadOnly => Flag(Live + "READ_ONLY");

    /// <summary>Largest order that adds to a position with real money, and the largest capital, USD.</summary>
    public decimal MaxTradeSizeUsd => Number(Live + "MAX_TRADE_SIZE_USD", UsualMaxTradeSize, 0.01m, decimal.MaxValue);

    /// <summary>Limits of a run that is begun.</summary>
    /// <param name="isReal">Whether orders are limited as well.</param>
    public LiveLimits Limits(bool isReal)
    {
        var usual = new LiveLimits();
        return usual with
        {
            HeartbeatSeconds = (int)Number(Live + "HEARTBEAT_TIMEOUT_SECONDS", usual.HeartbeatSeconds, 1, 86_400),
            ReconciliationTolerance = Number(Live + "RECONCILIATION_TOLERANCE", usual.ReconciliationTolerance, 0, 1),
            MaxTradeSizeUsd = isReal ? MaxTradeSizeUsd : null,
        };
    }

    /// <summary>Overrides of the configuration that the environment gives under names of its own.</summary>
    public IEnumerable<string> Sets()
    {
        const string risk = "component_config.risk_monitor.";
        if (variables.ContainsKey(Live + "EMERGENCY_STOP_LOSS_PCT"))
            yield return FormattableString.Invariant($"{risk}emergency_stop_loss_pct={Number(Live + "EMERGENCY_STOP_LOSS_PCT", 0, 0, 1)}");
        if (Flag(Live + "CIRCUIT_BREAKER_ENABLED") is { } isEnabled)
            yield return $"{risk}circuit_breaker_enabled={(isEnabled ? "true" : "false")}";
    }

    /// <summary>Requires that real money is meant: the third lock is the typed <c>--live</c>.</summary>
    /// <exception cref="BasisException">LT-008 with every lock that is closed.</exception>
    public void RequireOpen()
    {
        List<string> closed = [];
        if (!string.Equals(Text("BASIS_EXECUTION_MODE", "backtest"), "live", StringComparison.OrdinalIgnoreCase))
            closed.Add("BASIS_EXECUTION_MODE is not live");
        if (Flag(Live + "ENABLED") != true)
            closed.Add($"{Live}ENABLED is not true");
        if (closed.Count > 0)
            throw new BasisException("LT-008", $"--live is typed, but {string.Join(" and ", closed)}.", "--live");
    }

    /// <summary>
    /// The accounts of exchanges. Money cannot be moved there without a client for the chain: what is not the paper exchange, reached as if it were real, can only be
    /// watched.
    /// </summary>
    /// <param name="venues">Names of the exchanges.</param>
    /// <param name="capital">Capital of the run, USD.</param>
    /// <param name="readOnly">Whether nothing is sent.</param>
    /// <exception cref="BasisException">
    /// LT-010 when the capital is above what is allowed; VIM-004 with every variable that is missing or holds a placeholder; CFG-002 when an address is none; VIF-002
    /// when a real exchange is to be traded on.
    /// </exception>
    public IReadOnlyList<ExchangeAccess> Access(IEnumerable<string> venues, decimal capital, bool readOnly)
    {
        if (capital > MaxTradeSizeUsd)
            throw new BasisException("LT-010", FormattableString.Invariant($"The capital is {capital} USD; {MaxTradeSizeUsd} is allowed."), "initial_capital");
        List<string> wrong = [];
        var access = venues.Select(venue =>
        {
            var prefix = Prefix(venue);
            var credentials = new ApiCredentials(Secret(prefix + ApiKey, wrong), Secret(prefix + ApiSecret, wrong), venue == "okx" ? Secret(prefix + Passphrase, wrong) : "");
            return (Venue: venue, Prefix: prefix, Credentials: credentials);
        }).ToList();
        if (wrong.Count > 0)
            throw new BasisException("VIM-004", $"Missing, or a placeholder: {string.Join(", ", wrong)}.", $"BASIS_ENVIRONMENT {Accounts}", "Set each, or the file that holds it with _FILE behind the name.");
        ExchangeAccess[] accounts = [.. access.Select(a => new ExchangeAccess(a.Venue, Address(a.Prefix + "URL", Text(a.Prefix + "URL", "")), a.Credentials) { MarketAddresses = Addresses(a.Prefix + "MARKET_URLS") })];
        if (!readOnly && accounts.FirstOrDefault(a => !a.Address.IsLoopback) is { } outside)
            throw new BasisException("VIF-002", $"{outside.Venue} is a real exchange, and there is no wallet to fund its account from yet: a chain client is missing.", outside.Address.Host, "Watch it with --read-only.");
        return accounts;
    }

    /// <summary>Names of the variables with the secrets of an exchange; each may be given by a file, with <c>_FILE</c> behind the name.</summary>
    public IEnumerable<string> CredentialNames(string venue) =>
        (venue == "okx" ? [ApiKey, ApiSecret, Passphrase] : new[] { ApiKey, ApiSecret }).Select(n => Prefix(venue) + n);

    /// <summary>Whether the environment says anything of an account at the exchange.</summary>
    /// <exception cref="BasisException">CFG-002 for an environment that is not known.</exception>
    public bool Mentions(string venue) => Prefix(venue) is var prefix && variables.Any(v => v.Value.Length > 0 && v.Key.StartsWith(prefix, StringComparison.Ordinal));

    private string Prefix(string venue) => $"BASIS_{Accounts}__CEX__{venue.ToUpperInvariant()}_";

    private ImmutableArray<Uri> Addresses(string name) => [.. Text(name, "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(a => Address(name, a))];

    private static Uri Address(string name, string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == "https" || address is { Scheme: "http", IsLoopback: true })
        ? address
        : throw Wrong(name, text, "the base address of the exchange, https://…");

    private string Secret(string name, List<string> wrong)
    {
        var value = Text(name, "");
        if (value.Length == 0 && variables.TryGetValue(name + "_FILE", out var path) && File.Exists(path))
            value = File.ReadAllText(path).Trim();
        if (value.Length == 0 || value[0] == '<' || Placeholders.Any(p => value.StartsWith(p, StringComparison.OrdinalIgnoreCase)))
            wrong.Add(name);
        return value;
    }

    private string Text(string name, string otherwise) => variables.TryGetValue(name, out var value) && value.Trim().Length > 0 ? value.Trim() : otherwise;

    private bool? Flag(string name) => Text(name, "").ToLowerInvariant() switch
    {
        "" => null,
        "true" => true,
        "false" => false,
        var other => throw Wrong(name, other, "true or false"),
    };

    private decimal Number(string name, decimal otherwise, decimal least, decimal most)
    {
        var text = Text(name, "");
        if (text.Length == 0)
            return otherwise;
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Wrong(name, text, FormattableString.Invariant($"a number from {least}{(most < decimal.MaxValue ? $" to {most}" : "")}"));
    }

    private static BasisException Wrong(string name, string value, string allowed) => new("CFG-002", $"{name} is '{value}'; it must be {allowed}.", name);
}

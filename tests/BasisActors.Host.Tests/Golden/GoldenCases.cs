using System.Collections.Immutable;

namespace BasisActors.Host.Tests.Golden;

/// <summary>Every mode, and the levered one in both share classes, under the scenarios that matter most, on eleven weeks of the default sample with a deposit and a withdrawal.</summary>
public static class GoldenCases
{
    private const string From = "2024-06-15", To = "2024-08-31";

    /// <summary>In the market from the first tick to the last.</summary>
    private static readonly ImmutableArray<string> AlwaysOn = ["funding_entry_threshold=-0.01", "funding_exit_threshold=-0.02"];

    /// <summary>When a scenario begins: entered a month ago, a deposit twelve hours later, a withdrawal a day after that.</summary>
    private const string At = "at=2024-07-15";

    private static readonly ImmutableArray<string> Dollars = ["2024-07-15T12:00:00Z:deposit:20000", "2024-07-16T12:00:00Z:withdraw:15000"];
    private static readonly ImmutableArray<string> Ether = ["2024-07-15T12:00:00Z:deposit:20", "2024-07-16T12:00:00Z:withdraw:15"];

    /// <summary>Name of the file, and the run without a scenario.</summary>
    public static readonly ImmutableArray<(string File, Case Calm)> Modes =
    [
        ("pure_lending", new Case("pure_lending", From, To) { Flows = Dollars }),
        ("pure_lending_eth", new Case("pure_lending_eth", From, To) { Flows = Ether }),
        ("btc_basis", new Case("btc_basis", From, To) { Flows = Dollars, Sets = AlwaysOn }),
        ("eth_basis", new Case("eth_basis", From, To) { Flows = Dollars, Sets = AlwaysOn }),
        ("eth_staking_only", new Case("eth_staking_only", From, To) { Flows = Ether }),
        ("eth_leveraged", new Case("eth_leveraged", From, To) { Flows = Ether }),
        ("eth_leveraged_usdt", new Case("eth_leveraged", From, To) { Flows = Dollars, Sets = ["share_class=USDT", "initial_capital=100000"] }),
        ("usdt_market_neutral", new Case("usdt_market_neutral", From, To) { Flows = Dollars }),
        ("usdt_eth_staking_hedged_simple", new Case("usdt_eth_staking_hedged_simple", From, To) { Flows = Dollars }),
    ];

    /// <summary>The deposit and the withdrawal fall into each of them.</summary>
    public static readonly ImmutableArray<string> Scenarios =
    [
        $"crash:{At},size=0.4,hours=24",
        $"rally:{At},size=0.8,hours=72",
        $"depeg:{At},size=0.015,hours=72",
        $"funding_flip:{At},rate=-0.001,hours=336",
        $"borrow_spike:{At},rate=0.4,hours=168",
        $"gas_spike:{At},factor=50,hours=48",
        "venue_outage:at=2024-07-15T08:00:00Z,venue=bybit,hours=12",
    ];

    public static IEnumerable<Case> Of(Case calm) => [calm, .. Scenarios.Select(s => calm.With(s))];
}

using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Errors;

namespace BasisActors.Domain.Strategies;

/// <summary>The modes: name → rules (S-211). Adding one adds a line here, a class and a YAML file.</summary>
public static class StrategyFactory
{
    private static readonly ImmutableSortedDictionary<string, Entry> Modes = ImmutableSortedDictionary.CreateRange<string, Entry>(
        StringComparer.Ordinal,
        [
            new(PureLending.Name, new(s => new PureLending(s), LendingMode.Requirements, "Supplies USDT to Aave v3.")),
            new(PureLendingEth.Name, new(s => new PureLendingEth(s), LendingMode.Requirements, "Supplies ETH to Aave v3, counted in ETH.")),
            new(EthBasis.Name, new(s => new EthBasis(s), SpotPerpBasis.Requirements, "Long ETH spot, short ETH perpetual, collects funding.")),
            new(EthStakingOnly.Name, new(s => new EthStakingOnly(s), DirectionalStaking.Requirements, "Stakes ETH, counted in ETH.")),
            new(EthLeveraged.Name, new(EthLeveraged.Create, EthLeveraged.Requirements, "Levered ETH staking: unhedged in ETH, hedged in USDT.")),
            new(UsdtMarketNeutral.Name, new(s => new UsdtMarketNeutral(s), HedgedStaking.Requirements, "Levered ETH staking, hedged over several exchanges.")),
            new(UsdtEthStakingHedgedSimple.Name, new(s => new UsdtEthStakingHedgedSimple(s), HedgedStaking.Requirements, "ETH staking without debt, hedged.")),
            new(BtcBasis.Name, new(s => new BtcBasis(s), SpotPerpBasis.Requirements, "Long BTC spot, short BTC perpetual, collects funding.")),
        ]);

    /// <summary>Known modes with a one-line description, by name.</summary>
    public static IEnumerable<(string Name, string Description)> All => Modes.Select(m => (m.Key, m.Value.Description));

    public static bool Knows(string mode) => Modes.ContainsKey(mode);

    /// <exception cref="BasisException">STRAT-003 when the mode is unknown.</exception>
    public static Strategy Create(StrategySetup setup) => Find(setup.Configuration.Mode).Make(setup);

    /// <exception cref="BasisException">STRAT-003 when the mode is unknown.</exception>
    public static DataRequirements Requirements(RunConfiguration configuration) => Find(configuration.Mode).Requirements(configuration);

    public static BasisError Unknown(string mode) => new("STRAT-003", $"Mode '{mode}' is unknown; known modes are {string.Join(", ", Modes.Keys)}.", "--mode");

    private static Entry Find(string mode) => Modes.TryGetValue(mode, out var entry) ? entry : throw new BasisException(Unknown(mode));

    private sealed record Entry(Func<StrategySetup, Strategy> Make, Func<RunConfiguration, DataRequirements> Requirements, string Description);
}

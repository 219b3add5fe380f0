using BasisActors.Domain.Configuration;
using BasisActors.Domain.Costs;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;

namespace BasisActors.Domain.Strategies;

/// <summary>The references a strategy gets once, at construction (S-022…S-027).</summary>
/// <param name="RunKey">Prefix of all block ids.</param>
/// <param name="Configuration">The run's configuration.</param>
/// <param name="Chart">Its declared positions.</param>
/// <param name="Market">The market by timestamp.</param>
/// <param name="Costs">What trading costs, for estimates.</param>
public sealed record StrategySetup(string RunKey, RunConfiguration Configuration, ChartOfAccounts Chart, IMarketData Market, TradingCosts Costs);

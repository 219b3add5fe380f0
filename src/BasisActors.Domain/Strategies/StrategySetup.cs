using BasisActors.Domain.Configuration;
using BasisActors.Domain.Costs;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;
using BasisActors.Domain.Numerics;

namespace BasisActors.Domain.Strategies;

/// <summary>The references a strategy gets once, at construction (S-022…S-027).</summary>
/// <param name="RunKey">Prefix of all block ids.</param>
/// <param name="Configuration">The run's configuration.</param>
/// <param name="Chart">Its declared positions.</param>
/// <param name="Market">The market by timestamp.</param>
/// <param name="Costs">What trading costs, for estimates.</param>
public sealed record StrategySetup(string RunKey, RunConfiguration Configuration, ChartOfAccounts Chart, IMarketData Market, TradingCosts Costs)
{
    private readonly int _ether = Market.Find(ReferenceSeries.EthUsdt);

    /// <summary>Dollars in share-class currency now.</summary>
    public decimal FromUsd(decimal dollars, in MarketSnapshot snapshot) => Configuration.ShareClass == ShareClass.Eth ? dollars / EtherPrice(snapshot) : dollars;

    /// <summary>USDT for one ETH.</summary>
    public decimal EtherPrice(in MarketSnapshot snapshot) => snapshot.Value(_ether);

    /// <summary>What must stay in the wallet for gas, share-class currency.</summary>
    public decimal GasReserve(decimal equity) => Configuration.Costs.PaysGas ? Amount.Round(Configuration.GasReserve * equity) : 0;
}

using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Market;
using BasisActors.Domain.Risk;

namespace BasisActors.Domain.Strategies;

/// <summary>
/// Long BTC spot on one exchange, equal BTC perpetual short spread over the hedge venues, collects funding; delta 0, no leverage
/// (domain reference §2.2; S-094…S-096, S-112…S-116). Sizes and transfers are worked out in <see cref="BasisPlanner"/>.
/// </summary>
public sealed class BtcBasis : Strategy
{
    public const string Name = "btc_basis";

    private const string Pair = "BTCUSDT";

    /// <summary>Share of both legs that stays when a margin ratio is critical.</summary>
    private const decimal KeepAtCriticalMargin = 0.5m;

    private readonly BasisPlanner _planner;
    private readonly FundingSignal _funding;

    public BtcBasis(StrategySetup setup)
        : base(setup, Plan.Hold("hold"))
    {
        _planner = new BasisPlanner(setup, Pair);
        _funding = new FundingSignal(setup.Configuration, setup.Market, Pair);
    }

    public static DataRequirements Requirements(RunConfiguration configuration)
    {
        ImmutableArray<SeriesKey> spot = [new(SeriesKind.Spot, configuration.SpotVenue, Pair)];
        ImmutableArray<SeriesKey> perps = [.. configuration.Hedge.Where(h => h.Weight > 0).Select(h => new SeriesKey(SeriesKind.Perp, h.Venue, Pair))];
        ImmutableArray<SeriesKey> funding = [.. perps.Select(p => p with { Kind = SeriesKind.Funding })];
        ImmutableArray<SeriesKey> gas = configuration.Costs.PaysGas ? [ReferenceSeries.Gas, ReferenceSeries.EthUsdt] : [];
        return new DataRequirements([.. spot, .. gas, .. perps, .. funding], [.. spot, .. perps]);
    }

    protected override Decision? CriticalRisk(in StrategyInput input) => input.Risk.Has(RiskTrigger.MarginCritical)
        ? new Decision(StrategyAction.ExitPartial, ChangeType.Rebalance, "margin_critical") { Keep = KeepAtCriticalMargin }
        : null;

    protected override Decision? ByTable(in StrategyInput input)
    {
        var btc = input.Exposure.Asset("BTC");
        var isShort = btc.Short > 0;
        var isOn = isShort || btc.Spot > 0; // coins without a short are a leg that was left over: they are hedged or sold like the rest
        if (_funding.Smoothed(input.Snapshot) is not { } funding)
            return null;
        if (funding < Configuration.FundingExitThreshold && isOn)
            return new Decision(StrategyAction.ExitFull, ChangeType.Rebalance, "funding_below_exit");
        if (funding > Configuration.FundingEntryThreshold && !isShort)
            return new Decision(StrategyAction.EntryFull, ChangeType.InitialSetup, "funding_above_entry");
        if (!isOn || !Configuration.RebalancingEnabled)
            return null;
        if (input.Risk.Has(RiskTrigger.DeltaDriftCritical) || input.Risk.Has(RiskTrigger.DeltaDriftWarning))
        {
            var action = btc.Delta > 0 ? StrategyAction.EntryPartial : StrategyAction.ExitPartial;
            return new Decision(action, ChangeType.Rebalance, BasisPlanner.DeltaDrift);
        }

        return null;
    }

    /// <summary>Both legs follow equity once they are further from their share of it than the threshold; they grow only while funding is above the entry threshold.</summary>
    protected override Decision? Idle(in StrategyInput input)
    {
        var btc = input.Exposure.Asset("BTC");
        if (btc.Short == 0 || !Configuration.RebalancingEnabled || _funding.Smoothed(input.Snapshot) is not { } funding)
            return null;
        var desired = Configuration.SpotAllocation * input.Exposure.Equity;
        var held = btc.Spot * btc.Price;
        if (Math.Abs(desired - held) <= Configuration.RebalanceThreshold * desired)
            return null;
        if (desired < held)
            return new Decision(StrategyAction.ExitPartial, ChangeType.Rebalance, "over_deployed");
        return funding > Configuration.FundingEntryThreshold && !input.DepositWaits ? new Decision(StrategyAction.EntryPartial, ChangeType.Rebalance, "under_deployed") : null;
    }

    /// <summary>A deposit extends both legs of a basis that is on; otherwise it waits, idle, for the entry.</summary>
    protected override Decision? Deposit(CapitalRequest deposit, in StrategyInput input)
    {
        if (input.Exposure.Asset("BTC").Short == 0)
            return null;
        var large = deposit.Amount >= FullEntryShare * (input.Exposure.Equity - deposit.Amount);
        return new Decision(large ? StrategyAction.EntryFull : StrategyAction.EntryPartial, ChangeType.Deposit, "deposit") { Flow = deposit };
    }

    protected override Plan Move(Decision decision, in StrategyInput input) => _planner.Plan(decision, input, _funding.Smoothed(input.Snapshot) ?? 0);
}

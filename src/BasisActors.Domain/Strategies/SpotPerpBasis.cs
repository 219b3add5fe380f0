using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Market;
using BasisActors.Domain.Risk;

namespace BasisActors.Domain.Strategies;

/// <summary>
/// Long coins on one exchange, an equal perpetual short spread over the hedge venues, collects funding; delta 0, no leverage
/// (domain reference §2.2, §2.6). Sizes and transfers are worked out in <see cref="BasisPlanner"/>.
/// </summary>
/// <param name="setup">The references it gets once.</param>
public abstract class SpotPerpBasis(StrategySetup setup) : Strategy(setup, Plan.Hold("hold"))
{
    private readonly string _coin = setup.Configuration.Asset;
    private readonly BasisPlanner _planner = new(setup, Pair(setup.Configuration));
    private readonly FundingSignal _funding = new(setup.Configuration, setup.Market, Pair(setup.Configuration));

    /// <summary>Share of both legs that stays when a margin ratio is critical.</summary>
    protected const decimal KeepAtLowMargin = 0.5m;

    public static DataRequirements Requirements(RunConfiguration configuration)
    {
        var pair = Pair(configuration);
        ImmutableArray<SeriesKey> spot = [new(SeriesKind.Spot, configuration.SpotVenue, pair)];
        ImmutableArray<SeriesKey> perps = [.. configuration.Hedge.Where(h => h.Weight > 0).Select(h => new SeriesKey(SeriesKind.Perp, h.Venue, pair))];
        ImmutableArray<SeriesKey> funding = [.. perps.Select(p => p with { Kind = SeriesKind.Funding })];
        ImmutableArray<SeriesKey> gas = configuration.Costs.PaysGas ? [ReferenceSeries.Gas, ReferenceSeries.EthUsdt] : [];
        return new DataRequirements([.. spot, .. gas, .. perps, .. funding], [.. spot, .. perps]);
    }

    protected override Decision? CriticalRisk(in StrategyInput input) => input.Risk.Has(RiskTrigger.MarginCritical)
        ? IfPossible(new Decision(StrategyAction.ExitPartial, ChangeType.Rebalance, HedgeReasons.MarginCritical) { Keep = KeepAtLowMargin }, input)
        : null;

    /// <summary>A reduction that can be made. A rest too small to be traded stays as it is, and keeps no deposit and no withdrawal waiting.</summary>
    protected Decision? IfPossible(Decision reduction, in StrategyInput input) => Move(reduction, input).Blocks.IsEmpty ? null : reduction;

    protected override Decision? ByTable(in StrategyInput input)
    {
        var coin = input.Exposure.Asset(_coin);
        var isShort = coin.Short > 0;
        var isOn = isShort || coin.Spot > 0; // coins without a short are a leg that was left over: they are hedged or sold like the rest
        if (_funding.Smoothed(input.Snapshot) is not { } funding)
            return null;
        if (funding < Configuration.FundingExitThreshold && isOn)
            return new Decision(StrategyAction.ExitFull, ChangeType.Rebalance, "funding_below_exit");
        var leans = input.Risk.Has(RiskTrigger.DeltaDriftCritical) || input.Risk.Has(RiskTrigger.DeltaDriftWarning);
        var isLeft = leans && isOn && input.HoldReason is not null; // nothing may be entered, and coins whose short was refused must still be hedged
        if (funding > Configuration.FundingEntryThreshold && !isShort && !isLeft)
            return new Decision(StrategyAction.EntryFull, ChangeType.InitialSetup, "funding_above_entry");
        if (!isOn || !Configuration.RebalancingEnabled)
            return null;
        if (leans)
        {
            var action = coin.Delta > 0 ? StrategyAction.EntryPartial : StrategyAction.ExitPartial;
            return new Decision(action, ChangeType.Rebalance, HedgeReasons.DeltaDrift);
        }

        return null;
    }

    /// <summary>Both legs follow equity once they are further from their share of it than the threshold; they grow only while funding is above the entry threshold.</summary>
    protected override Decision? Idle(in StrategyInput input)
    {
        var coin = input.Exposure.Asset(_coin);
        if (coin.Short == 0 || !Configuration.RebalancingEnabled || _funding.Smoothed(input.Snapshot) is not { } funding)
            return null;
        var desired = Configuration.SpotAllocation * input.Exposure.Equity;
        var held = coin.Spot * coin.Price;
        if (Math.Abs(desired - held) <= Configuration.RebalanceThreshold * desired)
            return null;
        if (desired < held)
            return new Decision(StrategyAction.ExitPartial, ChangeType.Rebalance, "over_deployed");
        return funding > Configuration.FundingEntryThreshold && !input.DepositWaits ? new Decision(StrategyAction.EntryPartial, ChangeType.Rebalance, "under_deployed") : null;
    }

    /// <summary>A deposit extends both legs of a basis that is on; otherwise it waits, idle, for the entry.</summary>
    protected override Decision? Deposit(CapitalRequest deposit, in StrategyInput input)
    {
        if (input.Exposure.Asset(_coin).Short == 0)
            return null;
        var large = deposit.Amount >= FullEntryShare * (input.Exposure.Equity - deposit.Amount);
        return new Decision(large ? StrategyAction.EntryFull : StrategyAction.EntryPartial, ChangeType.Deposit, "deposit") { Flow = deposit };
    }

    protected override Plan Move(Decision decision, in StrategyInput input) => _planner.Plan(decision, input, _funding.Smoothed(input.Snapshot) ?? 0);

    private static string Pair(RunConfiguration configuration) => configuration.Asset + "USDT";
}

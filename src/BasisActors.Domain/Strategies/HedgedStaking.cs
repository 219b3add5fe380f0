using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Market;
using BasisActors.Domain.Risk;

namespace BasisActors.Domain.Strategies;

/// <summary>
/// Staking counted in dollars: part of the equity is staked, all its ETH is sold short over the hedge venues, the rest is their margin
/// (domain reference §2.4–§2.6, §3.6). Sizes and blocks are worked out in <see cref="HedgedStakingPlanner"/>.
/// </summary>
public abstract class HedgedStaking : StakingStrategy
{
    private readonly HedgedStakingPlanner _planner;

    protected HedgedStaking(StrategySetup setup)
        : base(setup) => _planner = new HedgedStakingPlanner(setup, Leg);

    public static DataRequirements Requirements(RunConfiguration configuration)
    {
        var staking = StakingSeries(configuration);
        ImmutableArray<SeriesKey> perps = [.. configuration.Hedge.Where(h => h.Weight > 0).Select(h => new SeriesKey(SeriesKind.Perp, h.Venue, HedgedStakingPlanner.Pair))];
        ImmutableArray<SeriesKey> funding = [.. perps.Select(p => p with { Kind = SeriesKind.Funding })];
        ImmutableArray<SeriesKey> tradable = [ReferenceSeries.EthUsdt, configuration.Staking!.Token.OracleRate, configuration.Staking.Token.MarketRate, .. perps];
        return new DataRequirements([.. staking, .. perps, .. funding], tradable) { Late = LateSeries(configuration) };
    }

    /// <summary>A loop in danger, then margin that is critical or has become low, each only when money can be brought to it (S-130, S-141, S-142).</summary>
    protected override Decision? CriticalRisk(in StrategyInput input)
    {
        var lending = base.CriticalRisk(input);
        if (lending is { Reason: HedgeReasons.Emergency })
            return lending;
        var critical = input.Risk.Has(RiskTrigger.MarginCritical);
        if ((critical || (lending is null && input.Risk.Has(RiskTrigger.MarginWarning))) && _planner.MarginMissing(input) > Configuration.Risk.MarginAction)
        {
            var support = new Decision(StrategyAction.ExitPartial, ChangeType.Rebalance, HedgeReasons.AddMargin);
            if (!Move(support, input).Blocks.IsEmpty)
                return support;
        }

        return lending;
    }

    protected override Decision? ByTable(in StrategyInput input)
    {
        var ether = input.Exposure.Asset("ETH");
        if (ether.Spot == 0 && ether.Short == 0)
            return new Decision(StrategyAction.EntryFull, ChangeType.InitialSetup, "nothing_deployed");
        if (!Configuration.RebalancingEnabled)
            return null;
        // Too long is answered by selling more short, which the specification calls an exit from the long side (S-097, S-147).
        if (IsUnhedged(input) && Math.Abs(ether.Delta) > DeltaGate(input))
            return new Decision(ether.Delta > 0 ? StrategyAction.ExitPartial : StrategyAction.EntryPartial, ChangeType.Rebalance, HedgeReasons.DeltaDrift);
        return Relever(input);
    }

    /// <summary>True when the delta is worth a look.</summary>
    protected virtual bool IsUnhedged(in StrategyInput input) =>
        input.Risk.Has(RiskTrigger.DeltaDriftWarning) || input.Risk.Has(RiskTrigger.DeltaDriftCritical);

    protected override Decision? Deposit(CapitalRequest deposit, in StrategyInput input)
    {
        var large = deposit.Amount >= FullEntryShare * (input.Exposure.Equity - deposit.Amount);
        return new Decision(large ? StrategyAction.EntryFull : StrategyAction.EntryPartial, ChangeType.Deposit, "deposit") { Flow = deposit };
    }

    /// <summary>ETH that was bought or freed and is not staked is staked once it is worth it.</summary>
    protected override Decision? Idle(in StrategyInput input) =>
        Configuration.RebalancingEnabled && !input.DepositWaits && _planner.LooseEth(input) * input.Exposure.Asset("ETH").Price > Configuration.RebalanceThreshold * input.Exposure.Equity
            ? new Decision(StrategyAction.EntryPartial, ChangeType.Rebalance, "idle_capital")
            : null;

    protected override Plan Move(Decision decision, in StrategyInput input) =>
        _planner.Plan(decision, input, decision.Action is StrategyAction.EntryFull or StrategyAction.EntryPartial ? EntryLtv(input) : LtvAfter(decision.Reason), Forgone(input.Snapshot));

    /// <summary>Delta that is worth a trade: the smaller of a fixed amount of ETH and the drift warning (S-132, C-13).</summary>
    private decimal DeltaGate(in StrategyInput input)
    {
        var price = input.Exposure.Asset("ETH").Price;
        return price == 0 ? 0 : Math.Min(Configuration.Risk.DeltaActionEth, Configuration.Risk.DeltaWarning * input.Exposure.Equity / price);
    }
}

using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;
using BasisActors.Domain.Risk;
using BasisActors.Domain.Staking;

namespace BasisActors.Domain.Strategies;

/// <summary>
/// What all staking modes decide alike: claims are collected when their time has come, a loop that nears liquidation is cut before anything else,
/// one that costs more than it earns is repaid, and one that has become too small is levered again (domain reference §3.6, §4.1, §6).
/// </summary>
public abstract class StakingStrategy : Strategy
{
    /// <summary>Debt over collateral below the target at which a loop is levered again.</summary>
    private const decimal RelevelBelow = 0.01m;

    private readonly CarrySignal _carry;
    private readonly RewardDust? _dust;

    protected StakingStrategy(StrategySetup setup)
        : base(setup, Plan.Hold("hold"))
    {
        Staking = setup.Configuration.Staking!;
        Leg = new StakedLeg(setup);
        _carry = new CarrySignal(Staking, setup.Market);
        _dust = RewardDust.Of(setup);
    }

    protected StakingSettings Staking { get; }

    private protected StakedLeg Leg { get; }

    /// <summary>Series that staking needs, whatever else a mode does.</summary>
    protected static ImmutableArray<SeriesKey> StakingSeries(RunConfiguration configuration)
    {
        var staking = configuration.Staking!;
        ImmutableArray<SeriesKey> lending = staking.Supplied ? [StakedLeg.SupplyIndex(staking.Token), StakedLeg.BorrowIndex, .. OwnSizeSeries(configuration, "WETH")] : [];
        ImmutableArray<SeriesKey> gas = configuration.Costs.PaysGas ? [ReferenceSeries.Gas] : [];
        return [staking.Token.OracleRate, staking.Token.MarketRate, ReferenceSeries.EthUsdt, .. lending, .. gas];
    }

    /// <summary>Series that staking needs once they begin.</summary>
    protected static ImmutableArray<SeriesKey> LateSeries(RunConfiguration configuration) => configuration.Staking!.SeasonalRewards ? [.. RewardTokens.Needed] : [];

    protected override Decision? Dust(in StrategyInput input) => _dust is not null && Configuration.RebalancingEnabled && _dust.IsWorthSelling(input)
        ? new Decision(StrategyAction.SellDust, ChangeType.Rebalance, "dust")
        : null;

    protected override Plan SellDust(Decision decision, in StrategyInput input) => _dust!.Sell(decision, input);

    protected override Decision? Due(in StrategyInput input)
    {
        foreach (var receivable in input.Book.Receivables)
        {
            if (receivable.Held.Type == PositionType.Claim && receivable.DueAt <= input.Snapshot.Timestamp)
                return new Decision(StrategyAction.ExitPartial, ChangeType.Rebalance, "claim_due");
        }

        return null;
    }

    protected override Decision? CriticalRisk(in StrategyInput input)
    {
        if (input.Risk.Loan is not { Debt: > 0 } loan)
            return null;
        if (input.Risk.IsEmergency)
            return Cut(HedgeReasons.Emergency);
        if (loan.LoanToValue - Staking.TargetLtv > ReduceAbove)
            return Cut(HedgeReasons.ReduceLtv);
        return LosesMoreThanItsEnd(input) ? Cut(HedgeReasons.NegativeCarry) : null;
    }

    /// <summary>
    /// True when the loop earns less than the guard allows and, at this rate, would lose more over the guard's horizon than it costs to repay it.
    /// </summary>
    private bool LosesMoreThanItsEnd(in StrategyInput input)
    {
        if (Staking.Carry is not { } guard || _carry.Levered(input.Snapshot, Staking.TargetLtv) is not { } carry || carry >= guard.Exit)
            return false;
        var position = Leg.Read(input.Book, input.Snapshot, gasReserve: 0);
        return Leg.RepayCost(position, input.Snapshot) is { } cost && -carry * position.Staked * guard.HorizonDays / 365 > cost;
    }

    /// <summary>Debt over collateral above the target at which it is cut.</summary>
    protected virtual decimal ReduceAbove => Configuration.Risk.LtvActionExcess;

    /// <summary>The loop is levered up again once it has become too small, or once borrowing pays again after the guard had it repaid.</summary>
    protected Decision? Relever(in StrategyInput input)
    {
        if (!Configuration.RebalancingEnabled || Staking.TargetLtv == 0 || input.Risk.Loan is not { Collateral: > 0 } loan)
            return null;
        if (loan.Debt == 0)
            return BorrowingPays(input.Snapshot) ? new Decision(StrategyAction.EntryPartial, ChangeType.Rebalance, "carry_positive") : null;
        return Staking.TargetLtv - loan.LoanToValue > RelevelBelow ? new Decision(StrategyAction.EntryPartial, ChangeType.Rebalance, "ltv_low") : null;
    }

    /// <summary>Loan-to-value that an entry aims at: the target, or 0 while borrowing costs more than it earns.</summary>
    protected decimal EntryLtv(in StrategyInput input)
    {
        if (Staking.TargetLtv == 0 || Staking.Carry is null)
            return Staking.TargetLtv;
        if (input.Risk.Loan is { Debt: > 0 })
            return Staking.TargetLtv;
        return _carry.Measure(input.Snapshot) is null || BorrowingPays(input.Snapshot) ? Staking.TargetLtv : 0;
    }

    /// <summary>Yearly yield that ETH in a withdrawal queue forgoes.</summary>
    protected decimal Forgone(in MarketSnapshot snapshot) => Math.Max(0, _carry.Levered(snapshot, Staking.TargetLtv) ?? 0);

    /// <summary>Loan-to-value after a cut.</summary>
    protected decimal LtvAfter(string reason) => reason switch
    {
        HedgeReasons.Emergency => Math.Max(0, Staking.TargetLtv - Configuration.Risk.EmergencyLtvBuffer),
        HedgeReasons.NegativeCarry => 0,
        _ => Staking.TargetLtv,
    };

    private static Decision Cut(string reason) => new(StrategyAction.ExitPartial, ChangeType.Rebalance, reason);

    private bool BorrowingPays(in MarketSnapshot snapshot) =>
        Staking.Carry is { } guard && _carry.Measure(snapshot) is var (yield, borrow) && NetCarry.Unlevered(yield, 0, borrow) > guard.Entry;
}

using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Numerics;
using BasisActors.Domain.Staking;

namespace BasisActors.Domain.Strategies;

/// <summary>
/// Staking counted in ETH: everything is staked, levered or not, and nothing is ever hedged (domain reference §2.3, §2.6; S-117…S-119).
/// </summary>
public abstract class DirectionalStaking(StrategySetup setup) : StakingStrategy(setup)
{
    /// <summary>Share of a withdrawal that is not worth a place in the queue: what a claim pays differs from what was asked by the gas meanwhile.</summary>
    private const decimal SmallRest = 0.02m;

    public static DataRequirements Requirements(RunConfiguration configuration)
    {
        var series = StakingSeries(configuration);
        return new DataRequirements(series, [configuration.Staking!.Token.OracleRate, configuration.Staking.Token.MarketRate]) { Late = LateSeries(configuration) };
    }

    protected override Decision? ByTable(in StrategyInput input)
    {
        if (input.Exposure.TotalDeployed == 0)
            return new Decision(StrategyAction.EntryFull, ChangeType.InitialSetup, "nothing_deployed");
        return Relever(input);
    }

    protected override Decision? Deposit(CapitalRequest deposit, in StrategyInput input)
    {
        var large = deposit.Amount >= FullEntryShare * (input.Exposure.Equity - deposit.Amount);
        return new Decision(large ? StrategyAction.EntryFull : StrategyAction.EntryPartial, ChangeType.Deposit, "deposit") { Flow = deposit };
    }

    protected override Decision? Idle(in StrategyInput input)
    {
        if (input.DepositWaits)
            return null;
        var position = Read(input);
        var idle = position.WalletEth;
        return position.Idle(Staking.Supplied) > Configuration.RebalanceThreshold * input.Exposure.Equity || IsRewardMoney(idle, input)
            ? new Decision(StrategyAction.EntryPartial, ChangeType.InitialSetup, "idle_capital")
            : null;
    }

    /// <summary>True for ETH that sold rewards have left: it is staked as soon as that is worth its gas, however small beside the rest.</summary>
    private bool IsRewardMoney(decimal idle, in StrategyInput input)
    {
        if (!Staking.SeasonalRewards || !Configuration.RebalancingEnabled)
            return false;
        var gas = Setup.Costs.Gas(OperationCatalogue.Of(Leg.EntryOperation).GasUnits, input.Snapshot).Cost;
        return idle >= RewardDust.GasMultiple * gas && idle - gas >= SmallestStake(input);
    }

    private decimal SmallestStake(in StrategyInput input) =>
        Math.Max(Configuration.Venue(Staking.Token.Protocol).MinStake, SmallestTrade(input));

    protected override Plan Move(Decision decision, in StrategyInput input)
    {
        var blocks = new BlockBuilder(Setup, input.Tick, decision.Action, input.Snapshot);
        var facts = new Dictionary<string, decimal>(StringComparer.Ordinal);
        var position = Read(input);
        decimal paid = 0;
        string? refusal = null;
        switch (decision)
        {
            case { Reason: "claim_due" }:
                Leg.Collect(blocks, input.Book, input.Snapshot.Timestamp);
                break;
            case { Action: StrategyAction.EntryFull or StrategyAction.EntryPartial }:
                refusal = Enter(blocks, decision, position, input);
                break;
            case { Change: ChangeType.Withdrawal }:
                refusal = PayOut(blocks, decision, position, input, facts, out paid);
                break;
            case { Action: StrategyAction.ExitFull }:
                refusal = Leg.FreeAll(blocks, position, input.Snapshot) is null ? "sale_below_debt" : null;
                break;
            default:
                refusal = Leg.Free(blocks, 0, position, LtvAfter(decision.Reason), input.Snapshot) is null ? "sale_below_debt" : null;
                break;
        }

        blocks.Close(HedgeReasons.Priority(decision.Reason));
        if (!blocks.IsCovered(input.Book))
        {
            blocks.Clear();
            refusal = BasisPlanner.NotAffordable;
        }

        if (blocks.IsEmpty)
            return Plan.Hold(refusal ?? "nothing_to_move") with { HaltsRun = decision.HaltsRun, AnswersFlow = decision.Change == ChangeType.Deposit || refusal == BasisPlanner.PayoutBelowGas };
        return Write(decision, blocks, input, facts, paid);
    }

    /// <summary>ETH that is not worth a trade.</summary>
    private decimal SmallestTrade(in StrategyInput input) => Setup.FromUsd(Configuration.Venue("wallet").MinTradeSizeUsd, input.Snapshot);

    private StakedPosition Read(in StrategyInput input) => Leg.Read(input.Book, input.Snapshot, Setup.GasReserve(input.Exposure.Equity));

    private string? Enter(BlockBuilder blocks, Decision decision, in StakedPosition position, in StrategyInput input)
    {
        var idle = Amount.Round(Math.Max(0, position.WalletEth - Leg.EntryGas(blocks))); // what is kept for gas is a share of equity, of any number of digits
        var eth = decision.Change switch
        {
            ChangeType.InitialSetup => idle,
            ChangeType.Deposit => Math.Min(idle, decision.Flow!.Amount),
            _ => 0,
        };
        var smallest = SmallestStake(input);
        if (decision.Change != ChangeType.Rebalance && eth < smallest && eth + position.Idle(Staking.Supplied) - position.WalletEth < smallest)
            return "nothing_idle";
        Leg.Enter(blocks, eth < smallest ? 0 : eth, position, EntryLtv(input), input.Snapshot);
        return null;
    }

    /// <summary>Idle ETH first, then staked ETH by the fast or the slow way; a slow one is paid when its claim has been collected.</summary>
    private string? PayOut(
        BlockBuilder blocks, Decision decision, in StakedPosition position, in StrategyInput input, Dictionary<string, decimal> facts, out decimal paid)
    {
        paid = 0;
        var asked = decision.Flow!.Amount;
        var everything = decision.Action == StrategyAction.ExitFull;
        // Gas is kept as long as a claim is still to be collected; what the claim brings is part of the payment, so nothing is paid before.
        var inWallet = everything && position.Claims == 0 ? input.Book.Quantity(PositionKey.Token("wallet", "ETH")) : position.WalletEth;
        var awaitsClaim = position.Claims > 0 && inWallet < asked;
        var missing = asked + blocks.Gas(Operation.WalletPayout) - inWallet - position.Claims;
        if (awaitsClaim && missing < SmallRest * asked)
            return "in_queue";
        if (missing > 0 && position.Staked > SmallestTrade(input))
        {
            // a sale pays its gas out of what it brings, the steps into a queue need it at once
            var speed = missing < SmallRest * asked || input.Book.Quantity(PositionKey.Token("wallet", "ETH")) < Leg.ExitGas(blocks, position, UnwindSpeed.Slow)
                ? UnwindSpeed.Fast
                : Leg.Route(Math.Min(missing, position.Staked), position, Forgone(input.Snapshot), blocks, input.Snapshot, facts);
            missing += Leg.ExitGas(blocks, position, speed);
            everything |= missing >= position.Staked;
            var ltv = Math.Min(Staking.TargetLtv, position.LoanToValue);
            var freed = speed == UnwindSpeed.Slow
                ? Leg.Queue(blocks, everything ? position.Staked : missing, position, everything ? 0 : ltv, input.Snapshot)
                : everything ? Leg.FreeAll(blocks, position, input.Snapshot) : Leg.Free(blocks, missing, position, ltv, input.Snapshot);
            if (freed is null)
                return "sale_below_debt";
            blocks.Close();
            if (speed == UnwindSpeed.Slow)
                return null;
        }

        if (awaitsClaim)
            return "in_queue";
        paid = HedgeBlocks.Pay(blocks, input.Book.Quantity(PositionKey.Token("wallet", "ETH")), asked, "ETH");
        return BasisPlanner.PayoutBelowGas;
    }

    private Plan Write(
        Decision decision, BlockBuilder blocks, in StrategyInput input, Dictionary<string, decimal> facts, decimal paid)
    {
        facts["eth_price"] = Setup.EtherPrice(input.Snapshot);
        facts["flow"] = decision.Flow?.Amount ?? 0;
        TargetValue delta = decision.Change switch
        {
            ChangeType.InitialSetup => new TargetValue.Absolute(input.Exposure.Equity),
            ChangeType.Deposit => new TargetValue.Increase(decision.Flow!.Amount),
            ChangeType.Withdrawal => new TargetValue.Decrease(decision.Flow!.Amount),
            _ => TargetValue.Keep,
        };
        var steps = blocks.Build();
        return new Plan
        {
            Action = decision.Action,
            Change = decision.Change,
            Reason = decision.Reason,
            DesiredState = Named(("aave_ltv", new TargetValue.Absolute(Staking.TargetLtv)), ("target_delta_eth", delta)),
            Facts = facts.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Gaps = PositionGaps.Of(steps, input.Book),
            Blocks = steps,
            HaltsRun = decision.HaltsRun,
            AnswersFlow = decision.Flow is not null && (decision.Change != ChangeType.Withdrawal || paid > 0),
        };
    }
}

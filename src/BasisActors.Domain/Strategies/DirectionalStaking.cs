using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Staking;

namespace BasisActors.Domain.Strategies;

/// <summary>
/// Staking counted in ETH: everything is staked, levered or not, and nothing is ever hedged (domain reference §2.3, §2.6; S-117…S-119).
/// </summary>
public abstract class DirectionalStaking(StrategySetup setup) : StakingStrategy(setup)
{
    /// <summary>Share of a payout that what is here and in the queue must cover so that nothing more is asked of the queue; a rest that small is sold.</summary>
    private const decimal Enough = 0.98m;

    public static DataRequirements Requirements(RunConfiguration configuration)
    {
        var series = StakingSeries(configuration);
        return new DataRequirements(series, [configuration.Staking!.Token.OracleRate, configuration.Staking.Token.MarketRate]);
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

    protected override Decision? Idle(in StrategyInput input) =>
        !input.DepositWaits && Read(input).WalletEth > Configuration.RebalanceThreshold * input.Exposure.Equity
            ? new Decision(StrategyAction.EntryPartial, ChangeType.InitialSetup, "idle_capital")
            : null;

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
        if (blocks.IsEmpty)
            return Plan.Hold(refusal ?? "nothing_to_move") with { HaltsRun = decision.HaltsRun, AnswersFlow = decision.Change == ChangeType.Deposit };
        return Write(decision, blocks, input, facts, paid);
    }

    private StakedPosition Read(in StrategyInput input) => Leg.Read(input.Book, input.Snapshot, Setup.GasReserve(input.Exposure.Equity));

    private string? Enter(BlockBuilder blocks, Decision decision, in StakedPosition position, in StrategyInput input)
    {
        var idle = Math.Max(0, position.WalletEth - Leg.EntryGas(blocks));
        var eth = decision.Change switch
        {
            ChangeType.InitialSetup => idle,
            ChangeType.Deposit => Math.Min(idle, decision.Flow!.Amount),
            _ => 0,
        };
        var smallest = Math.Max(Configuration.Venue(Staking.Token.Protocol).MinStake, Setup.FromUsd(Configuration.Venue("wallet").MinTradeSizeUsd, input.Snapshot));
        if (decision.Change != ChangeType.Rebalance && eth < smallest)
            return "nothing_idle";
        Leg.Enter(blocks, eth, position, EntryLtv(input), input.Snapshot);
        return null;
    }

    /// <summary>Idle ETH first, then staked ETH by the fast or the slow way; a slow one is paid when its claim has been collected.</summary>
    private string? PayOut(
        BlockBuilder blocks, Decision decision, in StakedPosition position, in StrategyInput input, Dictionary<string, decimal> facts, out decimal paid)
    {
        paid = 0;
        var asked = decision.Flow!.Amount;
        var everything = decision.Action == StrategyAction.ExitFull;
        var available = (everything ? input.Book.Quantity(PositionKey.Token("wallet", "ETH")) : position.WalletEth) + position.Claims;
        var missing = asked + blocks.Gas(Operation.WalletPayout) - available;
        var isRest = missing <= (1 - Enough) * asked;
        if (position.Claims > 0 && isRest && available - position.Claims < asked)
            return "in_queue";
        if (missing > 0 && position.Staked > 0)
        {
            missing += blocks.Gas(Staking.Supplied ? Operation.AtomicDeleverageAave : Operation.Swap);
            everything |= missing >= position.Staked;
            var speed = isRest ? UnwindSpeed.Fast : Leg.Route(everything ? position.Staked : missing, position, Forgone(input.Snapshot), blocks, input.Snapshot, facts);
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
        else if (position.Claims > 0 && available - position.Claims < asked)
        {
            return "in_queue";
        }

        paid = HedgeBlocks.Pay(blocks, input.Book.Quantity(PositionKey.Token("wallet", "ETH")), asked, "ETH");
        return null;
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

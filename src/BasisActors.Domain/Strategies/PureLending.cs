using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Lending;
using BasisActors.Domain.Market;

namespace BasisActors.Domain.Strategies;

/// <summary>
/// Supplies all USDT to Aave v3: no debt, no hedge, never rebalances (domain reference §2.1; S-091…S-093, S-109…S-111).
/// </summary>
public sealed class PureLending : Strategy
{
    public const string Name = "pure_lending";

    private const string Token = "USDT";
    private static readonly PositionKey Wallet = new("wallet", PositionType.BaseToken, Token);
    private static readonly PositionKey Supplied = new("aave_v3", PositionType.AToken, "a" + Token);
    private static readonly SeriesKey IndexSeries = new(SeriesKind.LiquidityIndex, "aave_v3", Token);
    private static readonly SeriesKey RateSeries = new(SeriesKind.SupplyRate, "aave_v3", Token);

    private readonly int _index;
    private readonly int _rate;

    public PureLending(StrategySetup setup)
        : base(setup, new Plan { Action = StrategyAction.EntryPartial, Reason = "no_idle_capital" }) => (_index, _rate) = (setup.Market.Find(IndexSeries), setup.Market.Find(RateSeries));

    public static DataRequirements Requirements(RunConfiguration configuration)
    {
        ImmutableArray<SeriesKey> gas = configuration.Costs.PaysGas ? [ReferenceSeries.Gas, ReferenceSeries.EthUsdt] : [];
        return new DataRequirements([IndexSeries, RateSeries, .. gas], [IndexSeries]);
    }

    /// <summary>Nothing deployed → entry_full; LTV above the guard → exit_partial; otherwise entry_partial, without blocks unless capital is idle.</summary>
    protected override Decision? ByTable(in StrategyInput input)
    {
        if (input.Exposure.TotalDeployed == 0)
            return new Decision(StrategyAction.EntryFull, ChangeType.InitialSetup, "nothing_deployed");
        if (input.Risk.LoanToValue > Configuration.Risk.LtvCritical)
            return new Decision(StrategyAction.ExitPartial, ChangeType.Rebalance, "ltv_above_guard");
        return null;
    }

    /// <summary>Money that is idle although no deposit waits (a supply that failed, the rest of a payout) is supplied once it is worth it.</summary>
    protected override Decision? Idle(in StrategyInput input)
    {
        var idle = input.Exposure.Equity - input.Exposure.TotalDeployed;
        return idle > Configuration.RebalanceThreshold * input.Exposure.Equity && !input.DepositWaits
            ? new Decision(StrategyAction.EntryPartial, ChangeType.InitialSetup, "idle_capital")
            : null;
    }

    protected override Decision? Deposit(CapitalRequest deposit, in StrategyInput input)
    {
        var large = deposit.Amount >= FullEntryShare * (input.Exposure.Equity - deposit.Amount);
        return new Decision(large ? StrategyAction.EntryFull : StrategyAction.EntryPartial, ChangeType.Deposit, "deposit") { Flow = deposit };
    }

    protected override Plan Move(Decision decision, in StrategyInput input)
    {
        var blocks = new BlockBuilder(Setup, input.Tick, decision.Action, input.Snapshot);
        var idle = input.Book.Quantity(Wallet);
        var supplied = input.Book.Underlying(Supplied);
        var (target, payout) = Target(decision, idle, supplied, blocks);
        var change = target.Resolve(supplied) - supplied;
        if (change > 0)
        {
            change = Math.Min(change, idle - blocks.Gas(Operation.AaveSupply));
            if (change < Setup.Configuration.Venue("aave_v3").MinTradeSizeUsd)
                return Plan.Hold("nothing_idle") with { AnswersFlow = decision.Flow is not null };
            blocks.Supply(Supplied, change, LendingIndex.Scaled(change, input.Snapshot.Value(_index)));
            blocks.Close();
        }
        else if (change < 0 && (supplied == 0 || supplied + idle < blocks.Gas(Operation.AaveWithdraw)))
        {
            change = 0; // nothing is supplied, or what is does not pay for its own way out
        }
        else if (change < 0)
        {
            var all = -change >= supplied;
            var amount = all ? supplied : -change;
            change = -amount;
            var scaled = all ? input.Book.Quantity(Supplied) : LendingIndex.Scaled(amount, input.Snapshot.Value(_index));
            blocks.Withdraw(Supplied, amount, scaled);
            blocks.Close();
            idle += amount - blocks.Gas(Operation.AaveWithdraw);
        }

        payout = Math.Max(0, Math.Min(payout, idle - blocks.Gas(Operation.WalletPayout)));
        if (payout > 0)
        {
            blocks.Payout(payout);
            blocks.Close();
        }

        return new Plan
        {
            Action = decision.Action,
            Change = decision.Change,
            Reason = decision.Reason,
            DesiredState = Named(("aave_usdt_supplied", target), ("target_delta_eth", new TargetValue.Absolute(0))),
            Facts = Named(("aave_apy", input.Snapshot.Value(_rate)), ("flow", decision.Flow?.Amount ?? 0)),
            Gaps = [new Gap("aave_usdt_supplied", supplied, supplied + change, 0), new Gap("payout", 0, payout, 0)],
            Blocks = blocks.Build(),
            HaltsRun = decision.HaltsRun,
            AnswersFlow = decision.Flow is not null,
        };
    }

    /// <summary>Desired supply and the amount to pay out (S-109, S-110; C-14 for withdrawals: idle money first).</summary>
    private static (TargetValue Supplied, decimal Payout) Target(Decision decision, decimal idle, decimal supplied, BlockBuilder blocks)
    {
        switch (decision.Change)
        {
            case ChangeType.InitialSetup:
                return (new TargetValue.Absolute(idle + supplied), 0);
            case ChangeType.Deposit:
                return (new TargetValue.Increase(decision.Flow!.Amount), 0);
            case ChangeType.Withdrawal:
                var wanted = decision.Flow!.Amount;
                if (decision.Action == StrategyAction.ExitFull)
                    return (new TargetValue.Absolute(0), wanted);
                var missing = wanted + blocks.Gas(Operation.WalletPayout) - idle;
                return (missing <= 0 ? TargetValue.Keep : new TargetValue.Decrease(missing + blocks.Gas(Operation.AaveWithdraw)), wanted);
            default:
                return (decision.Action == StrategyAction.ExitFull ? new TargetValue.Absolute(0) : TargetValue.Keep, 0);
        }
    }
}

using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Lending;
using BasisActors.Domain.Market;
using BasisActors.Domain.Numerics;

namespace BasisActors.Domain.Strategies;

/// <summary>
/// Supplies everything to Aave v3: no debt, no hedge, never rebalances (domain reference §2.1, §2.6; S-091…S-093, S-109…S-111).
/// ETH is wrapped before it is supplied, and some of it stays in the wallet for gas.
/// </summary>
public abstract class LendingMode : Strategy
{
    private readonly string _currency, _token;
    private readonly int _index, _rate;

    protected LendingMode(StrategySetup setup)
        : base(setup, new Plan { Action = StrategyAction.EntryPartial, Reason = "no_idle_capital" })
    {
        _currency = setup.Configuration.Currency;
        _token = Token(setup.Configuration);
        (_index, _rate) = (setup.Market.Find(Index(_token)), setup.Market.Find(Rate(_token)));
    }

    private bool Wraps => _token != _currency;

    private PositionKey Wallet => PositionKey.Token("wallet", _currency);

    private PositionKey Supplied => AavePositions.Supply(_token);

    public static DataRequirements Requirements(RunConfiguration configuration)
    {
        var token = Token(configuration);
        ImmutableArray<SeriesKey> gas = configuration.Costs.PaysGas ? [ReferenceSeries.Gas, ReferenceSeries.EthUsdt] : [];
        ImmutableArray<SeriesKey> ether = configuration.ShareClass == ShareClass.Eth ? [ReferenceSeries.EthUsdt] : [];
        return new DataRequirements([Index(token), Rate(token), .. gas, .. ether, .. OwnSizeSeries(configuration, token)], [Index(token)]);
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
        var idle = input.Exposure.Equity - input.Exposure.TotalDeployed - (Wraps ? Setup.GasReserve(input.Exposure.Equity) : 0);
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
        var wallet = input.Book.Quantity(Wallet);
        var wrapped = Wraps ? input.Book.Quantity(PositionKey.Token("wallet", _token)) : 0; // left over from a supply that failed
        var unwrapped = wallet - (Wraps ? Setup.GasReserve(input.Exposure.Equity) : 0);
        var idle = unwrapped + wrapped;
        var supplied = input.Book.Underlying(Supplied);
        var supplyGas = blocks.Gas(Operation.AaveSupply) + (Wraps ? blocks.Gas(Operation.WrapEth) : 0);
        var withdrawGas = blocks.Gas(Operation.AaveWithdraw) + (Wraps ? blocks.Gas(Operation.UnwrapWeth) : 0);
        var (target, payout) = Target(decision, idle, supplied, withdrawGas, blocks.Gas(Operation.WalletPayout));
        var change = target.Resolve(supplied) - supplied;
        if (change > 0)
        {
            change = Amount.Round(Math.Min(change, idle - supplyGas));
            if (change < Setup.FromUsd(Configuration.Venue(AavePositions.Venue).MinTradeSizeUsd, input.Snapshot))
                return Plan.Hold("nothing_idle") with { AnswersFlow = decision.Flow is not null };
            if (Wraps && change > wrapped)
                blocks.WrapEth(change - wrapped);
            blocks.Supply(_token, change, LendingIndex.Scaled(change, input.Snapshot.Value(_index)));
            blocks.Close();
        }
        else if (change < 0 && (supplied == 0 || (Wraps ? wallet : supplied + wallet) < withdrawGas))
        {
            change = 0; // nothing is supplied, or its way out cannot be paid
        }
        else if (change < 0)
        {
            var all = -change >= supplied;
            var amount = all ? supplied : Amount.Round(-change);
            change = -amount;
            var scaled = all ? input.Book.Quantity(Supplied) : LendingIndex.Scaled(amount, input.Snapshot.Value(_index));
            blocks.Withdraw(_token, amount, scaled);
        }

        if (Wraps && change <= 0 && wrapped - change > 0 && wallet >= withdrawGas)
            blocks.UnwrapWeth(wrapped - change);
        blocks.Close();
        payout = decision.Change == ChangeType.Withdrawal ? HedgeBlocks.Pay(blocks, decision.Action == StrategyAction.ExitFull ? wallet : Math.Max(unwrapped, 0), payout, _currency) : 0;
        if (!blocks.IsCovered(input.Book))
            return Plan.Hold(BasisPlanner.NotAffordable);
        var name = $"aave_{_currency.ToLowerInvariant()}_supplied";
        ImmutableArray<Gap> gaps = [new Gap(name, supplied, supplied + change, 0), new Gap("payout", 0, payout, 0)];
        return new Plan
        {
            Action = decision.Action,
            Change = decision.Change,
            Reason = decision.Reason,
            DesiredState = Named((name, target), ("target_delta_eth", (TargetValue)new TargetValue.Absolute(0))),
            Facts = Named(("aave_apy", input.Snapshot.Value(_rate)), ("flow", decision.Flow?.Amount ?? 0)),
            Gaps = wrapped > 0 && !blocks.IsEmpty ? [.. gaps, new Gap("wrapped", wrapped, 0, 0)] : gaps,
            Blocks = blocks.Build(),
            HaltsRun = decision.HaltsRun,
            AnswersFlow = decision.Flow is not null,
        };
    }

    private static string Token(RunConfiguration configuration) => configuration.Asset == "ETH" ? "WETH" : configuration.Asset;

    private static SeriesKey Index(string token) => new(SeriesKind.LiquidityIndex, AavePositions.Venue, token);

    private static SeriesKey Rate(string token) => new(SeriesKind.SupplyRate, AavePositions.Venue, token);

    /// <summary>Desired supply and the amount to pay out (S-109, S-110; C-14 for withdrawals: idle money first).</summary>
    private static (TargetValue Supplied, decimal Payout) Target(Decision decision, decimal idle, decimal supplied, decimal withdrawGas, decimal payoutGas)
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
                var missing = wanted + payoutGas - idle;
                return (missing <= 0 ? TargetValue.Keep : new TargetValue.Decrease(missing + withdrawGas), wanted);
            default:
                return (decision.Action == StrategyAction.ExitFull ? new TargetValue.Absolute(0) : TargetValue.Keep, 0);
        }
    }
}

using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Exposure;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Numerics;
using BasisActors.Domain.Staking;

namespace BasisActors.Domain.Strategies;

/// <summary>
/// Turns a decision about a hedged staking position into blocks (domain reference §2.5, §3.6). Growing: margin in, coins and shorts together, coins to the wallet,
/// stake. Shrinking: unstake, coins to the exchange, sell and cover together, money back, payout. The shorts always follow the ETH that is really there.
/// </summary>
internal sealed class HedgedStakingPlanner
{
    public const string Pair = "ETHUSDT";

    public const string SaleBelowDebt = "sale_below_debt", InQueue = "in_queue", NothingToMove = "nothing_to_move";

    /// <summary>Share of a withdrawal by which what a queue pays may fall short without anything more being unstaked for it: its costs are not known beforehand.</summary>
    public const decimal QueueLoss = 0.02m;

    /// <summary>Times its own gas that unwinding once more must bring.</summary>
    private const decimal WorthItsGas = 4;

    private const string Coin = "ETH";
    private static readonly PositionKey WalletCash = BlockBuilder.Cash("wallet");

    private readonly StrategySetup _setup;
    private readonly StakingSettings _staking;
    private readonly BasisLegs _legs;
    private readonly BasisSizing _sizing;
    private readonly HedgeBlocks _hedge;
    private readonly StakedLeg _staked;
    private readonly MarginSupport _support;

    public HedgedStakingPlanner(StrategySetup setup, StakedLeg staked)
    {
        _setup = setup;
        _staking = setup.Configuration.Staking!;
        _legs = new BasisLegs(setup, Pair);
        _sizing = new BasisSizing(setup.Costs, _legs, setup.Configuration.Risk.MarginWarning);
        _hedge = new HedgeBlocks(_legs, new MarginSpread(_legs.SpotVenue.MinTradeSizeUsd, setup.Configuration.RebalanceThreshold));
        _staked = staked;
        _support = new MarginSupport(setup, _legs, _staked);
    }

    /// <summary>Cash that venues with low margin lack, USDT.</summary>
    public decimal MarginMissing(in StrategyInput input) => _support.Missing(input);

    /// <summary>ETH in the wallet and on exchanges that is not staked, and staked tokens that are not supplied as they should be.</summary>
    public decimal LooseEth(in StrategyInput input)
    {
        var loose = _staked.Read(input.Book, input.Snapshot, gasReserve: 0).Idle(_staking.Supplied);
        foreach (var leg in _legs.All)
            loose += leg.CoinsOf(input.Book);
        return loose;
    }

    /// <param name="decision">What was decided.</param>
    /// <param name="input">The tick.</param>
    /// <param name="ltv">Loan-to-value that the loop should have afterwards.</param>
    /// <param name="forgone">Yearly yield of ETH that waits in a queue.</param>
    public Plan Plan(Decision decision, in StrategyInput input, decimal ltv, decimal forgone)
    {
        var blocks = new BlockBuilder(_setup, input.Tick, decision.Action, input.Snapshot);
        var facts = new Dictionary<string, decimal>(StringComparer.Ordinal);
        var position = _staked.Read(input.Book, input.Snapshot, gasReserve: 0);
        decimal paid = 0;
        string? refusal;
        switch (decision)
        {
            case { Reason: "claim_due" }:
                refusal = Collect(blocks, input);
                break;
            case { Reason: HedgeReasons.Emergency or HedgeReasons.ReduceLtv or HedgeReasons.NegativeCarry }:
                refusal = Cut(blocks, decision, position, ltv, input);
                break;
            case { Reason: HedgeReasons.AddMargin }:
                refusal = _support.Write(blocks, position, ltv, input) ? null : SaleBelowDebt;
                break;
            case { Reason: HedgeReasons.DeltaDrift }:
                refusal = Rehedge(blocks, decision, input);
                break;
            case { Action: StrategyAction.EntryFull or StrategyAction.EntryPartial }:
                refusal = Grow(blocks, decision, position, ltv, input);
                break;
            default:
                refusal = Shrink(blocks, decision, position, forgone, input, facts, out paid);
                break;
        }

        if (!blocks.IsCovered(input.Book))
        {
            blocks.Clear();
            refusal = BasisPlanner.NotAffordable;
        }

        if (blocks.IsEmpty)
        {
            return Instructions.Plan.Hold(refusal ?? NothingToMove) with
            {
                HaltsRun = decision.HaltsRun,
                AnswersFlow = decision.Change == ChangeType.Deposit || refusal == BasisPlanner.PayoutBelowGas,
            };
        }

        return Write(decision, blocks, position, input, facts, paid);
    }

    private string? Collect(BlockBuilder blocks, in StrategyInput input)
    {
        if (!_support.TryKeepGas(blocks, input.Book.Receivables.Length * blocks.Gas(Operation.UnstakeClaim), input))
            return BasisPlanner.NotAffordable;
        _staked.Collect(blocks, input.Book, input.Snapshot.Timestamp);
        return null;
    }

    private string? Cut(BlockBuilder blocks, Decision decision, in StakedPosition position, decimal ltv, in StrategyInput input)
    {
        if (!TryKeepGas(blocks, Operation.AtomicDeleverageAave, input))
            return BasisPlanner.NotAffordable;
        if (_staked.Free(blocks, 0, position, ltv, input.Snapshot) is null)
            return SaleBelowDebt;
        blocks.Close(HedgeReasons.Priority(decision.Reason));
        return null;
    }

    /// <summary>The shorts follow the ETH; money moves only where a venue could not trade without it (S-147).</summary>
    private string? Rehedge(BlockBuilder blocks, Decision decision, in StrategyInput input)
    {
        var ether = input.Exposure.Asset(Coin);
        var sizes = _sizing.Of(0, Math.Max(0, ether.Spot), ether, FreeWallet(input), input);
        if (!Array.TrueForAll(sizes.Venues, v => v.CanTradeWith(0)) && !_hedge.TryFund(blocks, sizes, decision) && !blocks.AwaitsArrival)
        {
            blocks.Clear();
            return ether.Delta > 0 ? SellUnhedged(blocks, ether, input) : BasisPlanner.NotAffordable;
        }

        _hedge.Trade(blocks, sizes, HedgeReasons.DeltaDrift);
        return null;
    }

    /// <summary>ETH that lies loose and that there is no margin to hedge is sold.</summary>
    private string? SellUnhedged(BlockBuilder blocks, AssetExposure ether, in StrategyInput input)
    {
        var (inWallet, atSpotVenue) = (input.Book.Quantity(PositionKey.Token("wallet", Coin)), _legs.Spot.CoinsOf(input.Book));
        var sold = Math.Min(ether.Delta, inWallet + atSpotVenue);
        if (sold * input.Snapshot.Value(_legs.SpotSeries) <= _legs.SpotVenue.MinTradeSizeUsd || !TryKeepGas(blocks, Operation.TransferToCex, input))
            return BasisPlanner.NotAffordable;
        if (sold > atSpotVenue)
            blocks.TransferToCex(_legs.SpotVenue.Name, sold - atSpotVenue, Coin);
        blocks.Close(HedgeReasons.Priority(HedgeReasons.DeltaDrift));
        _hedge.Trade(blocks, _sizing.Of(-sold, ether.Short, ether, FreeWallet(input), input, blocks, asHeld: true), HedgeReasons.DeltaDrift);
        return null;
    }

    private string? Grow(BlockBuilder blocks, Decision decision, in StakedPosition position, decimal ltv, in StrategyInput input)
    {
        var ether = input.Exposure.Asset(Coin);
        var price = input.Snapshot.Value(_legs.SpotSeries);
        var bought = decision.Reason is "ltv_low" or "carry_positive" or "idle_capital" ? 0 : Amount.Round(Math.Max(0, Wanted(decision, ether, input) / price));
        if (bought > 0)
        {
            var sizes = _sizing.Of(bought, ether.Spot + bought, ether, FreeWallet(input), input);
            if (sizes.SpotChange == 0 || LeavesUnhedged(sizes, input))
                return BasisPlanner.BelowMinimum;
            if (!_hedge.TryFund(blocks, sizes, decision) && !blocks.AwaitsArrival)
            {
                blocks.Clear();
                return BasisPlanner.NotAffordable;
            }

            _hedge.Trade(blocks, sizes, decision.Reason);
        }
        else if (!TryKeepGas(blocks, _staking.Supplied ? Operation.AtomicLeverageEntry : Operation.Stake, input))
        {
            return BasisPlanner.NotAffordable;
        }

        var loose = position.WalletEth + Gather(blocks, _legs.All, input);
        var isWorthIt = loose >= _setup.Configuration.Venue(_staking.Token.Protocol).MinStake && loose * price >= _legs.SpotVenue.MinTradeSizeUsd;
        if (bought > 0 && !isWorthIt && !blocks.AwaitsArrival)
        {
            blocks.Clear();
            return BasisPlanner.BelowMinimum; // what would be bought is not worth the gas of staking it
        }

        if (isWorthIt || decision.Reason is "ltv_low" or "carry_positive" || (_staking.Supplied && position.LooseTokens * position.Rate * price >= _legs.SpotVenue.MinTradeSizeUsd))
            _staked.Enter(blocks, isWorthIt ? loose : 0, position, ltv, input.Snapshot);
        blocks.Close();
        return null;
    }

    private string? Shrink(
        BlockBuilder blocks, Decision decision, in StakedPosition position, decimal forgone, in StrategyInput input, Dictionary<string, decimal> facts, out decimal paid)
    {
        paid = 0;
        var asked = decision.Change == ChangeType.Withdrawal ? decision.Flow!.Amount : 0;
        var ether = input.Exposure.Asset(Coin);
        var everything = decision.Action == StrategyAction.ExitFull;
        var atSpotVenue = _legs.Spot.CoinsOf(input.Book);
        var book = input.Book;
        BasisLeg[] elsewhere = [.. _legs.All.Where(l => l.Venue.Name != _legs.SpotVenue.Name && l.CoinsOf(book) > 0)];
        if (elsewhere.Length > 0 && !TryKeepGas(blocks, Operation.TransferFromCex, input))
            elsewhere = [];
        var loose = position.WalletEth + atSpotVenue + Gather(blocks, elsewhere, input);
        var isUnwound = !everything && decision.Flow is { IsUnwound: true };
        if (isUnwound && position.Claims > 0)
        {
            blocks.Clear();
            return InQueue;
        }

        var removed = everything ? ether.Spot : isUnwound ? loose + RemovedAgain(asked, ether, loose, blocks, input) : Amount.Round(Math.Max(0, RemovedBy(decision, ether, input)));
        var fromLoose = everything ? loose : Math.Min(removed, loose);
        var fromStake = loose + position.Claims >= (1 - QueueLoss) * removed ? 0 : Math.Min(position.Staked, removed - fromLoose - position.Claims);
        var unstaked = default(Unstaked);
        if ((everything ? position.Staked : fromStake) * input.Snapshot.Value(_legs.SpotSeries) > _legs.SpotVenue.MinTradeSizeUsd)
        {
            var speed = asked > 0 ? _staked.Route(everything ? position.Staked : fromStake, position, forgone, blocks, input.Snapshot, facts) : UnwindSpeed.Fast;
            if (!_support.TryKeepGas(blocks, _staked.ExitGas(blocks, position, speed) + 2 * blocks.Gas(Operation.TransferToCex), input))
                return BasisPlanner.NotAffordable;
            var ltv = Math.Min(_staking.TargetLtv, position.LoanToValue);
            if (speed == UnwindSpeed.Slow)
                return _staked.Queue(blocks, everything ? position.Staked : fromStake, position, everything ? 0 : ltv, input.Snapshot) is null ? SaleBelowDebt : null;
            if ((everything ? _staked.FreeAll(blocks, position, input.Snapshot) : _staked.Free(blocks, fromStake, position, ltv, input.Snapshot)) is not { } freed)
                return SaleBelowDebt;
            unstaked = freed;
            blocks.Close(HedgeReasons.Priority(decision.Reason));
        }
        else if (asked > 0 && position.Claims > 0 && loose < (1 - QueueLoss) * removed)
        {
            return InQueue; // the shorts stay until the claim is sold
        }

        var sold = fromLoose + unstaked.Freed;
        var moved = Amount.Round(Math.Max(0, sold - atSpotVenue));
        if (moved * input.Snapshot.Value(_legs.SpotSeries) <= _legs.SpotVenue.MinTradeSizeUsd)
            sold = Math.Min(sold, atSpotVenue);
        else if (_support.TryKeepGas(blocks, blocks.Gas(Operation.TransferToCex), input))
            blocks.TransferToCex(_legs.SpotVenue.Name, moved, Coin);
        else
            return BasisPlanner.NotAffordable;
        blocks.Close(HedgeReasons.Priority(decision.Reason));
        var left = Math.Max(0, ether.Spot - fromLoose - unstaked.Removed);
        var wallet = FreeWallet(input) + blocks.Change(WalletCash);
        var sizes = _sizing.Of(-sold, everything ? 0 : left, ether, wallet, input, blocks);
        if (Array.Exists(sizes.Venues, v => v.ShortChange > 0 && !v.CanTradeWith(0)))
            sizes = _sizing.Of(-sold, left, ether, wallet, input, blocks, asHeld: true);
        if (asked == 0 && !everything && LeavesUnhedged(sizes with { CoinsAfter = sizes.CoinsAfter - unstaked.Lost }, input))
        {
            blocks.Clear();
            return BasisPlanner.BelowMinimum;
        }

        _hedge.Trade(blocks, sizes, decision.Reason);
        if (asked > 0 || !everything)
            _hedge.Release(blocks, sizes, decision, asked);
        if (asked > 0)
            paid = HedgeBlocks.Pay(blocks, input.Book.Quantity(WalletCash), asked, "USDT");
        if (asked > 0 && paid == 0 && !blocks.AwaitsArrival && blocks.IsEmpty)
            return BasisPlanner.PayoutBelowGas;
        return null;
    }

    private bool LeavesUnhedged(BasisSizes sizes, in StrategyInput input) =>
        sizes.LeavesUnhedged(input.Snapshot.Value(_legs.SpotSeries), _setup.Configuration.Risk.DeltaWarning * input.Exposure.Equity);

    /// <summary>Brings ETH that lies on exchanges to the wallet.</summary>
    /// <returns>ETH that comes.</returns>
    private decimal Gather(BlockBuilder blocks, IEnumerable<BasisLeg> from, in StrategyInput input)
    {
        var price = input.Snapshot.Value(_legs.SpotSeries); // exposure has no price while no ETH is held
        decimal gathered = 0;
        foreach (var leg in from)
        {
            var coins = leg.CoinsOf(input.Book) + blocks.Change(PositionKey.Token(leg.Venue.Name, Coin));
            if (coins * price < Math.Max(leg.Venue.MinTradeSizeUsd, 4 * blocks.Gas(Operation.TransferFromCex)))
                continue;
            blocks.TransferFromCex(leg.Venue.Name, coins, Coin);
            gathered += coins;
        }

        blocks.Close();
        return gathered;
    }

    /// <summary>
    /// Dollars to put into ETH: up to its share of equity; of a deposit its share, unless ETH has grown so far beyond that the purchase would be paid with margin.
    /// </summary>
    private decimal Wanted(Decision decision, AssetExposure ether, in StrategyInput input)
    {
        var share = _staking.Allocation * input.Exposure.Equity;
        var held = ether.Spot * input.Snapshot.Value(_legs.SpotSeries);
        return decision.Change == ChangeType.Deposit
            ? Math.Min(_staking.Allocation * decision.Flow!.Amount, share * (1 + _setup.Configuration.RebalanceThreshold) - held)
            : share - held;
    }

    private decimal RemovedBy(Decision decision, AssetExposure ether, in StrategyInput input) => decision.Change == ChangeType.Withdrawal
        ? ether.Spot * HedgeBlocks.ShareTaken(decision.Flow!.Amount, Math.Max(0, FreeWallet(input)), input.Exposure.Equity)
        : ether.Spot - _staking.Allocation * input.Exposure.Equity / input.Snapshot.Value(_legs.SpotSeries);

    /// <summary>
    /// ETH that must still be freed for a withdrawal that has been unwound once, because what that brought has become margin meanwhile. What does not cover its own gas several
    /// times over is not freed: the gas of each round would call for the next.
    /// </summary>
    private decimal RemovedAgain(decimal asked, AssetExposure ether, decimal loose, BlockBuilder blocks, in StrategyInput input)
    {
        var spare = _sizing.Of(0, ether.Short, ether, FreeWallet(input), input).Venues.Sum(v => Math.Max(0, v.SpendableBefore));
        var idle = Math.Max(0, FreeWallet(input)) + spare + loose * input.Snapshot.Value(_legs.SpotSeries);
        var gas = blocks.Gas(Operation.AtomicDeleverageAave) + blocks.Gas(Operation.UnstakeRequest) + blocks.Gas(Operation.UnstakeClaim) + blocks.Gas(Operation.TransferToCex);
        return asked - idle <= Math.Max(QueueLoss * asked, WorthItsGas * gas)
            ? 0
            : Amount.Round((ether.Spot - loose) * HedgeBlocks.ShareTaken(asked, idle, input.Exposure.Equity));
    }

    /// <summary>USDT of the wallet that is not kept for gas; negative when gas is short.</summary>
    private decimal FreeWallet(in StrategyInput input) => input.Book.Quantity(WalletCash) - _setup.GasReserve(input.Exposure.Equity);

    /// <summary>Brings money for gas to the wallet when it does not hold enough.</summary>
    private bool TryKeepGas(BlockBuilder blocks, Operation operation, in StrategyInput input, decimal more = 0) =>
        _support.TryKeepGas(blocks, blocks.Gas(operation) + 2 * blocks.Gas(Operation.TransferToCex) + more, input);

    /// <summary>True once the purchase itself is in the plan: what is still to be done is then done with ETH that lies loose.</summary>
    private static bool Trades(ImmutableArray<InstructionBlock> steps) => steps.Any(b => b.Instructions.Any(i => i.Type == InstructionType.CexTrade));

    private Plan Write(
        Decision decision, BlockBuilder blocks, in StakedPosition position, in StrategyInput input, Dictionary<string, decimal> facts, decimal paid)
    {
        var price = input.Snapshot.Value(_legs.SpotSeries);
        (facts["eth_price"], facts["flow"], facts["aave_net_eth"]) = (price, decision.Flow?.Amount ?? 0, position.Staked);
        var steps = blocks.Build();
        return new Plan
        {
            Action = decision.Action,
            Change = decision.Change,
            Reason = decision.Reason,
            DesiredState = HedgedStakingTargets.Of(decision, _setup.Configuration, input, price),
            Facts = facts.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Gaps = PositionGaps.Of(steps, input.Book),
            Blocks = steps,
            HaltsRun = decision.HaltsRun && !blocks.AwaitsArrival,
            AnswersFlow = decision.Change == ChangeType.Withdrawal ? paid > 0 : decision.Flow is not null && (!blocks.AwaitsArrival || Trades(steps)),
        };
    }
}

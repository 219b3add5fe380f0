using System.Collections.Immutable;
using BasisActors.Domain.Instructions;

namespace BasisActors.Domain.Strategies;

/// <summary>
/// Turns a decision about a spot–perpetual basis into targets, gaps and blocks. One path for setup, deposit, withdrawal and rebalance:
/// how many coins to hold, the same coins short over the venues by weight, and the rest of the money as margin by the same weights.
/// A plan that nobody is forced to make is made whole or not at all: a leg too small for its venue, or one that cannot be paid, must not leave the other one alone.
/// </summary>
public sealed class BasisPlanner
{
    /// <summary>Reason of the plan that holds because trades too small for their venues would leave the book leaning.</summary>
    public const string BelowMinimum = "below_minimum";

    /// <summary>Reason of the plan that holds because its trades cannot be paid where they are made, gas of the transfers included.</summary>
    public const string NotAffordable = "not_affordable";

    /// <summary>Reason of the plan that answers a withdrawal whose gas is more than all that could be paid.</summary>
    public const string PayoutBelowGas = "payout_below_gas";

    private readonly StrategySetup _setup;
    private readonly BasisLegs _legs;
    private readonly BasisTargets _targets;
    private readonly BasisSizing _sizing;
    private readonly HedgeBlocks _hedge;
    private readonly string _coin;

    public BasisPlanner(StrategySetup setup, string pair)
    {
        _setup = setup;
        _legs = new BasisLegs(setup, pair);
        _targets = new BasisTargets(setup.Configuration, _legs);
        _sizing = new BasisSizing(setup.Costs, _legs, setup.Configuration.Risk.MarginWarning);
        _hedge = new HedgeBlocks(_legs, new MarginSpread(_legs.SpotVenue.MinTradeSizeUsd, setup.Configuration.RebalanceThreshold));
        _coin = _legs.Base.ToLowerInvariant();
    }

    public Plan Plan(Decision decision, in StrategyInput input, decimal funding)
    {
        var current = input.Exposure.Asset(_legs.Base);
        var (spotTarget, shortTarget) = _targets.Of(decision, input, current);
        var (bought, shortTotal, cash) = (spotTarget.Resolve(current.Spot) - current.Spot, -shortTarget.Resolve(current.Perp), input.Book.Quantity(BlockBuilder.Cash("wallet")));
        var sizes = _sizing.Of(bought, shortTotal, current, cash, input);
        if (IsForced(decision) && Array.Exists(sizes.Venues, v => v.ShortChange > 0 && !v.CanTradeWith(0)))
            sizes = _sizing.Of(bought, shortTotal, current, cash, input, asHeld: true);
        if (decision.Keep < 1 && LeavesUnhedged(sizes, input))
            sizes = _sizing.Of(sizes.Venues.Sum(v => v.ShortChange), shortTotal, current, cash, input); // as many coins as there are shorts large enough to be covered
        if ((!IsForced(decision) || decision.Keep < 1) && LeavesUnhedged(sizes, input))
            return Hold(BelowMinimum, decision);
        var asked = decision.Change == ChangeType.Withdrawal ? decision.Flow!.Amount : 0;
        var blocks = new BlockBuilder(_setup, input.Tick, decision.Action, input.Snapshot);
        if (!TryWriteEntryMargin(blocks, sizes, decision, asked))
            return Hold(NotAffordable, decision);
        _hedge.Trade(blocks, sizes, decision.Reason);
        var payout = WriteReturnAndPayout(blocks, sizes, decision, asked);
        if (asked > 0 && payout == 0 && !blocks.AwaitsArrival)
            return Hold(PayoutBelowGas, decision);
        if (blocks.IsEmpty && !IsForced(decision))
            return Hold(BelowMinimum, decision);
        return new Plan
        {
            Action = decision.Action,
            Change = decision.Change,
            Reason = decision.Reason,
            DesiredState = StateOf(spotTarget, shortTarget),
            Facts = FactsOf(input.Snapshot.Value(_legs.SpotSeries), funding, decision),
            Gaps = blocks.IsEmpty
                ? []
                : [
                    new Gap(_coin + "_spot", current.Spot, spotTarget.Resolve(current.Spot), 0),
                    new Gap(_coin + "_perp_short", current.Perp, shortTarget.Resolve(current.Perp), 0),
                    new Gap("payout", 0, blocks.AwaitsArrival ? asked : payout, 0),
                ],
            Blocks = blocks.Build(),
            HaltsRun = decision.HaltsRun,
            AnswersFlow = decision.Flow is not null && !blocks.AwaitsArrival,
        };
    }

    private bool LeavesUnhedged(BasisSizes sizes, in StrategyInput input) =>
        sizes.LeavesUnhedged(input.Snapshot.Value(_legs.SpotSeries), _setup.Configuration.Risk.DeltaWarning * input.Exposure.Equity);

    /// <summary>A plan that must be tried as far as it goes: somebody wants out, or a risk must shrink.</summary>
    private static bool IsForced(Decision decision) =>
        decision.Action == StrategyAction.ExitFull || decision.Change == ChangeType.Withdrawal || decision.Keep < 1;

    private static Plan Hold(string reason, Decision decision) => Instructions.Plan.Hold(reason) with { AnswersFlow = decision.Flow is not null };

    private ImmutableSortedDictionary<string, TargetValue> StateOf(TargetValue spot, TargetValue perp) =>
        ImmutableSortedDictionary.CreateRange<string, TargetValue>(
            StringComparer.Ordinal, [new(_coin + "_spot", spot), new(_coin + "_perp_short", perp), new("target_delta_" + _coin, new TargetValue.Absolute(0))]);

    private ImmutableSortedDictionary<string, decimal> FactsOf(decimal spotPrice, decimal funding, Decision decision) =>
        ImmutableSortedDictionary.CreateRange<string, decimal>(
            StringComparer.Ordinal, [new(_coin + "_price", spotPrice), new("funding_rate", funding), new("flow", decision.Flow?.Amount ?? 0)]);

    private static bool MovesMoney(Decision decision, decimal payout) =>
        decision.Reason != HedgeReasons.DeltaDrift && !(decision.Action == StrategyAction.ExitFull && payout == 0);

    /// <summary>Margin in, before trades that need it; to repair a hedge only where a venue could not trade without it.</summary>
    /// <returns>False when the venues could not make their trades even then.</returns>
    private bool TryWriteEntryMargin(BlockBuilder blocks, BasisSizes sizes, Decision decision, decimal payout)
    {
        var canTrade = decision.Reason == HedgeReasons.DeltaDrift && Array.TrueForAll(sizes.Venues, v => v.CanTradeWith(0));
        if (!sizes.Grows || canTrade || payout > 0 || decision.Action == StrategyAction.ExitFull)
            return true;
        return _hedge.TryFund(blocks, sizes, decision) || IsForced(decision) || blocks.AwaitsArrival;
    }

    /// <summary>Margin out once the trades have freed it, then the payout: what was asked for, or all that is left after a full exit.</summary>
    /// <returns>What is paid out.</returns>
    private decimal WriteReturnAndPayout(BlockBuilder blocks, BasisSizes sizes, Decision decision, decimal asked)
    {
        if (MovesMoney(decision, asked) && (!sizes.Grows || asked > 0))
            _hedge.Release(blocks, sizes, decision, asked);
        return asked > 0 ? HedgeBlocks.Pay(blocks, sizes.Wallet, asked, "USDT") : 0;
    }
}

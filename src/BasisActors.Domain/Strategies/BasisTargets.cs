using BasisActors.Domain.Configuration;
using BasisActors.Domain.Exposure;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Numerics;

namespace BasisActors.Domain.Strategies;

/// <summary>How many coins a basis should hold, and how many it should be short (S-112…S-115, C-14).</summary>
internal sealed class BasisTargets(RunConfiguration configuration, BasisLegs legs)
{
    /// <summary>Share of spendable money kept for fees, slippage and gas of the purchase itself.</summary>
    private const decimal CostReserve = 0.05m;

    /// <summary>Desired coins and desired total short, as the mode states them.</summary>
    public (TargetValue Spot, TargetValue Short) Of(Decision decision, in StrategyInput input, AssetExposure current)
    {
        if (decision.Action == StrategyAction.ExitFull)
            return (new TargetValue.Absolute(0), new TargetValue.Absolute(0));
        var spotPrice = input.Snapshot.Value(legs.SpotSeries);
        switch (decision.Change)
        {
            case ChangeType.Deposit:
                var added = Amount.Round(Math.Min(configuration.SpotAllocation * decision.Flow!.Amount, Affordable(input)) / spotPrice);
                return (new TargetValue.Increase(added), new TargetValue.Decrease(added));
            case ChangeType.Withdrawal:
                return decision.Flow!.IsUnwound
                    ? (TargetValue.Keep, new TargetValue.Absolute(-current.Spot))
                    : Kept(current, 1 - HedgeBlocks.ShareTaken(decision.Flow.Amount, input.Book.Quantity(BlockBuilder.Cash("wallet")), input.Exposure.Equity));
            case ChangeType.Rebalance when decision.Reason == HedgeReasons.DeltaDrift:
                return (TargetValue.Keep, new TargetValue.Absolute(-current.Spot));
            case ChangeType.Rebalance when decision.Keep < 1:
                return Kept(current, decision.Keep);
            default:
                var desired = Amount.Round(configuration.SpotAllocation * input.Exposure.Equity / spotPrice);
                return (new TargetValue.Absolute(desired), new TargetValue.Absolute(-desired));
        }
    }

    private static (TargetValue Spot, TargetValue Short) Kept(AssetExposure current, decimal share) =>
        (new TargetValue.Absolute(Amount.Round(current.Spot * share)), new TargetValue.Absolute(Amount.Round(current.Perp * share)));

    /// <summary>Money that a purchase can be paid with: all cash that no position binds, less a reserve for costs.</summary>
    private decimal Affordable(in StrategyInput input)
    {
        var book = input.Book;
        var cash = book.Quantity(BlockBuilder.Cash("wallet"));
        foreach (var leg in legs.All)
        {
            cash += book.Quantity(BlockBuilder.Cash(leg.Venue.Name));
            var position = leg.Position(book);
            if (position.Size == 0)
                continue;
            var mark = input.Snapshot.Value(leg.Mark);
            cash += Math.Min(0, position.UnrealisedPnl(mark) - leg.Bound(position, mark));
        }

        return Math.Max(0, cash * (1 - CostReserve));
    }
}

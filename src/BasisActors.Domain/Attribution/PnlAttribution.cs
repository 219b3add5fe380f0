using System.Collections.Immutable;
using System.Runtime.InteropServices;
using BasisActors.Domain.Exposure;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;
using BasisActors.Domain.Numerics;

namespace BasisActors.Domain.Attribution;

/// <summary>
/// Splits the equity change of a tick into buckets that sum exactly (domain reference §5.8). The same book is valued again and again while one thing
/// changes at a time: index accruals at the old prices, then rate, spot and basis, then the tick's events at the new prices.
/// Each bucket is a difference of two such valuations, so the sum telescopes and nothing is left over.
/// </summary>
public sealed class PnlAttribution(UnitPricing pricing)
{
    private readonly ChartOfAccounts _chart = pricing.Chart;

    /// <summary>Our accounts whose value moves with the market.</summary>
    private readonly int[] _moving =
        [.. pricing.Chart.Accounts.Take(pricing.Chart.OwnCount).Where(a => !pricing.IsConstant(a.Unit)).Select(a => a.Index)];

    /// <summary>Attributes one tick.</summary>
    /// <param name="opening">The book at the end of the previous tick.</param>
    /// <param name="before">The market at the previous tick; equal to <paramref name="now"/> at the first one.</param>
    /// <param name="accruals">Index accruals of this tick, valued at the old prices.</param>
    /// <param name="events">Everything else posted in this tick, in order, valued at the new prices.</param>
    /// <param name="now">The market at this tick.</param>
    /// <param name="equityBefore">Equity at the end of the previous tick.</param>
    /// <param name="equityAfter">Equity of the closing book, valued independently.</param>
    public TickPnl Attribute(
        Book opening,
        in MarketSnapshot before,
        ImmutableArray<Posting> accruals,
        ReadOnlySpan<Posting> events,
        in MarketSnapshot now,
        decimal equityBefore,
        decimal equityAfter)
    {
        var buckets = new decimal[AttributionBuckets.Count];
        decimal flow = 0, fees = 0, gas = 0, slippage = 0;
        Span<decimal> balances = stackalloc decimal[_chart.OwnCount];
        opening.CopyOwnTo(balances);
        foreach (var posting in accruals)
            buckets[(int)BucketOf(posting.Cause)] += Post(posting, balances, before);

        if (before.Timestamp != now.Timestamp)
            Revalue(balances, before, now, buckets);

        foreach (var posting in events)
        {
            var change = Post(posting, balances, now);
            if (posting.Cause == Cause.CapitalFlow)
            {
                flow += change;
                continue;
            }

            buckets[(int)BucketOf(posting.Cause)] += change;
            switch (posting.Cause)
            {
                case Cause.Fee:
                    fees -= change;
                    break;
                case Cause.Gas:
                    gas -= change;
                    break;
                case Cause.Trade:
                    slippage -= change;
                    break;
            }
        }

        return new TickPnl(now.Timestamp, equityBefore, equityAfter, flow, ImmutableCollectionsMarshal.AsImmutableArray(buckets), fees, gas, slippage);
    }

    private static AttributionBucket BucketOf(Cause cause) => cause switch
    {
        Cause.LendingInterest => AttributionBucket.SupplyYield,
        Cause.BorrowInterest => AttributionBucket.BorrowCosts,
        Cause.Funding => AttributionBucket.FundingPnl,
        Cause.Trade or Cause.Fee or Cause.Gas or Cause.Transfer or Cause.Conversion or Cause.Adjustment => AttributionBucket.TransactionCosts,
        Cause.Reward => AttributionBucket.StakingYieldRewards,
        Cause.Liquidation => AttributionBucket.LiquidationLoss,
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, "No bucket for this cause."),
    };

    private void Revalue(ReadOnlySpan<decimal> balances, in MarketSnapshot before, in MarketSnapshot now, decimal[] buckets)
    {
        foreach (var i in _moving)
        {
            var balance = balances[i];
            if (balance == 0)
                continue;
            var unit = _chart.Accounts[i].Unit;
            var from = pricing.At(before, unit);
            var to = pricing.At(now, unit);
            var value = Amount.Value(balance, from.Price);
            if (pricing.HasBasis(unit))
                Move(pricing.PriceBucket(unit), Amount.Value(balance, to.Spot + from.Basis));
            else if (pricing.IsStaked(unit) && from.Rate != to.Rate)
                Move(AttributionBucket.StakingYieldOracle, Amount.Value(balance, UnitPrice.Combine(to.Rate, from.Spot)));
            Move(pricing.HasBasis(unit) ? AttributionBucket.BasisPnl : pricing.PriceBucket(unit), Amount.Value(balance, to.Price));

            void Move(AttributionBucket bucket, decimal next)
            {
                buckets[(int)bucket] += next - value;
                value = next;
            }
        }
    }

    /// <summary>Books a posting on our own accounts; the ledger has booked it already, so what it says is in balance.</summary>
    /// <returns>What it did to their value.</returns>
    private decimal Post(Posting posting, Span<decimal> balances, in MarketSnapshot snapshot)
    {
        decimal change = 0;
        var legs = posting.Legs;
        for (var i = 0; i < legs.Length; i++)
        {
            var account = _chart.Accounts[legs[i].Account];
            if (!account.IsOwn || AppearsBefore(legs, i))
                continue;
            var before = balances[account.Index];
            for (var j = i; j < legs.Length; j++)
                balances[account.Index] += legs[j].Account == account.Index ? legs[j].Amount : 0;
            var price = pricing.At(snapshot, account.Unit).Price;
            change += Amount.Value(balances[account.Index], price) - Amount.Value(before, price);
        }

        return change;
    }

    private static bool AppearsBefore(ImmutableArray<Leg> legs, int index)
    {
        for (var i = 0; i < index; i++)
        {
            if (legs[i].Account == legs[index].Account)
                return true;
        }

        return false;
    }
}

using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Costs;
using BasisActors.Domain.Exposure;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;
using BasisActors.Domain.Numerics;
using BasisActors.Domain.Perpetuals;

namespace BasisActors.Domain.Strategies;

/// <summary>
/// Turns a decision about a spot–perpetual basis into targets, gaps and blocks. One path for setup, deposit, withdrawal and rebalance:
/// how many coins to hold, the same coins short over the venues by weight, and the rest of the money as margin by the same weights.
/// </summary>
public sealed class BasisPlanner
{
    public const string DeltaDrift = "delta_drift";

    private readonly StrategySetup _setup;
    private readonly string _pair;
    private readonly string _base;
    private readonly VenueSettings _spotVenue;
    private readonly PositionKey _spotKey;
    private readonly int _spotSeries;
    private readonly Leg[] _legs;
    private readonly decimal _minTrade;

    public BasisPlanner(StrategySetup setup, string pair)
    {
        _setup = setup;
        _pair = pair;
        _base = ChartOfAccounts.Base(pair);
        _spotVenue = setup.Configuration.Venue(setup.Configuration.SpotVenue);
        _spotKey = new PositionKey(_spotVenue.Name, PositionType.BaseToken, _base);
        _spotSeries = setup.Market.Find(new SeriesKey(SeriesKind.Spot, _spotVenue.Name, pair));
        _minTrade = _spotVenue.MinTradeSizeUsd;
        var weights = setup.Configuration.Hedge.Where(h => h.Weight > 0).ToList();
        if (weights.All(h => h.Venue != _spotVenue.Name))
            weights.Add(new HedgeWeight(_spotVenue.Name, 0));
        _legs = [.. weights.Select(h => new Leg(
            setup.Configuration.Venue(h.Venue), h.Weight, new PositionKey(h.Venue, PositionType.Perp, pair),
            setup.Market.Find(new SeriesKey(SeriesKind.Perp, h.Venue, pair))))];
    }

    /// <summary>Coins that the spot share of equity buys now.</summary>
    private decimal DesiredSpot(in StrategyInput input) =>
        Amount.Round(_setup.Configuration.SpotAllocation * input.Exposure.Equity / input.Snapshot.Value(_spotSeries));

    public Plan Plan(Decision decision, in StrategyInput input, decimal funding)
    {
        var spotPrice = input.Snapshot.Value(_spotSeries);
        var current = input.Exposure.Asset(_base);
        var (spotTarget, shortTarget) = Targets(decision, input, current, spotPrice);
        var sizes = Size(spotTarget, shortTarget, current, input, spotPrice);
        var payout = decision.Change == ChangeType.Withdrawal ? decision.Flow!.Amount : 0;
        var blocks = new BlockBuilder(_setup, input.Tick, decision.Action, input.Snapshot);
        payout = Write(blocks, sizes, decision, payout);
        var open = !blocks.IsEmpty;
        return new Plan
        {
            Action = decision.Action,
            Change = decision.Change,
            Reason = decision.Reason,
            DesiredState = StateOf(spotTarget, shortTarget),
            Facts = FactsOf(spotPrice, funding, decision),
            Gaps = open
                ? [
                    new Gap("btc_spot", current.Spot, spotTarget.Resolve(current.Spot), 0),
                    new Gap("btc_perp_short", current.Perp, shortTarget.Resolve(current.Perp), 0),
                    new Gap("payout", 0, payout, 0),
                ]
                : [],
            Blocks = blocks.Build(),
            HaltsRun = decision.HaltsRun,
            AnswersFlow = decision.Flow is not null,
        };
    }

    private static ImmutableSortedDictionary<string, TargetValue> StateOf(TargetValue spot, TargetValue perp) =>
        ImmutableSortedDictionary.CreateRange<string, TargetValue>(
            StringComparer.Ordinal, [new("btc_spot", spot), new("btc_perp_short", perp), new("target_delta_btc", new TargetValue.Absolute(0))]);

    private static ImmutableSortedDictionary<string, decimal> FactsOf(decimal spotPrice, decimal funding, Decision decision) =>
        ImmutableSortedDictionary.CreateRange<string, decimal>(
            StringComparer.Ordinal, [new("btc_price", spotPrice), new("funding_rate", funding), new("flow", decision.Flow?.Amount ?? 0)]);

    /// <summary>Desired coins and desired total short, as the mode states them (S-112…S-115, C-14).</summary>
    private (TargetValue Spot, TargetValue Short) Targets(Decision decision, in StrategyInput input, AssetExposure current, decimal spotPrice)
    {
        if (decision.Action == StrategyAction.ExitFull)
            return (new TargetValue.Absolute(0), new TargetValue.Absolute(0));
        switch (decision.Change)
        {
            case ChangeType.Deposit:
                var added = Amount.Round(_setup.Configuration.SpotAllocation * decision.Flow!.Amount / spotPrice);
                return (new TargetValue.Increase(added), new TargetValue.Decrease(added));
            case ChangeType.Withdrawal:
                var keep = 1 - decision.Flow!.Amount / input.Exposure.Equity;
                return (new TargetValue.Absolute(Amount.Round(current.Spot * keep)), new TargetValue.Absolute(Amount.Round(current.Perp * keep)));
            case ChangeType.Rebalance when decision.Reason == DeltaDrift:
                return (TargetValue.Keep, new TargetValue.Absolute(-current.Spot));
            case ChangeType.Rebalance when decision.Keep < 1:
                return (new TargetValue.Absolute(Amount.Round(current.Spot * decision.Keep)), new TargetValue.Absolute(Amount.Round(current.Perp * decision.Keep)));
            default:
                var desired = DesiredSpot(input);
                return (new TargetValue.Absolute(desired), new TargetValue.Absolute(-desired));
        }
    }

    /// <summary>What each venue trades and how much cash it needs, at snapshot prices with estimated costs.</summary>
    private Sizes Size(TargetValue spotTarget, TargetValue shortTarget, AssetExposure current, in StrategyInput input, decimal spotPrice)
    {
        var book = input.Book;
        var spotChange = AboveMinimum(spotTarget.Resolve(current.Spot) - current.Spot, spotPrice, _spotVenue);
        var spotFill = _setup.Costs.Spot(_spotVenue, spotChange > 0 ? Side.Buy : Side.Sell, Math.Abs(spotChange), spotPrice);
        var shortTotal = -shortTarget.Resolve(current.Perp);
        var venues = new VenueSize[_legs.Length];
        var remaining = shortTotal;
        for (var i = 0; i < _legs.Length; i++)
        {
            var leg = _legs[i];
            // A venue without weight should hold nothing; what is left there is bought back like any other surplus.
            var position = book.Chart.IsDeclared(leg.Key)
                ? new PerpetualPosition(book.Quantity(leg.Key), book[book.Chart.Own(leg.Key, AccountRole.EntryNotional)])
                : default;
            var mark = leg.Weight == 0 && position.Size == 0 ? 0 : input.Snapshot.Value(leg.Mark);
            var wanted = Array.FindLastIndex(_legs, l => l.Weight > 0) == i ? remaining : Amount.Round(shortTotal * leg.Weight);
            remaining -= wanted;
            var change = AboveMinimum(wanted + position.Size, mark, leg.Venue);
            var fill = change == 0 ? default : _setup.Costs.Perp(leg.Venue, change > 0 ? Side.Sell : Side.Buy, Math.Abs(change), mark);
            decimal realised = 0;
            var after = position;
            if (change > 0)
                after = position.OpenShort(change, fill.Price);
            else if (change < 0)
                after = position.ReduceShort(-change, fill.Price, out realised);
            var isSpot = leg.Venue.Name == _spotVenue.Name;
            var spotCash = isSpot && spotChange != 0 ? (spotChange > 0 ? -spotFill.Notional : spotFill.Notional) - spotFill.Fee : 0;
            venues[i] = new VenueSize(leg, book.Quantity(BlockBuilder.Cash(leg.Venue.Name)), change, fill, realised, spotCash, after.Size, after.UnrealisedPnl(mark), position.UnrealisedPnl(mark) - Bound(leg, position, mark), Bound(leg, after, mark));
        }

        var isFlat = current.Spot + spotChange == 0 && Array.TrueForAll(venues, v => v.SizeAfter == 0);
        return new Sizes(book.Quantity(BlockBuilder.Cash("wallet")), spotChange, spotFill, venues, isFlat);
    }

    /// <summary>Margin in, both legs together, margin out, payout; each block after the one before.</summary>
    /// <returns>What is paid out.</returns>
    private decimal Write(BlockBuilder blocks, Sizes sizes, Decision decision, decimal payout)
    {
        var grows = sizes.SpotChange > 0 || sizes.Venues.Any(v => v.ShortChange > 0);
        var movesMoney = decision.Reason != DeltaDrift && !(decision.Action == StrategyAction.ExitFull && payout == 0);
        if (grows && movesMoney && payout == 0)
            BalanceMargin(blocks, sizes, decision, payout: 0, beforeTrades: true);

        foreach (var venue in sizes.Venues)
        {
            if (venue.ShortChange < 0)
                blocks.ReduceShort(venue.Leg.Venue.Name, _pair, -venue.ShortChange, venue.Realised, venue.Fill);
        }

        if (sizes.SpotChange > 0)
            blocks.SpotBuy(_spotVenue.Name, _pair, sizes.SpotChange, sizes.SpotFill);
        else if (sizes.SpotChange < 0)
            blocks.SpotSell(_spotVenue.Name, _pair, -sizes.SpotChange, sizes.SpotFill);
        foreach (var venue in sizes.Venues)
        {
            if (venue.ShortChange > 0)
                blocks.OpenShort(venue.Leg.Venue.Name, _pair, venue.ShortChange, venue.Fill);
        }

        blocks.Close(Priority(decision), parallel: true);
        if (movesMoney && (!grows || payout > 0))
            BalanceMargin(blocks, sizes, decision, payout, beforeTrades: false);
        return payout > 0 ? PayOut(blocks, sizes, payout) : 0;
    }

    private static int Priority(Decision decision) => decision.Reason switch
    {
        "margin_critical" => BlockPriority.Margin,
        "stop_loss" or "kill_switch" => BlockPriority.Emergency,
        DeltaDrift => BlockPriority.Delta,
        _ => BlockPriority.Normal,
    };

    /// <summary>
    /// Moves cash so that each venue's margin is its weight of all money that is not in coins. Small differences stay where they are, except that
    /// a venue must be able to pay for its trades and a payout must be free in the wallet. Without a position no venue needs margin: money only comes back,
    /// and only for a payout.
    /// </summary>
    private void BalanceMargin(BlockBuilder blocks, Sizes sizes, Decision decision, decimal payout, bool beforeTrades)
    {
        var payoutNeed = payout > 0 ? payout + blocks.Gas(Operation.WalletPayout) : 0;
        var worth = decision.Change is ChangeType.InitialSetup or ChangeType.Deposit
            ? _minTrade
            : Math.Max(_minTrade, _setup.Configuration.RebalanceThreshold * (sizes.Money - payoutNeed));
        decimal MustPay(VenueSize venue) => beforeTrades ? venue.Shortage : 0;
        var need = payoutNeed + sizes.Venues.Sum(v => MustPay(v) > 0 ? MustPay(v) + blocks.Gas(Operation.TransferToCex) : 0);
        bool Sends(decimal move, decimal wallet) => move < 0 && ((-move > worth && !sizes.IsFlat) || need > wallet);
        bool Receives(VenueSize venue, decimal move) => move > worth || MustPay(venue) > 0;

        // The transfers pay gas out of the money they spread, so they are counted first.
        var draft = Moves(sizes, payoutNeed);
        var gas = draft.Count(m => Sends(m.Move, sizes.Wallet)) * blocks.Gas(Operation.TransferFromCex)
            + draft.Count(m => Receives(m.Venue, m.Move)) * blocks.Gas(Operation.TransferToCex);
        var moves = Moves(sizes, payoutNeed + gas);
        var wallet = sizes.Wallet;
        foreach (var (venue, move) in moves.Where(m => Sends(m.Move, wallet)))
        {
            var available = beforeTrades ? venue.SpendableBefore : venue.SpendableAfter;
            var amount = Math.Min(-move, available);
            if (amount <= _minTrade && need > wallet)
                amount = Math.Min(need - wallet + blocks.Gas(Operation.TransferFromCex), available);
            else if (amount <= _minTrade)
                continue;
            if (amount <= blocks.Gas(Operation.TransferFromCex))
                continue;
            blocks.TransferFromCex(venue.Leg.Venue.Name, amount);
            wallet += amount - blocks.Gas(Operation.TransferFromCex);
        }

        blocks.Close();
        if (sizes.IsFlat)
            return;
        var free = wallet - payoutNeed;
        // What a trade costs comes first: when money is short, margin gets less, never the purchase.
        foreach (var (venue, move) in moves.Where(m => Receives(m.Venue, m.Move)).OrderByDescending(m => MustPay(m.Venue)))
        {
            var amount = Amount.Round(Math.Min(Math.Max(MustPay(venue), move), free - blocks.Gas(Operation.TransferToCex)));
            if (amount <= (MustPay(venue) > 0 ? 0 : _minTrade))
                continue;
            blocks.TransferToCex(venue.Leg.Venue.Name, amount);
            free -= amount + blocks.Gas(Operation.TransferToCex);
        }

        blocks.Close();
    }

    /// <summary>What each venue lacks (+) or has too much (−) when everything but <paramref name="reserved"/> is spread by weight.</summary>
    private static List<(VenueSize Venue, decimal Move)> Moves(Sizes sizes, decimal reserved)
    {
        var total = sizes.Money - reserved;
        // rounded down, so that the last digit is never missing where a trade must be paid
        decimal Share(Leg leg) => decimal.Round(total * leg.Weight, Amount.Decimals, MidpointRounding.ToNegativeInfinity);
        return [.. sizes.Venues.Select(v => (v, Share(v.Leg) - v.UnrealisedAfter - v.CashAfterTrades))];
    }

    /// <summary>Pays the investor what was asked for, or all that is left after a full exit.</summary>
    private static decimal PayOut(BlockBuilder blocks, Sizes sizes, decimal payout)
    {
        var amount = Amount.Round(Math.Min(payout, blocks.WalletAfter(sizes.Wallet) - blocks.Gas(Operation.WalletPayout)));
        if (amount <= 0)
            return 0;
        blocks.Payout(amount);
        blocks.Close();
        return amount;
    }

    /// <summary>Initial margin that an open position binds.</summary>
    private static decimal Bound(Leg leg, PerpetualPosition position, decimal mark) => Math.Abs(position.Size) * mark * leg.Venue.InitialMarginRate;

    private static decimal AboveMinimum(decimal change, decimal price, VenueSettings venue) => Math.Abs(change) * price < venue.MinTradeSizeUsd ? 0 : change;

    private sealed record Leg(VenueSettings Venue, decimal Weight, PositionKey Key, int Mark);

    /// <summary>All parts together; flat when neither coins nor contracts are held once the trades are done.</summary>
    private sealed record Sizes(decimal Wallet, decimal SpotChange, FillEstimate SpotFill, VenueSize[] Venues, bool IsFlat)
    {
        /// <summary>Everything that is not in coins once the trades are done.</summary>
        public decimal Money => Wallet + Venues.Sum(v => v.CashAfterTrades + v.UnrealisedAfter);
    }

    /// <summary>One venue's part: cash now, change of the short (positive opens), its fill, realised P&amp;L, cash of the spot trade, contracts and unrealised
    /// P&amp;L after; unrealised P&amp;L less bound margin before; bound margin after.</summary>
    private sealed record VenueSize(
        Leg Leg, decimal Cash, decimal ShortChange, FillEstimate Fill, decimal Realised, decimal SpotCash, decimal SizeAfter, decimal UnrealisedAfter, decimal FreeBefore, decimal BoundAfter)
    {
        /// <summary>What can leave the venue before the trades, its own purchase set aside.</summary>
        public decimal SpendableBefore => Down(Cash + Math.Min(0, FreeBefore) + Math.Min(0, SpotCash));

        /// <summary>What can leave it after the trades.</summary>
        public decimal SpendableAfter => Down(CashAfterTrades + Math.Min(0, UnrealisedAfter - BoundAfter));

        public decimal CashChange => SpotCash + Realised - Fill.Fee;

        public decimal CashAfterTrades => Cash + CashChange;

        /// <summary>To the token's six decimals, so that the venue's own rounding of its margin cannot refuse the last digit.</summary>
        private static decimal Down(decimal amount) => decimal.Round(amount, 6, MidpointRounding.ToNegativeInfinity);

        /// <summary>What the venue lacks to pay for its trades without touching bound margin; 0 when its cash suffices.</summary>
        public decimal Shortage => Math.Max(0, -(Cash + Math.Min(0, FreeBefore) + Math.Min(0, CashChange)));
    }
}

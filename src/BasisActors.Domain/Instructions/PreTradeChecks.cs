using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;
using BasisActors.Domain.Numerics;

namespace BasisActors.Domain.Instructions;

/// <summary>
/// What a live run asks of a whole block before its first leg is sent (domain reference §11.2), by the ledger and the tick's prices. A leg that only shrinks
/// something is asked whether there is as much, and never held back by a limit. Each reason is the sub-code of an EXEC-004.
/// </summary>
public sealed class PreTradeChecks(RunConfiguration configuration, LiveLimits limits, IMarketData market)
{
    public const string Step = "step", MinNotional = "min_notional", PositionCap = "position_cap", TradeCap = "trade_cap", Balance = "balance", Margin = "margin", Slippage = "slippage";

    /// <returns>All that is wrong with the block; empty when it may be sent.</returns>
    public ImmutableArray<BasisError> Check(InstructionBlock block, Book book, in MarketSnapshot snapshot)
    {
        var denials = ImmutableArray.CreateBuilder<BasisError>();
        var held = new SortedDictionary<PositionKey, decimal>();
        foreach (var instruction in block.Instructions)
        {
            void Deny(string reason, string why) => denials.Add(new BasisError("EXEC-004", $"{instruction.Operation.Name()} of {instruction.Amount} {instruction.Symbol} at {instruction.Venue} is not sent: {why}.", instruction.Id, SubCode: reason));
            decimal Held(PositionKey key) => held.GetValueOrDefault(key, book.Quantity(key));

            foreach (var delta in instruction.EstimatedDeltas)
                held[delta.Key] = Held(delta.Key) + delta.Amount;
            if (instruction.Type == InstructionType.CexTrade)
                CheckTrade(instruction, held, Price(instruction, snapshot), Deny);
            foreach (var delta in instruction.EstimatedDeltas)
            {
                if (delta.Amount < 0 && delta.Key.Type is not PositionType.Perp && Held(delta.Key) < 0 && !IsLossOf(instruction, delta.Key))
                    Deny(Balance, $"it would leave {Held(delta.Key)} on {delta.Key}");
            }
        }

        foreach (var venue in block.Instructions.Where(Grows).Select(i => i.Venue).Distinct())
        {
            if (Shortage(venue, held, book, snapshot) is { } shortage)
                denials.Add(new BasisError("EXEC-004", $"{block.Id} is not sent: {venue} would lack {shortage:0.##} USDT of initial margin.", block.Id, SubCode: Margin));
        }

        return denials.ToImmutable();
    }

    /// <summary>The worst price at which a leg that opens a block may still be sent: the tick's, and what slippage is tolerated.</summary>
    public decimal WorstPrice(Instruction instruction, in MarketSnapshot snapshot)
    {
        var away = instruction.Operation is Operation.CexSpotBuy or Operation.PerpReduceShort ? limits.SlippageTolerance : -limits.SlippageTolerance;
        return Amount.Round(Price(instruction, snapshot) * (1 + away));
    }

    private void CheckTrade(Instruction instruction, SortedDictionary<PositionKey, decimal> after, decimal price, Action<string, string> deny)
    {
        var venue = configuration.Venue(instruction.Venue);
        var isPerp = IsPerp(instruction);
        var step = isPerp ? venue.PerpStep : venue.SpotStep;
        var notional = Amount.Value(instruction.Amount, price);
        if (step > 0 && instruction.Amount % step != 0)
            deny(Step, $"quantities are multiples of {step}");
        if (notional < venue.MinTradeSizeUsd)
            deny(MinNotional, $"it is worth {notional:0.##} USD and the smallest order {venue.MinTradeSizeUsd}");
        var position = Position(instruction);
        if (isPerp && after.GetValueOrDefault(position) > 0)
            deny(Balance, $"the short is smaller, by {after[position]}");
        if (!Grows(instruction))
            return;
        var size = Amount.Value(Math.Abs(after.GetValueOrDefault(position)), price);
        if (size > configuration.Risk.MaxPositionSizeUsd)
            deny(PositionCap, $"the position would be worth {size:0.##} USD; {configuration.Risk.MaxPositionSizeUsd} is allowed");
        if (notional > limits.MaxTradeSizeUsd)
            deny(TradeCap, $"it is worth {notional:0.##} USD; {limits.MaxTradeSizeUsd} is allowed in one order");
    }

    /// <summary>Cash may fall below 0 by what a position loses when it is closed; that is no reason to leave it open.</summary>
    private static bool IsLossOf(Instruction instruction, PositionKey key) => instruction.Operation == Operation.PerpReduceShort && key.Symbol == "USDT";

    private decimal? Shortage(string venue, SortedDictionary<PositionKey, decimal> after, Book book, in MarketSnapshot snapshot)
    {
        decimal balance = after.GetValueOrDefault(PositionKey.Token(venue, "USDT"), book.Quantity(PositionKey.Token(venue, "USDT"))), bound = 0;
        foreach (var key in book.Chart.Positions)
        {
            if (key.Venue != venue || key.Type != PositionType.Perp)
                continue;
            var size = after.GetValueOrDefault(key, book.Quantity(key));
            if (size == 0 && book.Quantity(key) == 0)
                continue;
            var mark = snapshot.Value(market.Find(new SeriesKey(SeriesKind.Perp, venue, key.Symbol)));
            balance += Amount.Value(book.Quantity(key), mark) + book[book.Chart.Own(key, AccountRole.EntryNotional)];
            bound += configuration.Venue(venue).Initial(Math.Abs(Amount.Value(size, mark)));
        }

        return balance < bound ? bound - balance : null;
    }

    private decimal Price(Instruction instruction, in MarketSnapshot snapshot) => snapshot.Value(IsPerp(instruction)
        ? market.Find(new SeriesKey(SeriesKind.Perp, instruction.Venue, instruction.Symbol))
        : ReferenceSeries.FindSpot(market, instruction.Venue, instruction.Symbol));

    private static PositionKey Position(Instruction instruction) => IsPerp(instruction)
        ? new PositionKey(instruction.Venue, PositionType.Perp, instruction.Symbol)
        : PositionKey.Token(instruction.Venue, ChartOfAccounts.Base(instruction.Symbol));

    private static bool IsPerp(Instruction instruction) => instruction.Operation is Operation.PerpOpenShort or Operation.PerpReduceShort;

    private static bool Grows(Instruction instruction) => instruction.Operation is Operation.CexSpotBuy or Operation.PerpOpenShort;
}

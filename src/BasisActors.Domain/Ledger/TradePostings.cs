using BasisActors.Domain.Instructions;
using BasisActors.Domain.Numerics;
using BasisActors.Domain.Perpetuals;

namespace BasisActors.Domain.Ledger;

/// <summary>Trades on an exchange at their fill price; fees are booked apart.</summary>
internal static class TradePostings
{
    /// <summary>
    /// A fee taken in coin is booked as if the exchange had sold those coins for us at the price of the fill and kept the money: the coins are what has arrived, and
    /// the fee, in USDT like any other, is what they are worth.
    /// </summary>
    public static Posting Spot(ChartOfAccounts chart, ExecutionReport report)
    {
        var instruction = report.Instruction;
        var coins = chart.Own(PositionKey.Token(instruction.Venue, ChartOfAccounts.Base(instruction.Symbol)));
        var quantity = instruction.Operation == Operation.CexSpotBuy ? report.FilledAmount : -report.FilledAmount;
        return Posting.Balanced(
            chart, Cause.Trade, instruction.Id, new Leg(coins, quantity - report.FeeInCoin),
            new Leg(Cash(chart, instruction), Amount.Value(report.FeeInCoin, report.FillPrice) - Amount.Value(quantity, report.FillPrice)));
    }

    public static Posting Perp(Book book, ExecutionReport report)
    {
        var chart = book.Chart;
        var instruction = report.Instruction;
        var key = new PositionKey(instruction.Venue, PositionType.Perp, instruction.Symbol);
        var before = PerpetualPosition.Of(book, key);
        decimal realised = 0;
        var after = instruction.Operation == Operation.PerpOpenShort
            ? before.OpenShort(report.FilledAmount, report.FillPrice)
            : before.ReduceShort(report.FilledAmount, report.FillPrice, out realised);
        return Posting.Balanced(
            chart, Cause.Trade, instruction.Id,
            new Leg(chart.Own(key), after.Size - before.Size),
            new Leg(chart.Own(key, AccountRole.EntryNotional), after.EntryNotional - before.EntryNotional),
            new Leg(Cash(chart, instruction), realised));
    }

    private static int Cash(ChartOfAccounts chart, Instruction instruction) => chart.Own(PositionKey.Token(instruction.Venue, "USDT"));
}

using System.Collections.Immutable;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Instructions;

namespace BasisActors.Domain.Ledger;

/// <summary>
/// Books an execution report. The ledger works out each leg from the fill itself (price, quantity, fee, gas) and then requires that the result
/// equals the deltas the venue reported: neither side is copied from the other.
/// </summary>
public static class ReportPostings
{
    /// <exception cref="BasisException">POS-002 when the venue's deltas do not follow from its fill.</exception>
    public static ImmutableArray<Posting> For(Book book, ExecutionReport report)
    {
        var chart = book.Chart;
        var instruction = report.Instruction;
        var postings = ImmutableArray.CreateBuilder<Posting>(3);
        postings.Add(instruction.Operation switch
        {
            Operation.TransferToCex or Operation.TransferFromCex or Operation.WalletPayout => TransferPostings.For(chart, report),
            Operation.CexSpotBuy or Operation.CexSpotSell => TradePostings.Spot(chart, report),
            Operation.PerpOpenShort or Operation.PerpReduceShort => TradePostings.Perp(book, report),
            _ => ChainPostings.For(chart, report),
        });
        if (report.Fee != 0)
            postings.Add(Posting.Balanced(chart, Cause.Fee, instruction.Id, new Leg(chart.Own(PositionKey.Token(instruction.Venue, "USDT")), -report.Fee)));
        if (report.FlashFee != 0)
            postings.Add(ChainPostings.FlashFee(chart, report));
        if (report.Gas.Cost != 0)
            postings.Add(Posting.Balanced(chart, Cause.Gas, instruction.Id, new Leg(chart.Own(GasPayer(report)), -report.Gas.Cost)));
        var result = postings.ToImmutable();
        RequireReportedDeltas(chart, report, result);
        return result;
    }

    /// <summary>What postings do to the quantities of our positions.</summary>
    public static decimal QuantityChange(ChartOfAccounts chart, ImmutableArray<Posting> postings, PositionKey key)
    {
        var account = chart.Own(key);
        return postings.SelectMany(p => p.Legs).Where(l => l.Account == account).Sum(l => l.Amount);
    }

    private static PositionKey GasPayer(ExecutionReport report) =>
        report.PaysGasOnArrival ? PositionKey.InTransit(report.Gas.Token) : PositionKey.Token("wallet", report.Gas.Token);

    /// <summary>What the venue says it did to a position.</summary>
    internal static decimal Reported(ExecutionReport report, PositionKey key) => report.ActualDeltas.Where(d => d.Key == key).Sum(d => d.Amount);

    private static void RequireReportedDeltas(ChartOfAccounts chart, ExecutionReport report, ImmutableArray<Posting> postings)
    {
        foreach (var group in report.ActualDeltas.GroupBy(d => d.Key))
        {
            var reported = group.Sum(d => d.Amount);
            var booked = QuantityChange(chart, postings, group.Key);
            if (reported != booked)
                throw new BasisException("POS-002", $"The venue reports {reported} on {group.Key}, but its fill gives {booked}.", report.Instruction.Id);
        }
    }
}

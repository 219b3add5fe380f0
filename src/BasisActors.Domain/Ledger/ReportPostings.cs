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
            postings.Add(Posting.Balanced(chart, Cause.Gas, instruction.Id, new Leg(chart.Own(report.GasPayer), -report.Gas.Cost)));
        if (!report.Simulated && instruction.Type == InstructionType.CexTrade && Rounding(chart, report, postings.ToImmutable()) is var rounding and not 0)
            postings.Add(Posting.Balanced(chart, Cause.Trade, instruction.Id, new Leg(chart.Own(PositionKey.Token(instruction.Venue, "USDT")), rounding)));
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

    /// <summary>
    /// What a venue's own rounding adds to the cash of a trade. It rounds each fill and its fee by itself, we the whole order by its average price; ours follows
    /// its, so that the two hold the same to the last digit. 0 as well when the difference is more than rounding.
    /// </summary>
    private static decimal Rounding(ChartOfAccounts chart, ExecutionReport report, ImmutableArray<Posting> postings)
    {
        var cash = PositionKey.Token(report.Instruction.Venue, "USDT");
        var rounding = Reported(report, cash) - QuantityChange(chart, postings, cash);
        return Math.Abs(rounding) <= Reconciliation.OfTrade(report.Fills, report.FilledAmount) ? rounding : 0;
    }

    /// <summary>What the venue says it did to a position.</summary>
    internal static decimal Reported(ExecutionReport report, PositionKey key) => report.ActualDeltas.Where(d => d.Key == key).Sum(d => d.Amount);

    /// <summary>Every position that the postings or the venue name: both must say the same.</summary>
    private static void RequireReportedDeltas(ChartOfAccounts chart, ExecutionReport report, ImmutableArray<Posting> postings)
    {
        var booked = postings.SelectMany(p => p.Legs).Select(l => chart.Accounts[l.Account]).Where(a => a.Role == AccountRole.Quantity).Select(a => a.Key);
        foreach (var key in report.ActualDeltas.Select(d => d.Key).Concat(booked).Distinct())
        {
            var (said, given) = (Reported(report, key), QuantityChange(chart, postings, key));
            if (said != given)
                throw new BasisException("POS-002", $"The venue reports {said} on {key}, but its fill gives {given}.", report.Instruction.Id);
        }
    }
}

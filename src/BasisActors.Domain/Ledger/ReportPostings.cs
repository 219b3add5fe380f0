using System.Collections.Immutable;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Numerics;
using BasisActors.Domain.Perpetuals;

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
        var id = instruction.Id;
        var venueCash = instruction.Venue == "wallet" ? -1 : TryOwn(chart, Key(instruction.Venue, "USDT"));
        var wallet = TryOwn(chart, Key("wallet", "USDT"));
        var postings = ImmutableArray.CreateBuilder<Posting>(3);

        switch (instruction.Operation)
        {
            case Operation.TransferToCex:
                postings.Add(Posting.Balanced(chart, Cause.Transfer, id, new Leg(wallet, -report.FilledAmount), new Leg(venueCash, report.FilledAmount)));
                break;
            case Operation.TransferFromCex:
                postings.Add(Posting.Balanced(chart, Cause.Transfer, id, new Leg(venueCash, -report.FilledAmount), new Leg(wallet, report.FilledAmount)));
                break;
            case Operation.WalletPayout:
                postings.Add(Posting.Balanced(chart, Cause.CapitalFlow, id, new Leg(wallet, -report.FilledAmount)));
                break;
            case Operation.AaveSupply or Operation.AaveWithdraw:
                postings.Add(Lending(chart, report, wallet));
                break;
            case Operation.CexSpotBuy or Operation.CexSpotSell:
                postings.Add(SpotTrade(chart, report, venueCash));
                break;
            case Operation.PerpOpenShort or Operation.PerpReduceShort:
                postings.Add(PerpTrade(book, report, venueCash));
                break;
        }

        if (report.Fee != 0)
            postings.Add(Posting.Balanced(chart, Cause.Fee, id, new Leg(venueCash, -report.Fee)));
        if (report.Gas.Cost != 0)
            postings.Add(Posting.Balanced(chart, Cause.Gas, id, new Leg(wallet, -report.Gas.Cost)));
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

    private static PositionKey Key(string venue, string token) => new(venue, PositionType.BaseToken, token);

    private static int TryOwn(ChartOfAccounts chart, PositionKey key) => chart.IsDeclared(key) ? chart.Own(key) : -1;

    private static Posting Lending(ChartOfAccounts chart, ExecutionReport report, int wallet)
    {
        var instruction = report.Instruction;
        var position = new PositionKey(instruction.Venue, PositionType.AToken, "a" + instruction.Symbol);
        var scaled = report.ActualDeltas.Where(d => d.Key == position).Sum(d => d.Amount);
        var amount = instruction.Operation == Operation.AaveSupply ? report.FilledAmount : -report.FilledAmount;
        return Posting.Balanced(
            chart, Cause.Transfer, instruction.Id,
            new Leg(wallet, -amount), new Leg(chart.Own(position, AccountRole.Underlying), amount), new Leg(chart.Own(position), scaled));
    }

    private static Posting SpotTrade(ChartOfAccounts chart, ExecutionReport report, int cash)
    {
        var instruction = report.Instruction;
        var coins = chart.Own(Key(instruction.Venue, ChartOfAccounts.Base(instruction.Symbol)));
        var quantity = instruction.Operation == Operation.CexSpotBuy ? report.FilledAmount : -report.FilledAmount;
        return Posting.Balanced(chart, Cause.Trade, instruction.Id, new Leg(coins, quantity), new Leg(cash, -Amount.Value(quantity, report.FillPrice)));
    }

    private static Posting PerpTrade(Book book, ExecutionReport report, int cash)
    {
        var chart = book.Chart;
        var instruction = report.Instruction;
        var key = new PositionKey(instruction.Venue, PositionType.Perp, instruction.Symbol);
        var contracts = chart.Own(key);
        var entry = chart.Own(key, AccountRole.EntryNotional);
        var before = new PerpetualPosition(book[contracts], book[entry]);
        decimal realised = 0;
        var after = instruction.Operation == Operation.PerpOpenShort
            ? before.OpenShort(report.FilledAmount, report.FillPrice)
            : before.ReduceShort(report.FilledAmount, report.FillPrice, out realised);
        return Posting.Balanced(
            chart, Cause.Trade, instruction.Id,
            new Leg(contracts, after.Size - before.Size), new Leg(entry, after.EntryNotional - before.EntryNotional), new Leg(cash, realised));
    }

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

using BasisActors.Domain.Instructions;

namespace BasisActors.Domain.Ledger;

/// <summary>Tokens that move between our accounts, or to an investor.</summary>
internal static class TransferPostings
{
    public static Posting For(ChartOfAccounts chart, ExecutionReport report)
    {
        var instruction = report.Instruction;
        var wallet = PositionKey.Token("wallet", instruction.Symbol);
        if (instruction.Operation == Operation.WalletPayout)
            return Posting.Balanced(chart, Cause.CapitalFlow, instruction.Id, new Leg(chart.Own(wallet), -report.FilledAmount));
        var exchange = PositionKey.Token(instruction.Venue, instruction.Symbol);
        return instruction.Operation == Operation.TransferToCex ? Move(chart, report, wallet, exchange) : Move(chart, report, exchange, wallet);
    }

    private static Posting Move(ChartOfAccounts chart, ExecutionReport report, PositionKey from, PositionKey to)
    {
        var (id, amount) = (report.Instruction.Id, report.FilledAmount);
        var arrives = report.DueAt is null ? to : PositionKey.InTransit(to.Symbol);
        return Posting.Balanced(chart, Cause.Transfer, id, new Leg(chart.Own(from), -amount), new Leg(chart.Own(arrives), amount)) with
        {
            Opens = report.DueAt is { } due ? new Receivable(id, arrives, to, report.PaysGasOnArrival ? amount - report.Gas.Cost : amount, due) : null,
        };
    }
}

using BasisActors.Domain.Instructions;

namespace BasisActors.Venues.Simulated;

/// <summary>Writes what a confirmed operation did to our positions.</summary>
internal static class Receipts
{
    /// <summary>A confirmation with the gas in the delta of the balance it was paid from; what did not change is left out.</summary>
    public static ExecutionReport Confirm(ExecutionReport report, params ReadOnlySpan<Delta> deltas)
    {
        var changes = new List<Delta>(deltas.Length + 1);
        var payer = report.GasPayer;
        var gas = report.Gas.Cost;
        foreach (var delta in deltas)
        {
            var change = delta.Key == payer ? delta with { Amount = delta.Amount - gas } : delta;
            if (delta.Key == payer)
                gas = 0;
            if (change.Amount != 0)
                changes.Add(change);
        }

        if (gas != 0)
            changes.Add(new Delta(payer, -gas));
        return report with { Status = ExecutionStatus.Confirmed, FilledAmount = report.Instruction.Amount, ActualDeltas = [.. changes] };
    }
}

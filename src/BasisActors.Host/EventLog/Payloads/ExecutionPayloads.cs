using BasisActors.Domain.Instructions;
using BasisActors.Host.EventLog.Text;

namespace BasisActors.Host.EventLog.Payloads;

/// <summary>Blocks as planned and instructions as executed.</summary>
internal static class ExecutionPayloads
{
    public static void Write(Utf8Text json, InstructionBlock block)
    {
        json.Field("""{"block_id":"""u8, block.Id);
        json.Field(""","action":"""u8, block.Action.Name());
        json.Field(""","priority":"""u8, (long)block.Priority);
        json.Field(""","parallel_group":"""u8, block.ParallelGroup);
        json.Raw(""","dependencies":["""u8);
        for (var i = 0; i < block.Dependencies.Length; i++)
            json.Field(i == 0 ? default : ","u8, block.Dependencies[i]);
        json.Raw("""],"expected_deltas":"""u8);
        LedgerPayloads.Write(json, block.ExpectedDeltas.AsSpan());
        json.Raw(""","instructions":["""u8);
        for (var i = 0; i < block.Instructions.Length; i++)
        {
            if (i > 0)
                json.Byte(',');
            Open(json, block.Instructions[i]);
            json.Field(""","reduce_only":"""u8, block.Instructions[i].ReduceOnly);
            json.Field(""","estimated_cost":"""u8, block.Instructions[i].EstimatedCost);
            json.Raw(""","estimated_deltas":"""u8);
            LedgerPayloads.Write(json, block.Instructions[i].EstimatedDeltas.AsSpan());
            json.Byte('}');
        }

        json.Raw("]}"u8);
    }

    public static void Write(Utf8Text json, ExecutionReport report)
    {
        Open(json, report.Instruction);
        json.Field(""","status":"""u8, Name(report.Status));
        json.Field(""","executed_at":"""u8, report.ExecutedAt);
        json.Field(""","filled_amount":"""u8, report.FilledAmount);
        json.Field(""","fill_price":"""u8, report.FillPrice);
        json.Field(""","reference_price":"""u8, report.ReferencePrice);
        json.Field(""","fee":"""u8, report.Fee);
        if (report.FeeInCoin != 0)
            json.Field(""","fee_in_coin":"""u8, report.FeeInCoin);
        if (report.FlashFee != 0)
            json.Field(""","flash_fee":"""u8, report.FlashFee);
        if (report.DueAt is { } due)
            json.Field(""","due_at":"""u8, due);
        json.Field(""","gas":{"units":"""u8, report.Gas.Units);
        json.Field(""","price_gwei":"""u8, report.Gas.PriceGwei);
        json.Field(""","cost_eth":"""u8, report.Gas.CostEth);
        json.Field(""","cost":"""u8, report.Gas.Cost);
        if (report.Gas.Units > 0)
            json.Field(""","token":"""u8, report.Gas.Token);
        json.Raw("""},"actual_deltas":"""u8);
        LedgerPayloads.Write(json, report.ActualDeltas.AsSpan());
        json.Field(""","simulated":"""u8, report.Simulated);
        json.Raw(""","error":"""u8);
        if (report.Error is { } error)
            RunPayloads.Write(json, error);
        else
            json.Raw("null"u8);
        json.Byte('}');
    }

    /// <summary>Opens an object with the instruction's fields; the caller adds its own and closes it.</summary>
    private static void Open(Utf8Text json, Instruction instruction)
    {
        json.Field("""{"instruction_id":"""u8, instruction.Id);
        json.Field(""","operation":"""u8, instruction.Operation.Name());
        json.Field(""","instruction_type":"""u8, instruction.Type.Name());
        json.Field(""","venue":"""u8, instruction.Venue);
        json.Field(""","symbol":"""u8, instruction.Symbol);
        json.Field(""","amount":"""u8, instruction.Amount);
        if (instruction.Into is { } into)
            json.Field(""","into":"""u8, into);
        if (instruction.ClaimId is { } claim)
            json.Field(""","claim_id":"""u8, claim);
        if (instruction.Bundle is not { } bundle)
            return;
        json.Field(""","bundle":{"flash_loan":"""u8, bundle.FlashLoan);
        json.Field(""","min_health_factor":"""u8, bundle.MinHealthFactor);
        json.Field(""","min_out":"""u8, bundle.MinOut);
        json.Byte('}');
    }

    private static string Name(ExecutionStatus status) => status switch
    {
        ExecutionStatus.Confirmed => "confirmed",
        ExecutionStatus.Failed => "failed",
        ExecutionStatus.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "The status has no name in the event files."),
    };
}

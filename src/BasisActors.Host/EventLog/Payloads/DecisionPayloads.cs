using BasisActors.Actors.Clock;
using BasisActors.Actors.Strategies;
using BasisActors.Domain.Instructions;
using BasisActors.Host.EventLog.Text;

namespace BasisActors.Host.EventLog.Payloads;

/// <summary>What a strategy decided.</summary>
internal static class DecisionPayloads
{
    public static void Write(Utf8Text json, StrategyAction action)
    {
        json.Field("""{"current_action":"""u8, action.Name());
        json.Byte('}');
    }

    /// <summary>State update (S-178). The processing time is 0: it would differ from run to run.</summary>
    public static void Write(Utf8Text json, StrategyUpdate update)
    {
        json.Field("""{"trigger_source":"""u8, update.Trigger.Name());
        json.Field(""","current_action":"""u8, update.Action?.Name());
        json.Field(""","blocks":"""u8, (long)update.Blocks);
        json.Field(""","instruction_blocks_generated":"""u8, update.BlocksGenerated);
        json.Field(""","execution_count":"""u8, update.ExecutionCount);
        json.Raw(""","processing_time_ms":0}"""u8);
    }

    public static void Write(Utf8Text json, Plan plan)
    {
        json.Field("""{"action":"""u8, plan.Action.Name());
        json.Field(""","change":"""u8, plan.Change is { } change ? Name(change) : null);
        json.Field(""","reason":"""u8, plan.Reason);
        json.Field(""","snapshot_id":"""u8, (long)plan.SnapshotId);
        json.Raw(""","all_triggers":"""u8);
        StatePayloads.Write(json, plan.AllTriggers.AsSpan());
        json.Raw(""","gaps":["""u8);
        for (var i = 0; i < plan.Gaps.Length; i++)
            Write(json, plan.Gaps[i], i == 0);
        json.Raw("""],"facts":{"""u8);
        var first = true;
        foreach (var (name, value) in plan.Facts)
        {
            if (!first)
                json.Byte(',');
            first = false;
            json.Text(name);
            json.Field(":"u8, value);
        }

        json.Raw("""},"block_ids":["""u8);
        for (var i = 0; i < plan.Blocks.Length; i++)
            json.Field(i == 0 ? default : ","u8, plan.Blocks[i].Id);
        json.Raw("]}"u8);
    }

    private static void Write(Utf8Text json, in Gap gap, bool first)
    {
        json.Field(first ? """{"name":"""u8 : """,{"name":"""u8, gap.Name);
        json.Field(""","current":"""u8, gap.Current);
        json.Field(""","desired":"""u8, gap.Desired);
        json.Field(""","threshold":"""u8, gap.Threshold);
        json.Byte('}');
    }

    private static string Name(ChangeType change) => change switch
    {
        ChangeType.InitialSetup => "initial_setup",
        ChangeType.Deposit => "deposit",
        ChangeType.Withdrawal => "withdrawal",
        ChangeType.Rebalance => "rebalance",
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, "The change has no name in the event files."),
    };
}

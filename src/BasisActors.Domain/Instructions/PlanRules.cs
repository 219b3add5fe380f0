using System.Collections.Immutable;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Ledger;

namespace BasisActors.Domain.Instructions;

/// <summary>The invariants of plans and blocks (domain reference §3.4). A plan that breaks one is dropped with STRAT-006.</summary>
public static class PlanRules
{
    /// <summary>All violations, none when the plan may be executed.</summary>
    public static ImmutableArray<BasisError> Check(Plan plan, ChartOfAccounts chart, IReadOnlySet<string> enabledVenues)
    {
        if (plan.Blocks.IsEmpty)
        {
            return plan.Gaps.Any(g => g.IsOpen)
                ? [new BasisError("STRAT-006", $"The plan has open gaps ({string.Join(", ", plan.Gaps.Where(g => g.IsOpen).Select(g => g.Name))}) but no block.")]
                : [];
        }

        var errors = ImmutableArray.CreateBuilder<BasisError>();
        void Violation(string message, string where) => errors.Add(new BasisError("STRAT-006", message, where));

        if (!plan.Gaps.Any(g => g.IsOpen))
            Violation("The plan has blocks but every gap is below its threshold.", plan.Reason);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var instructionIds = new HashSet<string>(StringComparer.Ordinal);
        foreach (var block in plan.Blocks)
        {
            if (!ids.Add(block.Id))
                Violation("The block id is not unique.", block.Id);
            if (block.Action != plan.Action)
                Violation($"The block's action {block.Action.Name()} is not the plan's {plan.Action.Name()}.", block.Id);
            if (block.Priority < 0)
                Violation($"The priority is {block.Priority}; it must be 0 or more.", block.Id);
            if (block.Instructions.IsEmpty)
                Violation("The block has no instruction.", block.Id);
            if (!block.ExpectedDeltas.SequenceEqual(InstructionBlock.Sum(block.Instructions)))
                Violation("The expected deltas are not the sum of the instructions' estimates.", block.Id);
            foreach (var instruction in block.Instructions)
            {
                if (!instructionIds.Add(instruction.Id))
                    Violation("The instruction id is not unique.", instruction.Id);
                CheckInstruction(instruction, chart, enabledVenues, Violation);
            }
        }

        CheckDependencies(plan, ids, Violation);
        return errors.ToImmutable();
    }

    private static void CheckInstruction(Instruction instruction, ChartOfAccounts chart, IReadOnlySet<string> enabledVenues, Action<string, string> violation)
    {
        if (instruction.Amount <= 0 && !(instruction.Amount == 0 && instruction.Bundle is { FlashLoan: > 0 }))
            violation($"The amount is {instruction.Amount}; it must be above 0.", instruction.Id);
        if (!enabledVenues.Contains(instruction.Venue))
            violation($"Venue '{instruction.Venue}' is not enabled; enabled are {string.Join(", ", enabledVenues.Order(StringComparer.Ordinal))}.", instruction.Id);
        if (instruction.Operation == Operation.PerpReduceShort && !instruction.ReduceOnly)
            violation("A reduction must be reduce-only.", instruction.Id);
        foreach (var delta in instruction.EstimatedDeltas)
        {
            if (!chart.IsDeclared(delta.Key))
                violation($"The estimated delta names {delta.Key}, which is not declared.", instruction.Id);
        }
    }

    private static void CheckDependencies(Plan plan, HashSet<string> ids, Action<string, string> violation)
    {
        var remaining = new List<InstructionBlock>();
        foreach (var block in plan.Blocks)
        {
            var unknown = block.Dependencies.FirstOrDefault(d => !ids.Contains(d));
            if (unknown is null)
                remaining.Add(block);
            else
                violation($"The block depends on {unknown}, which is not in the plan.", block.Id);
        }

        var done = new HashSet<string>(StringComparer.Ordinal);
        while (remaining.Count > 0)
        {
            var ready = remaining.Where(b => b.Dependencies.All(d => done.Contains(d) || !remaining.Exists(r => r.Id == d))).ToList();
            if (ready.Count == 0)
            {
                violation("The dependencies form a circle.", remaining[0].Id);
                return;
            }

            done.UnionWith(ready.Select(b => b.Id));
            remaining.RemoveAll(ready.Contains);
        }
    }
}

using System.Collections.Immutable;
using BasisActors.Domain.Instructions;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Instructions;

/// <summary>The invariants of domain reference §3.4, each broken alone (S-082…S-090).</summary>
public class PlanRulesTests
{
    private static readonly Desk Desk = new(Configurations.BtcBasis, Markets.Basis());

    /// <summary>A transfer, then both legs.</summary>
    private static readonly Plan Good = Desk.Decide(Desk.Holdings().Cash("wallet", 100_000m).Book);

    private static InstructionBlock First => Good.Blocks[0];

    private static InstructionBlock Second => Good.Blocks[1];

    [Fact]
    public void A_good_plan_breaks_no_rule()
    {
        Assert.Equal(2, Good.Blocks.Length);
        Assert.Empty(Desk.Violations(Good));
    }

    [Fact]
    public void A_plan_without_blocks_and_without_open_gaps_is_a_hold() => Assert.Empty(Desk.Violations(Plan.Hold("hold")));

    [Fact]
    public void An_open_gap_without_a_block_is_a_violation() => Violates(Good with { Blocks = [] }, "open gaps");

    [Fact]
    public void A_block_without_an_open_gap_is_a_violation() =>
        Violates(Good with { Gaps = [.. Good.Gaps.Select(g => g with { Desired = g.Current })] }, "every gap is below its threshold");

    [Fact]
    public void Block_ids_are_unique() => Violates(Good with { Blocks = [First, Second with { Id = First.Id, Dependencies = [] }] }, "block id is not unique");

    [Fact]
    public void Instruction_ids_are_unique() => Violates(
        Good with { Blocks = [First, Second with { Instructions = [Second.Instructions[0] with { Id = First.Instructions[0].Id }, Second.Instructions[1]] }] },
        "instruction id is not unique");

    [Fact]
    public void A_block_carries_the_plans_action() => Violates(Change(Second with { Action = StrategyAction.ExitPartial }), "exit_partial is not the plan's entry_full");

    [Fact]
    public void A_priority_is_not_negative() => Violates(Change(Second with { Priority = -1 }), "priority is -1");

    [Fact]
    public void Priority_zero_is_allowed() => Assert.Empty(Desk.Violations(Change(Second with { Priority = 0 })));

    [Fact]
    public void A_block_has_an_instruction() => Violates(Change(Second with { Instructions = [], ExpectedDeltas = [] }), "no instruction");

    [Fact]
    public void Expected_deltas_are_the_sum_of_the_estimates() => Violates(
        Change(Second with { ExpectedDeltas = [.. Second.ExpectedDeltas.Select((d, i) => i == 0 ? d with { Amount = d.Amount + 0.000000000001m } : d)] }), "not the sum");

    [Fact]
    public void An_amount_is_positive()
    {
        Violates(Change(Second with { Instructions = Second.Instructions.SetItem(0, Second.Instructions[0] with { Amount = 0m }) }), "amount is 0");
        Violates(Change(Second with { Instructions = Second.Instructions.SetItem(0, Second.Instructions[0] with { Amount = -1m }) }), "amount is -1");
    }

    [Fact]
    public void A_venue_is_enabled() => Violates(
        Change(Second with { Instructions = Second.Instructions.SetItem(0, Second.Instructions[0] with { Venue = "kraken" }) }), "'kraken' is not enabled; enabled are binance, wallet");

    [Fact]
    public void A_reduction_is_reduce_only() => Violates(
        Change(Second with { Instructions = Second.Instructions.SetItem(1, Second.Instructions[1] with { Operation = Operation.PerpReduceShort }) }), "must be reduce-only");

    [Fact]
    public void A_delta_names_a_declared_position()
    {
        var step = Second.Instructions[0] with { EstimatedDeltas = [new Delta(Keys.Coins("kraken"), 1m)] };
        ImmutableArray<Instruction> steps = [step, Second.Instructions[1]];

        Violates(Change(Second with { Instructions = steps, ExpectedDeltas = InstructionBlock.Sum(steps) }), "kraken:BaseToken:BTC, which is not declared");
    }

    [Fact]
    public void A_dependency_is_in_the_plan() => Violates(Change(Second with { Dependencies = ["run-1-9"] }), "depends on run-1-9, which is not in the plan");

    [Fact]
    public void Dependencies_form_no_circle()
    {
        Violates(Good with { Blocks = [First with { Dependencies = [Second.Id] }, Second] }, "circle");
        Violates(Change(Second with { Dependencies = [Second.Id] }), "circle");
    }

    [Fact]
    public void A_block_may_depend_on_a_later_one() =>
        Assert.Empty(Desk.Violations(Good with { Blocks = [First with { Dependencies = [Second.Id] }, Second with { Dependencies = [] }] }));

    [Fact]
    public void All_violations_are_told_at_once() =>
        Assert.Equal(2, Desk.Violations(Change(Second with { Priority = -1, Action = StrategyAction.ExitFull })).Length);

    [Fact]
    public void Sums_are_by_position_in_order_of_the_key()
    {
        Instruction Step(params ImmutableArray<Delta> deltas) => Second.Instructions[0] with { EstimatedDeltas = deltas };

        Assert.Equal(
            [new(Keys.Cash("binance"), -3m), new(Keys.Wallet, 5m)],
            InstructionBlock.Sum([Step(new Delta(Keys.Wallet, 5m), new Delta(Keys.Cash("binance"), -1m)), Step(new Delta(Keys.Cash("binance"), -2m))]).ToArray());
    }

    private static Plan Change(InstructionBlock second) => Good with { Blocks = [First, second] };

    private static void Violates(Plan plan, string because)
    {
        var error = Assert.Single(Desk.Violations(plan));

        Assert.Equal("STRAT-006", error.Code);
        Assert.Contains(because, error.Message, StringComparison.Ordinal);
    }
}

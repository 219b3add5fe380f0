using BasisActors.Actors.Events;
using BasisActors.Actors.Tests.Fixtures;
using BasisActors.Actors.Tests.Live.Fixtures;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Risk;

namespace BasisActors.Actors.Tests.Live;

/// <summary>A live block is checked whole before its first leg is sent; each denial is an event with its reason.</summary>
public sealed class PreTradeTests
{
    private readonly LiveDesk _desk = new(SampleConfiguration.Basis with { Risk = SampleConfiguration.Basis.Risk with { MaxPositionSizeUsd = 20_000m } }, HalfMinutes.Market());

    [Fact]
    public async Task A_block_above_the_position_cap_is_denied_whole_and_three_such_plans_halt()
    {
        await using var start = _desk.Start();
        start.ToEndOf(3);
        await start.CancelAsync();

        var denials = start.Recording.Events.Where(e => e.Event is { Type: EventType.BlockFailed, Payload: BasisError { Code: "EXEC-004" } }).Select(e => (BasisError)e.Event.Payload!).ToArray();
        Assert.All(denials, d => Assert.Equal("position_cap", d.SubCode));
        Assert.Equal(3 * 3, denials.Length); // coins on binance, and both shorts, of three plans
        Assert.DoesNotContain(_desk.World.Attempts, a => Orders().Any(o => o.Id == a.Id));
        Assert.Equal((TradingState.Halted, "failed_plans"), (start.Recording.Last.Plan.HeldBy?.State, start.Recording.Last.Plan.HeldBy?.Reason));
    }

    [Fact]
    public async Task Denied_plans_count_as_failed_in_a_replay_too()
    {
        await using (var first = _desk.Start())
            first.ToEndOf(4);
        await using var second = _desk.Start();
        second.ToEndOf(6);
        await second.CancelAsync();

        Assert.Equal([false, false, false, null, null], _desk.Tape.Of<Journal.TickClosed>().Take(5).Select(t => t.OnlyLogged));
        Assert.Equal((TradingState.Halted, "failed_plans"), (second.Recording.Last.Plan.HeldBy?.State, second.Recording.Last.Plan.HeldBy?.Reason));
    }

    [Fact]
    public async Task What_was_only_logged_is_no_failure_when_a_run_is_taken_up_to_trade()
    {
        await using (var first = _desk.Start(readOnly: true))
            first.ToEndOf(4);
        await using var second = _desk.Start();
        second.ToEndOf(5);
        await second.CancelAsync();

        Assert.All(_desk.Tape.Of<Journal.TickClosed>().Take(5), t => Assert.True(t.OnlyLogged));
        Assert.Null(second.Recording.Last.Plan.HeldBy);
    }

    [Fact]
    public async Task The_first_leg_of_an_entry_has_a_worst_price_and_no_other_leg_has_one()
    {
        var desk = new LiveDesk(SampleConfiguration.Basis, HalfMinutes.Market());
        await using var start = desk.Start();
        start.ToEndOf(0);
        start.Kill();
        start.Until(() => !desk.World.Left.IsEmpty);
        start.ToEndOf(1);
        start.ToOutcome();

        var orders = desk.Tape.Of<Journal.OrderIntended>().Select(o => o.Instruction).Where(i => i.Type == InstructionType.CexTrade).ToArray();
        Assert.Equal((Operation.CexSpotBuy, 60_000m * 1.005m), (orders[0].Operation, orders[0].WorstPrice));
        Assert.All(orders.Skip(1), o => Assert.Null(o.WorstPrice)); // the shorts, and everything that closes
        Assert.True(orders.Length > 4);
    }

    [Fact]
    public async Task Read_only_says_what_it_does_not_send()
    {
        await using var start = _desk.Start(readOnly: true);
        start.ToEndOf(1);
        await start.CancelAsync();

        Assert.Equal(["LT-009", "LT-009"], start.Recording.Events.Where(e => e.Event.Type == EventType.BlockFailed).Select(e => ((BasisError)e.Event.Payload!).Code));
    }

    private IEnumerable<Instruction> Orders() => _desk.Tape.Of<Journal.OrderIntended>().Select(o => o.Instruction).Where(i => i.Type == InstructionType.CexTrade);
}

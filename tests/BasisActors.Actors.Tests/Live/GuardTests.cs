using BasisActors.Actors.Events;
using BasisActors.Actors.Live;
using BasisActors.Actors.Runs;
using BasisActors.Actors.Tests.Fixtures;
using BasisActors.Actors.Tests.Live.Fixtures;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Risk;

namespace BasisActors.Actors.Tests.Live;

/// <summary>What halts a live run, under its own reason, and what it takes to go on (domain reference §11.4).</summary>
public sealed class GuardTests
{
    private const int Rows = 60;

    private readonly LiveDesk _desk = new(SampleConfiguration.Basis, HalfMinutes.Market());

    [Fact]
    public async Task An_operator_halts_and_resumes_and_the_decision_says_so()
    {
        _desk.World.Ask("1", OperatorRequestKind.Halt);
        await using var start = _desk.Start();
        start.ToEndOf(1);
        _desk.World.Ask("2", OperatorRequestKind.Resume);
        start.ToEndOf(2);
        await start.CancelAsync();

        Assert.Equal(["halted_by_operator", "halted_by_operator", "funding_above_entry"], start.Recording.Ticks.Select(t => t.Plan.Reason));
        Assert.Equal([TradingState.Halted, TradingState.Running], States(start));
    }

    [Fact]
    public async Task A_jump_of_the_price_halts_until_somebody_resumes_however_long_that_takes()
    {
        var desk = new LiveDesk(SampleConfiguration.Basis with { Risk = SampleConfiguration.Basis.Risk with { BreakerHours = 1 } }, SampleMarket.Builder(Rows).WithPrice(row => row < 3 ? 60_000 : 70_000).Build(), Scenario.Deposit(20_000, 4));
        await using var start = desk.Start();
        start.ToEndOf(12);
        Assert.Equal((TradingState.Halted, "price_jump"), (start.Recording.Last.Plan.HeldBy?.State, start.Recording.Last.Plan.HeldBy?.Reason));
        Assert.DoesNotContain(start.Recording.Ticks, t => t.Tick.Sequence >= 3 && t.Plan.AddsRisk);

        desk.World.Ask("1", OperatorRequestKind.Resume);
        start.ToEndOf(13);
        await start.CancelAsync();

        Assert.Null(start.Recording.Last.Plan.HeldBy);
        Assert.Equal("deposit", start.Recording.Last.Plan.Reason);
    }

    [Fact]
    public async Task A_leg_that_is_refused_after_another_was_filled_is_made_up_for_at_the_next_tick()
    {
        _desk.World.Fate = (instruction, _) => instruction.Operation == Operation.PerpOpenShort && instruction.Id.StartsWith("key-0-", StringComparison.Ordinal) ? Fate.Refused : Fate.Answered;
        await using var start = _desk.Start();
        start.ToEndOf(1);
        await start.CancelAsync();

        Assert.InRange(start.Recording.Ticks[0].Assessed.Risk.DeltaDrift!.Value, 0.4m, 0.6m); // coins, and no short
        Assert.InRange(start.Recording.Ticks[1].Assessed.Risk.DeltaDrift!.Value, 0, 0.001m);
    }

    [Fact]
    public async Task Three_plans_that_fail_in_a_row_halt_and_what_was_bought_is_hedged_all_the_same_once_that_can_be_done()
    {
        var refuses = true;
        _desk.World.Fate = (instruction, _) => refuses && instruction.Operation == Operation.PerpOpenShort ? Fate.Refused : Fate.Answered;
        await using var start = _desk.Start();
        start.ToEndOf(4);
        Assert.Equal((TradingState.Halted, "failed_plans"), (start.Recording.Last.Plan.HeldBy?.State, start.Recording.Last.Plan.HeldBy?.Reason));

        refuses = false;
        start.ToEndOf(5);
        await start.CancelAsync();

        Assert.Equal("delta_drift", start.Recording.Last.Plan.Reason);
        Assert.InRange(start.Recording.Last.Assessed.Risk.DeltaDrift!.Value, 0, 0.001m);
        Assert.Equal(TradingState.Halted, start.Recording.Last.Plan.HeldBy?.State); // hedged, and still halted
    }

    [Fact]
    public async Task Whatever_is_refused_each_block_ends_complete_or_made_up_for_or_the_run_is_halted_and_hedged()
    {
        const int last = 14, calm = 11;
        for (var seed = 1; seed <= 12; seed++)
        {
            var draws = new Random(seed);
            var desk = new LiveDesk(SampleConfiguration.Basis, HalfMinutes.Market(), Scenario.Deposit(30_000, 0) with { EffectiveAt = HalfMinutes.At(3) }, Scenario.Withdrawal(40_000, 0) with { EffectiveAt = HalfMinutes.At(7) });
            desk.World.Fate = (_, attempts) => desk.Time.Now >= HalfMinutes.At(calm) || attempts > 0 ? Fate.Answered : draws.Next(10) switch { < 4 => Fate.Refused, 4 => Fate.AnswerLost, _ => Fate.Answered };
            await using var start = desk.Start();
            start.ToEndOf(last);
            await start.CancelAsync();

            var (recording, end) = (start.Recording, start.Recording.Last);
            Assert.True(end.Assessed.Risk.DeltaDrift <= SampleConfiguration.Basis.Risk.DeltaWarning, $"seed {seed}: drift {end.Assessed.Risk.DeltaDrift}, {end.Plan.Reason}, {end.Plan.HeldBy}");
            Assert.All(recording.Blocks, b => Assert.True(b.Outcome.Reports.All(r => r.IsComplete) || b.Outcome.Reports.Any(r => r.Error is not null), $"seed {seed}: {b.Outcome.Block.Id}"));
            Assert.Empty(desk.World.Wrongs);
            Assert.Empty(desk.Tape.Of<Journal.VenueCompared>());
        }
    }

    [Theory]
    [InlineData(270, false)]
    [InlineData(330, true)]
    public async Task A_run_that_was_up_and_completed_no_tick_for_five_minutes_halts(int seconds, bool halts)
    {
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var start = _desk.Start();
        start.ToEndOf(1);
        var reads = _desk.World.Reads;
        _desk.World.OnRead = () => answer.Task; // the read of tick 2 hangs
        _desk.Time.Pass(HalfMinutes.At(2) - _desk.Time.Now);
        start.Until(() => _desk.World.Reads == reads + 1);
        for (var passed = 30; passed <= seconds; passed += 30)
        {
            _desk.Time.Pass(TimeSpan.FromSeconds(30));
            await start.SettleAsync("clock");
        }

        _desk.World.OnRead = () => Task.CompletedTask;
        answer.SetResult();
        start.Until(() => _desk.Tape.Closed == 2);
        start.ToEndOf(3);
        await start.CancelAsync();

        Assert.Equal(halts ? "heartbeat_lost" : null, start.Recording.Last.Plan.HeldBy?.Reason);
        Assert.Equal(halts ? 1 : 0, start.Recording.Errors.Count(e => e.Event.Payload is BasisError { Code: "HES-003" }));
    }

    [Fact]
    public async Task A_run_that_was_down_for_an_hour_is_not_silent()
    {
        await using (var first = _desk.Start())
            first.ToEndOf(1);
        var desk = _desk;
        desk.Time.Pass(TimeSpan.FromMinutes(10));
        await using var second = desk.Start();
        second.ToEndOf(2);
        await second.CancelAsync();

        Assert.Null(second.Recording.Last.Plan.HeldBy);
    }

    [Fact]
    public async Task A_stop_loss_closes_everything_and_ends_the_run()
    {
        // The perpetuals trade 35 % above spot from hour 3 on.
        var market = SampleMarket.Builder(Rows).Set(SampleMarket.BinancePerp, 1, row => SampleMarket.Price(row) * (row < 3 ? 1 : 1.35m)).Set(SampleMarket.BybitPerp, 1, row => SampleMarket.Price(row) * (row < 3 ? 1 : 1.35m)).Build();
        var desk = new LiveDesk(SampleConfiguration.Basis, market);
        await using var start = desk.Start();
        start.ToEndOf(3);

        var outcome = start.ToOutcome();

        Assert.Equal((RunStatus.Halted, "LT-011", "stop_loss"), (outcome.Status, outcome.Error?.Code, start.Recording.Last.Plan.Reason));
        Assert.DoesNotContain(start.Recording.Last.Computed.Exposure.Assets, a => a.Spot != 0 && a.Asset == "BTC" || a.Short != 0);
    }

    [Fact]
    public async Task A_fall_from_the_peak_by_the_limit_closes_everything_and_ends_the_run()
    {
        var market = SampleMarket.Builder(Rows).Set(SampleMarket.BinancePerp, 1, row => SampleMarket.Price(row) * (row < 3 ? 1 : 1.06m)).Build();
        var desk = new LiveDesk(SampleConfiguration.Basis with { Risk = SampleConfiguration.Basis.Risk with { DrawdownStop = 0.01m } }, market);
        await using var start = desk.Start();
        start.ToEndOf(3);

        Assert.Equal((RunStatus.Halted, "LT-011"), (start.ToOutcome().Status, start.Outcome?.Error?.Code));
        Assert.Equal("max_drawdown", start.Recording.Last.Plan.Reason);
    }

    [Fact]
    public async Task What_a_read_has_to_say_is_told_and_stored_nowhere()
    {
        _desk.World.Notes = [new BasisError("CLK-002", "The clock is off.", "bybit")];
        await using var start = _desk.Start();
        start.ToEndOf(0);
        await start.CancelAsync();

        Assert.Equal("CLK-002", Assert.IsType<BasisError>(start.Recording.Errors.Single().Event.Payload).Code);
    }

    private static List<TradingState> States(LiveStart start) => [.. start.Recording.Events.Where(e => e.Event.Type == EventType.TradingStateChanged).Select(e => ((TradingHold)e.Event.Payload!).State)];
}

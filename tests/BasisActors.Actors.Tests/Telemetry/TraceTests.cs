using System.Diagnostics;
using BasisActors.Actors.Journal;
using BasisActors.Actors.Tests.Fixtures;
using BasisActors.Actors.Tests.Live.Fixtures;
using BasisActors.Domain.Instructions;

namespace BasisActors.Actors.Tests.Telemetry;

/// <summary>One trace for each tick of a live run, with a span for each component and each step of a block (issue: health and telemetry).</summary>
[Collection(TelemetryTestGroup.Name)]
public sealed class TraceTests : IDisposable
{
    private static readonly string[] Components = ["attribution", "execution", "exposure", "journal", "ledger", "market-data", "market-read", "risk", "strategy"];
    private readonly LiveDesk _desk = new(SampleConfiguration.Basis, HalfMinutes.Market());
    private readonly Collector _collector = new();

    public void Dispose() => _collector.Dispose();

    [Fact]
    public async Task A_tick_is_one_trace_that_begins_when_it_is_due_and_ends_when_it_is_stored()
    {
        await _desk.CompleteAsync(3);

        var roots = Roots();
        Assert.Equal([0L, 1L, 2L, 3L], roots.Select(r => r.GetTagItem("basis.sequence")));
        Assert.All(roots, r => Assert.Equal(("run", "full_loop"), (r.GetTagItem("basis.run"), r.GetTagItem("basis.trigger"))));
        Assert.Equal(_desk.Tape.Of<TickOpened>().Select(t => t.Timestamp.UtcDateTime), roots.Select(r => r.StartTimeUtc));
        Assert.Equal(4, roots.Select(r => r.TraceId).Distinct().Count());
        Assert.All(_collector.Spans, s => Assert.Contains(s.TraceId, roots.Select(r => r.TraceId)));
    }

    [Fact]
    public async Task A_quiet_tick_has_a_span_for_each_component_below_its_root()
    {
        await _desk.CompleteAsync(3);

        var root = Roots()[^1];
        var spans = SpansOf(root);
        Assert.Equal(Components, spans.Select(s => s.OperationName).Order(StringComparer.Ordinal));
        Assert.All(spans, s => Assert.Equal(root.SpanId, s.ParentSpanId));
    }

    [Fact]
    public async Task Each_step_of_a_block_has_a_span_below_that_of_execution()
    {
        await _desk.CompleteAsync(0);

        var spans = SpansOf(Roots()[0]);
        var execution = Assert.Single(spans, s => s.OperationName == "execution");
        var steps = spans.Where(s => s.OperationName == "block-step").ToList();
        Assert.All(steps, s => Assert.Equal(execution.SpanId, s.ParentSpanId));
        Assert.Equal(
            _desk.Tape.Of<OrderResolved>().Select(o => o.Report.Instruction).Select(i => ($"{i.Id}", i.Venue, i.Operation.Name(), "filled")),
            steps.Select(s => ((string)s.GetTagItem("basis.instruction")!, (string)s.GetTagItem("basis.venue")!, (string)s.GetTagItem("basis.operation")!, (string)s.GetTagItem("basis.outcome")!)));
        Assert.NotEmpty(steps);
        Assert.Equal(steps.Select(s => s.GetTagItem("basis.block")).Distinct(), spans.Where(s => s.OperationName == "risk").Skip(1).Select(s => s.GetTagItem("basis.block")));
    }

    [Fact]
    public async Task A_step_that_a_venue_refuses_says_with_which_code()
    {
        _desk.World.Fate = (instruction, _) => instruction.Type == InstructionType.CexTrade ? Fate.Refused : Fate.Answered;

        await _desk.CompleteAsync(0);

        var refused = _collector.Spans.First(s => s.OperationName == "block-step" && (string?)s.GetTagItem("basis.outcome") == "failed");
        Assert.Equal((ActivityStatusCode.Error, "EXI-001"), (refused.Status, refused.GetTagItem("error.type")));
    }

    [Fact]
    public async Task The_span_of_a_component_lasts_as_long_as_it_waits()
    {
        var journal = new FakeJournalState { Holds = e => e is OrderResolved };
        await using var start = _desk.Start(journal);
        start.NextTickOpens();
        start.Until(() => journal.Held == 1);
        _desk.Time.Pass(TimeSpan.FromSeconds(7));
        journal.Holds = _ => false;
        start.Release();
        start.Until(() => _desk.Tape.Closed == 0);
        await start.SettleStoredAsync();

        var first = _collector.Spans.First(s => s.OperationName == "block-step");
        Assert.Equal(TimeSpan.FromSeconds(7), first.Duration);
        Assert.Equal(TimeSpan.FromSeconds(7), Roots()[0].Duration);
    }

    [Fact]
    public async Task What_a_start_replays_is_not_traced_again_and_the_tick_that_a_kill_left_open_is()
    {
        var journal = new FakeJournalState { Holds = e => e is OrderResolved };
        await using (var first = _desk.Start(journal))
        {
            first.NextTickOpens();
            first.Until(() => journal.Held == 1);
        }

        _collector.Spans.Clear();
        await using (var second = _desk.Start())
        {
            second.ToEndOf(0);
            await second.SettleStoredAsync();
        }

        Assert.Equal(0L, Assert.Single(Roots()).GetTagItem("basis.sequence"));

        _collector.Spans.Clear();
        await using var third = _desk.Start();
        third.ToEndOf(1);
        await third.SettleStoredAsync();
        Assert.Equal(1L, Assert.Single(Roots()).GetTagItem("basis.sequence"));
    }

    [Fact]
    public async Task A_run_that_ends_in_the_middle_of_a_tick_ends_its_trace_as_failed()
    {
        _desk.World.Fate = (_, _) => Fate.Unknown;
        await using (var start = _desk.Start())
        {
            start.NextTickOpens();
            start.Until(() => _desk.World.Attempts.Count == 1 && _desk.Time.Timers == 2);
            var ended = start.CancelAsync();
            start.Until(() => _desk.Time.Timers == 3);
            _desk.Time.Pass(TimeSpan.FromSeconds(10));
            await ended;
        }

        Assert.Equal(ActivityStatusCode.Error, Assert.Single(Roots()).Status);
    }

    [Fact]
    public async Task No_activity_is_left_on_the_thread_for_others_to_take_for_their_parent()
    {
        var seen = new List<Activity?>();
        _desk.World.OnRead = () =>
        {
            seen.Add(Activity.Current);
            return Task.CompletedTask;
        };

        await _desk.CompleteAsync(3);

        Assert.All(seen, Assert.Null);
        Assert.Equal(4, Roots().Count);
    }

    private List<Activity> Roots() => [.. _collector.Spans.Where(s => s.OperationName == "tick")];

    private List<Activity> SpansOf(Activity root) => [.. _collector.Spans.Where(s => s.TraceId == root.TraceId && s != root).OrderBy(s => s.StartTimeUtc)];
}

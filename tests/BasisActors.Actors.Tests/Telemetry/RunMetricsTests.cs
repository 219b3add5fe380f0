using BasisActors.Actors.Journal;
using BasisActors.Actors.Tests.Fixtures;
using BasisActors.Actors.Tests.Live.Fixtures;
using BasisActors.Domain.Instructions;

namespace BasisActors.Actors.Tests.Telemetry;

/// <summary>What a live run counts and shows. A backtest and a replay count nothing.</summary>
[Collection(TelemetryTestGroup.Name)]
public sealed class RunMetricsTests : IDisposable
{
    private readonly LiveDesk _desk = new(SampleConfiguration.Basis, HalfMinutes.Market());
    private readonly Collector _collector = new();

    public void Dispose() => _collector.Dispose();

    [Fact]
    public async Task Ticks_orders_and_steps_are_counted()
    {
        await _desk.CompleteAsync(3);

        var orders = _desk.Tape.Of<OrderResolved>().ToList();
        Assert.NotEmpty(orders);
        Assert.Equal(4, _collector.Sum("basis.ticks{run=run}"));
        Assert.Equal(orders.Count, _collector.Sum("basis.block.steps{run=run,outcome=filled}"));
        Assert.Equal(orders.Count, _collector.Sums.Where(s => s.Key.StartsWith("basis.orders{", StringComparison.Ordinal)).Sum(s => s.Value));
        Assert.Equal(
            orders.Count(o => o.Report.Instruction is { Venue: "binance", Type: InstructionType.CexTrade }),
            _collector.Sum("basis.orders{run=run,venue=binance,outcome=filled}"));
    }

    [Fact]
    public async Task Gauges_show_the_last_tick_for_as_long_as_the_run_is_up()
    {
        await using var start = _desk.Start();
        start.ToEndOf(2);
        await start.SettleStoredAsync();
        var gauges = _collector.Gauges();

        var closed = _desk.Tape.Of<TickClosed>().Last();
        Assert.Equal((double)closed.Equity, gauges["basis.equity{run=run,currency=USDT}"]);
        Assert.Equal(HalfMinutes.At(2).ToUnixTimeSeconds(), gauges["basis.tick.completed.timestamp{run=run}"]);
        Assert.Equal(0, gauges["basis.net_delta{run=run,asset=BTC}"], 6);
        Assert.True(gauges["basis.margin_ratio{run=run,venue=binance}"] > 0);
        Assert.Equal((1, 0, 0), (gauges["basis.trading_state{run=run,state=running}"], gauges["basis.trading_state{run=run,state=reducing}"], gauges["basis.trading_state{run=run,state=halted}"]));
        Assert.Equal((0, 0), (gauges["basis.orders.unresolved{run=run}"], gauges["basis.journal.waits{run=run}"]));
        Assert.DoesNotContain("basis.health_factor{run=run}", gauges.Keys);

        await start.CancelAsync();
        Assert.Empty(_collector.Gauges());
    }

    [Fact]
    public async Task A_tick_that_is_dropped_is_counted_and_the_one_that_was_open_took_that_long()
    {
        var journal = new FakeJournalState { Holds = e => e is TickClosed { Sequence: 1 } };
        await using var start = _desk.Start(journal);
        start.ToEndOf(0);
        await start.SettleStoredAsync();
        start.NextTickOpens();
        start.Until(() => journal.Held == 1);
        var before = _collector.Sum("basis.tick.duration{run=run}");
        _desk.Time.Pass(TimeSpan.FromSeconds(30));
        await start.SettleAsync("clock");
        journal.Holds = _ => false;
        start.Release();
        start.Until(() => _desk.Tape.Closed == 1);
        await start.SettleStoredAsync();

        Assert.Equal(1, _collector.Sum("basis.ticks.coalesced{run=run}"));
        Assert.Equal(30, _collector.Sum("basis.tick.duration{run=run}") - before);
    }

    [Fact]
    public async Task An_order_without_an_outcome_shows_until_it_has_one()
    {
        _desk.World.Fate = (_, before) => before == 0 ? Fate.Unknown : Fate.Answered;
        await using var start = _desk.Start();
        start.NextTickOpens();
        start.Until(() => _desk.World.Attempts.Count == 1 && _desk.Time.Timers == 2);
        Assert.Equal(1, _collector.Gauges()["basis.orders.unresolved{run=run}"]);

        start.ToEndOf(0);
        await start.SettleStoredAsync();

        Assert.Equal(0, _collector.Gauges()["basis.orders.unresolved{run=run}"]);
    }

    [Fact]
    public async Task A_journal_that_keeps_the_run_waiting_shows()
    {
        await using var start = _desk.Start();
        start.ToEndOf(0);

        start.Tell("clock", new JournalAway("locked"));
        await start.SettleAsync("clock");
        Assert.Equal(1, _collector.Gauges()["basis.journal.waits{run=run}"]);

        start.Tell("clock", JournalBack.Instance);
        await start.SettleAsync("clock");
        Assert.Equal(0, _collector.Gauges()["basis.journal.waits{run=run}"]);
    }

    [Fact]
    public async Task What_a_start_replays_is_not_counted_again()
    {
        await using (var first = _desk.Start())
        {
            first.ToEndOf(2);
            await first.SettleStoredAsync();
        }

        var (orders, steps) = (_collector.Sums.Where(s => s.Key.StartsWith("basis.orders{", StringComparison.Ordinal)).Sum(s => s.Value), _collector.Sum("basis.block.steps{run=run,outcome=filled}"));

        await using var second = _desk.Start();
        second.ToEndOf(3);
        await second.SettleStoredAsync();

        Assert.Equal(4, _collector.Sum("basis.ticks{run=run}"));
        Assert.Equal(steps, _collector.Sum("basis.block.steps{run=run,outcome=filled}"));
        Assert.Equal(orders, _collector.Sums.Where(s => s.Key.StartsWith("basis.orders{", StringComparison.Ordinal)).Sum(s => s.Value));
    }

    [Fact]
    public async Task A_restart_of_a_component_is_counted()
    {
        await using var start = _desk.Start();
        start.ToEndOf(0);

        start.Tell("risk", Kill.Instance);
        start.ToEndOf(1);

        Assert.Equal(1, _collector.Sum("basis.component.restarts{run=run,component=risk}"));
    }
}

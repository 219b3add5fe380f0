using BasisActors.Actors.Live;
using BasisActors.Data.Sample;
using BasisActors.Domain.Errors;
using BasisActors.Host.Alerts;
using BasisActors.Host.Backtests;
using BasisActors.Host.Live;
using BasisActors.Host.Paper;
using BasisActors.Host.Tests.EventLog;
using BasisActors.Venues.Paper;

namespace BasisActors.Host.Tests.Live.OnPaper;

/// <summary>What a live run tells its operators: once for each thing, and once that it is over.</summary>
public sealed class AlertTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2024, 6, 20, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryDirectory _data = new();
    private readonly List<Alert> _alerts = [];

    public AlertTests() => SampleDataSet.Write(new SampleRequest(_data.Path, SampleDataSet.DefaultSeed, Start.AddDays(-12), Start.AddDays(4)));

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_quiet_run_tells_nothing()
    {
        await using var run = NewRun();
        run.Start();
        run.ToEndOf(4);
        await run.StopAsync();

        Assert.Empty(Told());
    }

    [Fact]
    public async Task A_halt_is_told_once_and_its_end_once()
    {
        await using var run = NewRun();
        run.Start();
        run.ToEndOf(1);
        run.Leave("1", OperatorRequestKind.Halt);
        run.ToEndOf(4);
        run.Leave("2", OperatorRequestKind.Resume);
        run.ToEndOf(6);
        await run.StopAsync();

        Assert.Equal([("halt", false), ("halt", true)], Told());
        Assert.Contains("halted_by_operator", _alerts[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transfer_that_is_refused_only_reduces()
    {
        await using var run = NewRun();
        run.Line.Refuses = request => request is { Method: "POST", Path: "/sapi/v1/asset/transfer" } ? WireAnswer.Json("""{"code":-2015,"msg":"No."}""", 400) : null;
        run.Start();
        run.ToEndOf(3);
        run.Line.Refuses = _ => null;
        run.ToEndOf(5);
        await run.StopAsync();

        Assert.Equal([("reducing", false), ("reducing", true)], Told());
    }

    [Fact]
    public async Task A_deleveraged_position_is_told_with_what_was_taken()
    {
        await using var run = NewRun();
        run.Start();
        run.ToEndOf(2);
        Assert.Equal(200, run.Post("/paper/deleverage", """{"venue":"binance","account":"paper","symbol":"BTCUSDT","quantity":"0.2"}"""));
        run.ToEndOf(5);
        await run.StopAsync();

        Assert.Equal([("liquidation", false)], Told());
        Assert.Contains("auto-deleveraged (ADL) 0.2 of BTCUSDT", _alerts[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prices_that_do_not_come_are_told_until_they_come()
    {
        await using var run = NewRun();
        run.Start();
        run.ToEndOf(2);
        run.Line.Refuses = request => request is { Method: "GET", Path: "/api/v3/ticker/bookTicker" or "/fapi/v1/premiumIndex" } ? WireAnswer.Json("{}", 503) : null;
        run.ToEndOf(4);
        run.Line.Refuses = _ => null;
        run.ToEndOf(6);
        await run.StopAsync();

        Assert.Equal([("stale_data", false), ("stale_data", true)], Told());
    }

    [Fact]
    public void A_journal_that_is_away_and_an_order_without_an_outcome_are_told_once_for_each()
    {
        var alerts = new RunAlerts(_alerts.Add, TimeProvider.System);
        alerts.Waits("run", new BasisError("RST-003", "away"));
        alerts.Waits("run", new BasisError("RST-003", "still away"));
        alerts.Waits("run", null);
        alerts.Waits("run", new BasisError("EXEC-001", "not known", "key-1-1-1"));
        alerts.Waits("run", new BasisError("EXEC-001", "not known", "key-1-1-1"));
        alerts.Waits("run", new BasisError("EXEC-001", "not known", "key-1-1-2"));
        alerts.Waits("run", new BasisError("EXI-003", "an exchange is away")); // prices, heartbeat and health say so

        Assert.Equal([("journal_failure", false), ("journal_failure", true), ("unresolved_order", false), ("unresolved_order", false)], Told());
    }

    [Fact]
    public void A_run_that_cannot_be_begun_is_told_once_however_often_it_is_tried()
    {
        var alerts = new RunAlerts(_alerts.Add, TimeProvider.System);
        var away = new LaunchedRun(null, [new BasisError("EXEC-002", "The paper exchange does not answer.")]);
        for (var i = 0; i < 3; i++)
            alerts.Ended("run", away);
        alerts.Failed("other", new InvalidOperationException("unforeseen"));

        Assert.Equal([("run_failed", false), ("run_failed", false)], Told());
    }

    private IEnumerable<(string, bool)> Told() => _alerts.Select(a => (a.Kind.Name(), a.IsResolved));

    private VirtualRun NewRun()
    {
        var run = new VirtualRun(
            new PaperRequest(0, new DataLocation(DataMode.Csv, _data.Path), Start, Start.AddDays(3), 1m, TimeSpan.FromHours(8), FaultPlan.None, FeesInCoin: false, [VirtualRun.Account]),
            TimeSpan.FromHours(1),
            ["spot_venue=binance", "hedge_venues=binance", "hedge_allocation=binance:1", "data.missing_funding=venue:bybit", "funding_entry_threshold=-1", "funding_exit_threshold=-1"]);
        var alerts = new RunAlerts(_alerts.Add, run.Time);
        run.Record = (recorder, replay) => new AlertingRecorder("run", recorder, replay, alerts);
        return run;
    }
}

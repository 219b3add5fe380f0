using System.Globalization;
using System.Text.Json;
using BasisActors.Actors.Journal;
using BasisActors.Actors.Live;
using BasisActors.Actors.Runs;
using BasisActors.Data.Sample;
using BasisActors.Domain.Ledger;
using BasisActors.Host.Backtests;
using BasisActors.Host.Paper;
using BasisActors.Host.Scenarios;
using BasisActors.Host.Tests.EventLog;
using BasisActors.Venues.Paper;

namespace BasisActors.Host.Tests.Live.OnPaper;

/// <summary>A live run at Binance: what the exchange does to the position by itself, and what it refuses to move between its wallets.</summary>
public sealed class TwoWalletsTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2024, 6, 20, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryDirectory _data = new();

    public TwoWalletsTests() => SampleDataSet.Write(new SampleRequest(_data.Path, SampleDataSet.DefaultSeed, Start.AddDays(-12), Start.AddDays(4)));

    [Fact]
    public async Task A_deleveraged_short_is_booked_by_the_log_and_the_hedge_repaired_at_the_next_tick()
    {
        await using var run = NewRun();
        run.Start();
        run.ToEndOf(2);
        var before = run.Status().Positions;
        Assert.Equal(200, run.Post("/paper/deleverage", """{"venue":"binance","account":"paper","symbol":"BTCUSDT","quantity":"0.2"}"""));
        run.ToEndOf(4);
        await run.StopAsync();

        var takeover = Assert.Single((await run.JournalAsync()).OfType<TickOpened>().SelectMany(t => t.Takeovers));
        Assert.Equal((TakeoverKind.AutoDeleveraging, 0.2m), (takeover.Kind, takeover.Quantity));
        var status = run.Status();
        Assert.Equal(("running", 0L), (status.Trading, status.DifferencesSeen));
        Assert.True(Math.Abs(status.Positions["binance:Perp:BTCUSDT"]) > -before["binance:Perp:BTCUSDT"] - 0.2m);
        RequireSame(run);
    }

    [Fact]
    public async Task A_short_that_is_liquidated_ends_the_run_and_everything_else_is_closed()
    {
        await using var run = NewRun("rally:at=2024-06-21,size=2,hours=1");
        run.Start();
        run.ToEndOf(60);

        Assert.True(run.IsOver);
        Assert.Equal((RunStatus.Halted, "RSK-005"), (run.Outcome.Status, run.Outcome.Error?.Code));
        Assert.Contains((await run.JournalAsync()).OfType<TickOpened>().SelectMany(t => t.Takeovers), t => t.Kind == TakeoverKind.Liquidation);
        Assert.Equal(0, run.Status().DifferencesSeen);
        RequireSame(run);
    }

    [Theory]
    [InlineData(-5013)] // not one that is known to mean no
    [InlineData(-2018)]
    [InlineData(-2015)] // the key lacks the permission
    public async Task What_the_exchange_refuses_to_move_is_told_at_the_same_tick_and_the_run_goes_on_when_it_moves_it(int code)
    {
        await using var run = NewRun();
        run.Line.Refuses = request => request is { Method: "POST", Path: "/sapi/v1/asset/transfer" } ? WireAnswer.Json($$"""{"code":{{code}},"msg":"No."}""", 400) : null;
        run.Start();
        run.ToEndOf(2);

        var held = run.Status();
        Assert.Equal(("reducing", "transfer_refused", 0L), (held.Trading, held.HeldFor, held.DifferencesSeen));
        Assert.Contains("No.", held.Refusals["binance"], StringComparison.Ordinal);
        Assert.DoesNotContain("binance:Perp:BTCUSDT", held.Positions.Keys);

        run.Line.Refuses = _ => null;
        run.ToEndOf(4);
        await run.StopAsync();

        var free = run.Status();
        Assert.Equal(("running", 0), (free.Trading, free.Refusals.Count));
        Assert.Contains("binance:Perp:BTCUSDT", free.Positions.Keys);
        RequireSame(run);
    }

    [Fact]
    public async Task A_run_that_is_refused_can_still_close()
    {
        await using var run = NewRun();
        run.Start();
        run.ToEndOf(2);
        run.Line.Refuses = request => request is { Method: "POST", Path: "/sapi/v1/asset/transfer" } ? WireAnswer.Json("""{"code":-2015,"msg":"No."}""", 400) : null;
        run.Leave("1", OperatorRequestKind.Close);
        run.ToEndOf(5);

        Assert.True(run.IsOver);
        Assert.DoesNotContain("binance:Perp:BTCUSDT", run.Status().Positions.Keys);
        Assert.Contains("binance", run.Status().Refusals.Keys);
        RequireSame(run);
    }

    public void Dispose() => _data.Dispose();

    private static void RequireSame(VirtualRun run)
    {
        using var state = JsonDocument.Parse(run.Page("/paper/state"));
        var account = state.RootElement.GetProperty("accounts").EnumerateArray().Single(a => a.GetProperty("venue").GetString() == "binance");
        var held = run.Status().Positions;
        Assert.Equal(Number(account.GetProperty("USDT")), held.GetValueOrDefault("binance:BaseToken:USDT"));
        Assert.Equal(Number(account.GetProperty("coins").GetProperty("BTC")), held.GetValueOrDefault("binance:BaseToken:BTC"));
    }

    private static decimal Number(JsonElement element) => decimal.Parse(element.GetString()!, CultureInfo.InvariantCulture);

    private VirtualRun NewRun(params string[] scenarios) => new(
        new PaperRequest(0, new DataLocation(DataMode.Csv, _data.Path), Start, Start.AddDays(3), 1m, TimeSpan.FromHours(8), FaultPlan.None, FeesInCoin: false, [VirtualRun.Account])
        {
            Scenarios = [.. scenarios.Select(s => ScenarioParsing.Parse(s, Start, Start.AddDays(4)))],
        },
        TimeSpan.FromHours(1),
        ["spot_venue=binance", "hedge_venues=binance", "hedge_allocation=binance:1", "data.missing_funding=venue:bybit", "funding_entry_threshold=-1", "funding_exit_threshold=-1"]);
}

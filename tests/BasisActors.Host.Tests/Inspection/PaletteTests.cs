using System.Text.Json;
using Akka.Actor;
using BasisActors.Actors.Inspection;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Risk;
using BasisActors.Host.Inspection;
using BasisActors.Host.Inspection.Commands;

namespace BasisActors.Host.Tests.Inspection;

/// <summary>The commands of the palette against a live run.</summary>
public sealed class PaletteTests
{
    [Fact]
    public async Task Every_command_that_looks_shows_what_the_run_is_and_has()
    {
        await using var palette = new PaperPalette();
        palette.Run.ToEndOf(3);

        var tree = (await palette.AskAsync("actors tree")).Cast<ActorEntry>().ToList();
        Assert.Equal(ActorTree.Of(palette.Run.System!).Select(c => c.Path), tree.Select(t => t.Actor.Cell.Path));
        Assert.All(tree, t => Assert.Equal(t.Actor.Cell.Path.EndsWith("/backoff", StringComparison.Ordinal) ? "silent" : t.Actor.State, t.Actor.State));
        Assert.Equal("healthy", tree.Single(t => t.Actor.Cell.Path == "/user/runs/run/ledger").Actor.State);
        var lines = InspectionText.Lines(AnswerShape.Tree, [.. tree]).ToList();
        Assert.StartsWith("name", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, l => l.StartsWith("    ledger", StringComparison.Ordinal) && l.Contains("LedgerActor", StringComparison.Ordinal));

        var clock = await palette.OneAsync<ActorDetails>("actors show", ("path", "run/clock"));
        Assert.Equal(("LiveClockActor", "scheduled"), (clock.Actor.Cell.Type, clock.Actor.Said!.Behaviour));
        Assert.Equal(3L, clock.Actor.Said.Facts.Single(f => f.Name == "completed").Value);
        Assert.Equal(palette.Run.Time.GetUtcNow() + palette.Run.Interval, Fact(clock, "next"));

        var strategy = await palette.OneAsync<StrategyStatus>("strategy status", ("run", "run"));
        Assert.Equal((4, "running"), ((int)strategy.Kept!.ExecutionCount, Field(strategy, "trading")));
        Assert.Equal("btc_basis", Field(strategy, "mode"));

        var blocks = (await palette.AskAsync("blocks list")).Cast<BlockEntry>().ToList();
        Assert.NotEmpty(blocks);
        Assert.All(blocks, b => Assert.Equal("completed", b.State));
        var shown = await palette.OneAsync<BlockDetails>("blocks show", ("id", blocks[^1].Block.Id));
        Assert.All(shown.Entry.Steps, s => Assert.Equal("confirmed", s.State));

        var status = palette.Run.Status();
        var balances = (await palette.AskAsync("ledger balances")).Cast<BalanceEntry>().ToList();
        Assert.Equal(status.Positions.Select(p => (p.Key, p.Value)), balances.Select(b => (b.Balance.Position.ToString(), b.Balance.Quantity)).OrderBy(b => b.Item1, StringComparer.Ordinal));
        Assert.Equal(status.Equity, balances.Sum(b => b.Balance.Value));

        var bands = (await palette.AskAsync("risk bands", ("run", "run"))).Cast<BandEntry>().ToList();
        var margins = bands.Where(b => b.Gauge.Metric == "margin_ratio").ToList();
        Assert.Equal(status.MarginRatios.Select(m => (m.Key, m.Value)), margins.Select(m => (m.Gauge.Venue!, m.Gauge.Value)));
        Assert.All(margins, m => Assert.Equal(RiskBand.Safe, m.Gauge.Band));

        var node = await palette.OneAsync<NodeEntry>("cluster show");
        Assert.Equal(("run", tree.Count), (node.Systems.Single().Run, node.Systems.Single().Actors));
        Assert.StartsWith("akka://basis", node.Systems.Single().Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_actor_that_does_not_answer_in_a_second_is_busy_and_the_run_goes_on()
    {
        await using var palette = new PaperPalette();
        palette.Run.ToEndOf(2);
        using var open = new ManualResetEventSlim();
        var begun = new TaskCompletionSource();
        palette.Run.System!.ActorOf(Props.Create(() => new Blocker(begun, open)).WithDispatcher("basis.lane-1")).Tell("wait"); // the thread of the run's lane
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(10));

        var tree = (await palette.AskAsync("actors tree")).Cast<ActorEntry>().ToDictionary(a => a.Actor.Cell.Path, a => a.Actor);
        var error = (await Assert.ThrowsAsync<BasisException>(() => palette.AskAsync("ledger balances"))).Error;
        var shown = await palette.OneAsync<ActorDetails>("actors show", ("path", "run/ledger"));
        open.Set();

        Assert.All(tree.Where(a => a.Key.StartsWith("/user/runs/run", StringComparison.Ordinal)), a => Assert.Equal("busy", a.Value.State));
        Assert.Equal(("up", "up"), (tree["/user/health"].State, tree["/user/journal-run"].State));
        Assert.Equal("INS-004", error.Code);
        Assert.Equal(("busy", "LedgerActor", 2), (shown.Actor.State, shown.Actor.Cell.Type, shown.Actor.Cell.Mailbox)); // the two questions that it has not come to
        palette.Run.ToEndOf(4);
        Assert.False(palette.Run.IsOver);
        Assert.Equal("healthy", (await palette.OneAsync<ActorDetails>("actors show", ("path", "run/ledger"))).Actor.State);
    }

    [Fact]
    public async Task Events_are_told_from_the_files_and_followed_as_they_come()
    {
        await using var palette = new PaperPalette();
        palette.Run.ToEndOf(2);

        var last = (await palette.AskAsync("events tail", ("run", "run"), ("count", "50"))).Cast<EventEntry>().Select(e => Order(e.Line)).ToList();
        Assert.Equal(50, last.Count);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => last[0] + i), last); // gapless, in order

        using var enough = new CancellationTokenSource();
        var call = InspectionCatalogue.Find("events", "tail").Call([new("run", "run"), new("follow", "true"), new("count", "10"), new("component", "clock")]);
        Assert.True(call.Streams);
        var followed = new List<string>();
        var begun = new TaskCompletionSource();
        var following = Task.Run(async () =>
        {
            await foreach (var record in call.AnswerAsync(palette.Host, enough.Token))
            {
                followed.Add(((EventEntry)record).Line);
                if (followed.Count == 2)
                    begun.TrySetResult();
                if (followed[^1].Contains("run_completed", StringComparison.Ordinal))
                    return;
            }
        });
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(10)); // component_initialization and run_started
        await palette.Run.StopAsync();
        await following.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.All(followed, l => Assert.Contains("\"component\":\"clock\"", l, StringComparison.Ordinal));
        Assert.Equal(followed.Select(Order).Distinct().Order(), followed.Select(Order));
        Assert.Contains("run_completed", followed[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_takes_another_level_of_all_or_of_a_source()
    {
        await using var palette = new PaperPalette();
        palette.Run.ToEndOf(0);
        Assert.Equal([new LevelEntry("default", "warning")], await palette.AskAsync("log level"));

        await palette.AskAsync("log level", ("level", "debug"), ("source", "/user/journal-run"));
        Assert.Equal([new LevelEntry("default", "error"), new LevelEntry("/user/journal-run", "debug")], await palette.AskAsync("log level", ("level", "error")));
        Assert.Equal([new LevelEntry("/user/journal-run", "debug")], await palette.AskAsync("log level", ("source", "/user/journal-run")));
        Assert.Equal([new LevelEntry("default", "error")], await palette.AskAsync("log level", ("level", "default"), ("source", "/user/journal-run")));
    }

    [Fact]
    public async Task What_is_wrong_is_said_once_with_what_is_allowed()
    {
        await using var palette = new PaperPalette();
        palette.Run.ToEndOf(0);
        (string Command, string Argument, string Value, string Code, string Allowed)[] wrong =
        [
            ("actors show", "path", "run/ledgr", "INS-003", "/user/runs/run/ledger"),
            ("actors show", "pth", "x", "INS-001", "path"),
            ("actors show", "", "", "INS-001", "path"),
            ("actors watch", "every", "2 s", "INS-001", "500ms"),
            ("actors watch", "every", "999999999h", "INS-001", "1h"),
            ("blocks list", "count", "0", "INS-001", "1 to 1000"),
            ("blocks show", "id", "none", "INS-003", "blocks list"),
            ("risk bands", "run", "other", "INS-003", "run"),
            ("events tail", "component", "ledgr", "INS-001", "market-data"),
            ("events tail", "follow", "yes", "INS-001", "true"),
            ("log level", "level", "loud", "INS-001", "verbose, debug"),
            ("actors tre", "", "", "INS-003", "actors tree"),
        ];
        foreach (var (command, argument, value, code, allowed) in wrong)
        {
            var error = (await Assert.ThrowsAsync<BasisException>(() => palette.AskAsync(command, argument.Length == 0 ? [] : [(argument, value)]))).Error;
            Assert.Equal(code, error.Code);
            Assert.NotNull(error.Where);
            Assert.Contains(allowed, error.Remedy, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_record_goes_through_JSON_and_back_to_the_same_lines()
    {
        InspectionRecord record = new PlainRecord(
        [
            new("text", "a"), new("number", 3L), new("decimal", 1.50m), new("truth", true), new("nothing", null), new("time", DateTimeOffset.UnixEpoch),
            new("list", new InspectionRecord[] { new PlainRecord([new("depth", 0L), new("name", "x")]) }), new("inner", new PlainRecord([new("b", "c")])),
            new("data", JsonElement.Parse("1.5")), new("words", JsonElement.Parse("[\"a\",\"b\"]")),
        ]);

        var json = JsonSerializer.SerializeToElement(record);

        Assert.Equal("1.50", json.GetProperty("decimal").GetString());
        Assert.Equal(InspectionText.Lines(AnswerShape.Table, [record]), InspectionText.Lines(AnswerShape.Table, [InspectionJson.Read(json)]));
        Assert.Equal(InspectionText.Lines(AnswerShape.Details, [record]), InspectionText.Lines(AnswerShape.Details, [InspectionJson.Read(json)]));
    }

    private static object? Fact(ActorDetails shown, string name) => shown.Actor.Said!.Facts.Single(f => f.Name == name).Value;

    private static object? Field(InspectionRecord record, string name) => record.Fields.Single(f => f.Name == name).Value;

    private static long Order(string line) => JsonElement.Parse(line).GetProperty("order").GetInt64();

    private sealed class Blocker(TaskCompletionSource begun, ManualResetEventSlim until) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            begun.SetResult();
            until.Wait();
        }
    }
}

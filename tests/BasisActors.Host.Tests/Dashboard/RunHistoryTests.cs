using System.Globalization;
using BasisActors.Domain.Attribution;
using BasisActors.Host.Dashboard.History;
using BasisActors.Host.Tests.EventLog;

namespace BasisActors.Host.Tests.Dashboard;

/// <summary>The curves of a live run are those of its event files: whole after a restart, and without what is not real.</summary>
public sealed class RunHistoryTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 26, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_that_has_told_nothing_has_no_curves()
    {
        var course = new RunHistory(Path.Combine(_folder.Path, "not", "there")).Read();

        Assert.Empty(course.Equity);
        Assert.Empty(course.Attribution);
        Assert.Empty(course.Blocks);
    }

    [Fact]
    public void Equity_and_attribution_are_those_of_the_events()
    {
        Write("pnl_monitor", Pnl(0, 1000, "\"transaction_costs\":-2"), Pnl(1, 1003, "\"funding_pnl\":5"), Pnl(2, 1001, "\"basis_pnl\":-2"));

        var course = new RunHistory(_folder.Path).Read();

        Assert.Equal([1003m, 1001m], course.Equity.Single().Select(p => p.Value)); // a series begins when the distance of two ticks is known
        var last = course.Attribution[^1];
        Assert.Equal((Start.AddSeconds(60), -2m, 5m, -2m, 1m), (last.At, Of(AttributionBucket.TransactionCosts), Of(AttributionBucket.FundingPnl), Of(AttributionBucket.BasisPnl), last.Values.Sum()));
        decimal Of(AttributionBucket bucket) => last.Values[(int)bucket];
    }

    [Fact]
    public void What_comes_later_is_added_and_a_half_written_line_waits_for_its_end()
    {
        var history = new RunHistory(_folder.Path);
        Write("pnl_monitor", Pnl(0, 1000), Pnl(1, 1001));
        Assert.Single(history.Read().Equity.Single());

        var line = Pnl(2, 1002);
        File.AppendAllText(Current("pnl_monitor"), line[..40]);
        var before = history.Read();
        Assert.Single(before.Equity.Single());
        File.AppendAllText(Current("pnl_monitor"), line[40..] + "\n");

        var after = history.Read();
        Assert.Equal([1001m, 1002m], after.Equity.Single().Select(p => p.Value));
        Assert.True(after.Version > before.Version);
        Assert.Same(after, history.Read());
    }

    [Fact]
    public void A_file_that_is_set_aside_is_read_to_its_end_once()
    {
        var history = new RunHistory(_folder.Path);
        Write("pnl_monitor", Pnl(0, 1000), Pnl(1, 1001));
        _ = history.Read();
        Write("pnl_monitor", Pnl(2, 1002));
        File.Move(Current("pnl_monitor"), Path.Combine(_folder.Path, "pnl_monitor_events.2026-11-26.jsonl"));
        Write("pnl_monitor", Pnl(3, 1003));

        Assert.Equal([1001m, 1002m, 1003m], history.Read().Equity.Single().Select(p => p.Value));
        Assert.Equal([1001m, 1002m, 1003m], new RunHistory(_folder.Path).Read().Equity.Single().Select(p => p.Value)); // after a restart
    }

    [Fact]
    public void Ticks_on_stale_prices_are_left_out_and_a_time_without_ticks_is_a_gap()
    {
        Write("data_provider", Line("data_provider", "tick_skipped", 2, "{\"tick\":2}"));
        Write("pnl_monitor", Pnl(0, 1000), Pnl(1, 1001), Pnl(2, 9999), Pnl(3, 1003), Pnl(100, 1100), Pnl(101, 1101));

        var equity = new RunHistory(_folder.Path).Read().Equity;

        Assert.Equal([[1001m, 1003m], [1100m, 1101m]], equity.Select(piece => piece.Select(p => p.Value).ToArray()).ToArray());
    }

    [Fact]
    public void Drawdown_margin_and_health_are_those_of_the_risk_events_while_they_are_known()
    {
        Write("risk_monitor", Risk(0, "0", "null", "null"), Risk(1, "0.01", "0.7", "null"), Risk(2, "0.02", "0.6", "1.5"));

        var course = new RunHistory(_folder.Path).Read();

        Assert.Equal([-0.01m, -0.02m], course.Drawdown.Single().Select(p => p.Value));
        Assert.Equal([0.7m, 0.6m], course.Margin.Single().Select(p => p.Value));
        Assert.Equal([1.5m], course.Health.Single().Select(p => p.Value));
    }

    [Fact]
    public void A_block_has_its_steps_with_what_became_of_each()
    {
        Write(
            "execution_manager",
            Line("execution_manager", "block_started", 0, "{\"block_id\":\"run-4-1\",\"action\":\"entry_full\",\"instructions\":[" +
                "{\"instruction_id\":\"run-4-1-1\",\"operation\":\"CEX_SPOT_BUY\",\"venue\":\"bybit\",\"symbol\":\"BTCUSDT\",\"amount\":0.5}," +
                "{\"instruction_id\":\"run-4-1-2\",\"operation\":\"PERP_OPEN_SHORT\",\"venue\":\"bybit\",\"symbol\":\"BTCUSDT\",\"amount\":0.5}]}", "pending"),
            Line("execution_manager", "SPOT_TRADE", 0, "{\"instruction_id\":\"run-4-1-1\",\"status\":\"confirmed\",\"filled_amount\":0.4,\"fill_price\":60000,\"error\":null}"),
            "half a reco",
            Line("execution_manager", "block_failed", 0, "{\"block_id\":\"run-4-1\",\"error\":{\"error_code\":\"EXEC-004\",\"error_message\":\"Denied.\"}}", "failed"));
        Write("strategy_manager", Line("strategy_manager", "trading_state", 1, "{\"state\":\"halted\",\"reason\":\"halted_by_operator\"}"));

        var course = new RunHistory(_folder.Path).Read();

        var block = Assert.Single(course.Blocks);
        Assert.Equal(("entry_full", "failed", "EXEC-004: Denied."), (block.Action, block.State, block.Error));
        Assert.Equal(("confirmed", 0.4m, 60000m), (block.Steps[0].State, block.Steps[0].Filled, block.Steps[0].Price));
        Assert.Null(block.Steps[1].State);
        Assert.Equal(new HoldLine(Start.AddSeconds(30), "halted", "halted_by_operator"), Assert.Single(course.Holds));
    }

    [Fact]
    public void Of_many_blocks_the_last_fifty_are_kept_the_newest_first()
    {
        Write("execution_manager", [.. Enumerable.Range(0, 60).Select(i => Line("execution_manager", "block_started", i, $"{{\"block_id\":\"run-{i}-1\",\"action\":\"hold\",\"instructions\":[]}}", "pending"))]);

        var blocks = new RunHistory(_folder.Path).Read().Blocks;

        Assert.Equal((50, "run-59-1", "run-10-1"), (blocks.Length, blocks[0].Id, blocks[^1].Id));
    }

    private static string Pnl(int tick, decimal equity, string buckets = "") => Line(
        "pnl_monitor", "pnl_update", tick, string.Create(CultureInfo.InvariantCulture, $"{{\"equity_before\":0,\"equity_after\":{equity},\"net_flow\":0,\"buckets\":{{{buckets}}}}}"));

    private static string Risk(int tick, string drawdown, string margin, string health) =>
        Line("risk_monitor", "risk_update", tick, $"{{\"drawdown\":{drawdown},\"min_margin_ratio\":{margin},\"health_factor\":{health}}}");

    private static string Line(string component, string type, int tick, string data, string status = "complete") => string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"order\":{tick + 1},\"timestamp\":\"{Start.AddSeconds(tick * 30):yyyy-MM-ddTHH:mm:ssZ}\",\"component\":\"{component}\",\"event_type\":\"{type}\",\"level\":\"INFO\",\"status\":\"{status}\",\"data\":{data}}}");

    private string Current(string component) => Path.Combine(_folder.Path, component + "_events.jsonl");

    private void Write(string component, params string[] lines) => File.AppendAllLines(Current(component), lines);
}

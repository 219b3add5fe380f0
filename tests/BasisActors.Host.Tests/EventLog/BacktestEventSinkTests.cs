using BasisActors.Actors.Events;
using BasisActors.Domain.Errors;
using BasisActors.Host.EventLog;

namespace BasisActors.Host.Tests.EventLog;

public sealed class BacktestEventSinkTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Events => _directory.File("logs", "events");

    public void Dispose() => _directory.Dispose();

    /// <summary>S-174, S-181, S-183: a file per component while it runs, and one CSV of all.</summary>
    [Fact]
    public void Each_component_has_its_file_and_the_csv_has_all()
    {
        using var sink = Sink();
        sink.Write(EventSamples.Event(EventSamples.Initialized, EventType.ComponentInitialization, component: "clock", order: 1));
        sink.Write(EventSamples.Event(EventSamples.Book, EventType.PositionUpdate, component: "ledger", order: 2));
        sink.Write(EventSamples.Event(EventSamples.Initialized, EventType.ComponentInitialization, component: "cex-binance", order: 3));
        sink.Write(EventSamples.Event(EventSamples.Initialized, EventType.ComponentInitialization, component: "cex-bybit", order: 4));
        sink.Complete();

        Assert.Equal(
            ["cex_execution_events.jsonl", "clock_events.jsonl", "position_monitor_events.jsonl"],
            Directory.EnumerateFiles(Events).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(2, File.ReadAllLines(Path.Combine(Events, "cex_execution_events.jsonl")).Length);
        Assert.Equal(["order", "1", "2", "3", "4"], File.ReadAllLines(_directory.File("events.csv")).Select(l => l[..l.IndexOf(',', StringComparison.Ordinal)]));
    }

    [Fact]
    public void The_same_events_give_the_same_bytes()
    {
        using var other = new TemporaryDirectory();
        WriteMany(_directory.Path, 5_000);
        WriteMany(other.Path, 5_000);

        foreach (var file in Directory.EnumerateFiles(_directory.Path, "*", SearchOption.AllDirectories))
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(other.File(Path.GetRelativePath(_directory.Path, file))));
    }

    [Fact]
    public void The_size_of_the_buffer_does_not_change_the_files()
    {
        using var other = new TemporaryDirectory();
        WriteMany(_directory.Path, 1_000, buffer: 1);
        WriteMany(other.Path, 1_000, buffer: 1_000_000);

        Assert.Equal(File.ReadAllBytes(_directory.File("events.csv")), File.ReadAllBytes(other.File("events.csv")));
    }

    [Fact]
    public void Every_event_arrives_in_its_order()
    {
        WriteMany(_directory.Path, 20_000);

        var orders = File.ReadLines(_directory.File("events.csv")).Skip(1).Select(l => int.Parse(l.AsSpan(0, l.IndexOf(',', StringComparison.Ordinal)))).ToList();
        Assert.Equal(Enumerable.Range(1, 20_000), orders);
    }

    /// <summary>S-176: one gapless order.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(1)]
    public void A_gap_or_a_repetition_in_the_order_is_an_error_and_stays_one(long second)
    {
        using var sink = Sink();
        sink.Write(EventSamples.Event(null, order: 1));

        Assert.Equal("EVT-002", Assert.Throws<BasisException>(() => sink.Write(EventSamples.Event(null, order: second))).Error.Code);
        Assert.Equal("EVT-002", Assert.Throws<BasisException>(() => sink.Write(EventSamples.Event(null, order: 2))).Error.Code);
        Assert.Equal("EVT-002", Assert.Throws<BasisException>(sink.Complete).Error.Code);
    }

    [Fact]
    public void The_order_begins_at_one()
    {
        using var sink = Sink();

        Assert.Equal("EVT-002", Assert.Throws<BasisException>(() => sink.Write(EventSamples.Event(null, order: 2))).Error.Code);
    }

    [Fact]
    public void A_results_folder_that_is_a_file_is_an_error_at_once()
    {
        File.WriteAllText(_directory.File("taken"), "");

        Assert.Equal("EVT-001", Assert.Throws<BasisException>(() => new BacktestEventSink(EventSamples.Options(_directory.File("taken")), EventSamples.Chart)).Error.Code);
    }

    [Fact]
    public void A_folder_replaced_by_a_file_is_told_on_completion()
    {
        using var sink = Sink();
        Directory.Delete(Events);
        File.WriteAllText(Events, "");
        sink.Write(EventSamples.Event(null));

        var thrown = Assert.Throws<BasisException>(sink.Complete);
        Assert.Equal("EVT-001", thrown.Error.Code);
        Assert.Equal(_directory.Path, thrown.Error.Where);
    }

    [Fact]
    public void A_folder_replaced_by_a_file_is_told_at_a_later_event()
    {
        using var sink = Sink();
        Directory.Delete(Events);
        File.WriteAllText(Events, "");

        var thrown = Assert.Throws<BasisException>(() =>
        {
            for (var order = 1L; order < long.MaxValue; order++)
                sink.Write(EventSamples.Event(null, order: order)); // ends soon: the writing thread fails on its first chunk, and then every event is refused
        });
        Assert.Equal("EVT-001", thrown.Error.Code);
        Assert.Equal("EVT-001", Assert.Throws<BasisException>(sink.Complete).Error.Code);
    }

    [Fact]
    public void A_file_that_vanished_is_told_on_completion()
    {
        using var sink = Sink();
        sink.Write(EventSamples.Event(null));
        File.Delete(_directory.File("events.csv"));

        var thrown = Assert.Throws<BasisException>(sink.Complete);
        Assert.Equal("EVT-001", thrown.Error.Code);
        Assert.Equal(_directory.File("events.csv"), thrown.Error.Where);
    }

    [Fact]
    public void A_full_disk_is_told()
    {
        if (!File.Exists("/dev/full"))
            return; // only Linux has a device that is always full
        Directory.CreateDirectory(Events);
        File.CreateSymbolicLink(Path.Combine(Events, "clock_events.jsonl"), "/dev/full");
        using var sink = Sink();
        sink.Write(EventSamples.Event(null));

        Assert.Equal("EVT-001", Assert.Throws<BasisException>(sink.Complete).Error.Code);
    }

    [Fact]
    public void A_payload_without_a_format_is_told()
    {
        using var sink = Sink();
        sink.Write(EventSamples.Event(new Version(1, 0)));

        var thrown = Assert.Throws<BasisException>(sink.Complete);
        Assert.Equal("EVT-001", thrown.Error.Code);
        Assert.Contains("Version", thrown.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_events_leaves_a_header()
    {
        using var sink = Sink();
        sink.Complete();
        sink.Complete();

        Assert.Single(File.ReadAllLines(_directory.File("events.csv")));
        Assert.Throws<ObjectDisposedException>(() => sink.Write(EventSamples.Event(null)));
    }

    [Fact]
    public void Memory_keeps_all_and_none_keeps_nothing()
    {
        var memory = new MemoryEventSink();
        memory.Write(EventSamples.Event("a", order: 1));
        memory.Write(EventSamples.Event("b", order: 2));
        NullEventSink.Instance.Write(EventSamples.Event("c", order: 3));

        Assert.Equal(["a", "b"], memory.Events.Select(e => e.Event.Payload));
    }

    private BacktestEventSink Sink() => new(EventSamples.Options(_directory.Path), EventSamples.Chart);

    private static void WriteMany(string directory, int count, int buffer = 10_000)
    {
        object?[] payloads = [EventSamples.Book, EventSamples.Book, EventSamples.Exposure, EventSamples.Risk, EventSamples.Pnl, null, EventSamples.Traded, EventSamples.Update];
        string[] components = ["ledger", "exposure", "risk", "strategy-btc_basis", "execution"];
        using var sink = new BacktestEventSink(EventSamples.Options(directory) with { BufferEvents = buffer }, EventSamples.Chart);
        for (var i = 0; i < count; i++)
            sink.Write(EventSamples.Event(payloads[i % payloads.Length], component: components[i % components.Length], order: i + 1, at: EventSamples.Noon.AddHours(i / 14)));
        sink.Complete();
        Assert.Equal(count, sink.Count);
    }
}

using System.Globalization;
using BasisActors.Actors.Events;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Errors;
using BasisActors.Host.EventLog;

namespace BasisActors.Host.Tests.EventLog;

/// <summary>S-175, S-185.</summary>
public sealed class RotatingEventFilesTests : IDisposable
{
    private static readonly EventLogSettings Settings = new(RetentionDays: 30, MaxFileSizeMb: 100, BufferEvents: 100);
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_record_is_in_the_file_as_soon_as_it_is_written()
    {
        using var files = Files();
        files.Write(EventSamples.Event(EventSamples.Update, component: "strategy-btc_basis"));

        Assert.Single(ReadLines("strategy_manager_events.jsonl"));
    }

    [Fact]
    public void At_midnight_of_the_events_a_new_file_begins()
    {
        using var files = Files();
        files.Write(At("2024-05-01T23:59:59Z", 1));
        files.Write(At("2024-05-02T00:00:00Z", 2));
        files.Write(At("2024-05-03T08:00:00Z", 3));

        Assert.Equal(["clock_events.2024-05-01.jsonl", "clock_events.2024-05-02.jsonl", "clock_events.jsonl"], Names());
        Assert.Contains("\"order\":1,", Assert.Single(ReadLines("clock_events.2024-05-01.jsonl")), StringComparison.Ordinal);
        Assert.Contains("\"order\":3,", Assert.Single(ReadLines("clock_events.jsonl")), StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_that_comes_late_stays_with_the_open_day()
    {
        using var files = Files();
        files.Write(At("2024-05-02T00:00:00Z", 1));
        files.Write(At("2024-05-01T23:59:59Z", 2));
        files.Write(At("2024-05-02T00:00:01Z", 3));

        Assert.Equal(["clock_events.jsonl"], Names());
        Assert.Equal(3, ReadLines("clock_events.jsonl").Count);
    }

    [Fact]
    public void A_file_is_set_aside_before_it_grows_beyond_its_size()
    {
        using var files = Files(Settings with { MaxFileSizeMb = 1 });
        var payload = new string('x', 400_000); // two fit into a megabyte, three do not
        for (var order = 1; order <= 7; order++)
            files.Write(EventSamples.Event(payload, order: order));

        Assert.Equal(["clock_events.2024-05-01.1.jsonl", "clock_events.2024-05-01.2.jsonl", "clock_events.2024-05-01.jsonl", "clock_events.jsonl"], Names());
        Assert.All(Directory.EnumerateFiles(_directory.Path), f => Assert.InRange(new FileInfo(f).Length, 1, 1_000_000));
        Assert.Contains("\"order\":1,", ReadLines("clock_events.2024-05-01.jsonl")[0], StringComparison.Ordinal);
        Assert.Contains("\"order\":3,", ReadLines("clock_events.2024-05-01.1.jsonl")[0], StringComparison.Ordinal);
        Assert.Contains("\"order\":5,", ReadLines("clock_events.2024-05-01.2.jsonl")[0], StringComparison.Ordinal);
        Assert.Contains("\"order\":7,", Assert.Single(ReadLines("clock_events.jsonl")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_larger_than_the_limit_is_written_whole()
    {
        using var files = Files(Settings with { MaxFileSizeMb = 1 });
        files.Write(EventSamples.Event(new string('x', 2_000_000)));

        Assert.Single(ReadLines("clock_events.jsonl"));
    }

    [Fact]
    public void Only_old_files_of_our_own_are_deleted()
    {
        string[] stay =
        [
            "clock_events.2024-04-01.jsonl", // exactly thirty days old
            "clock_events.2024-04-30.jsonl", "butler_events.2020-01-01.jsonl", "clock_events.2020-01-01.json", "clock_events.2020-13-01.jsonl",
            "my_clock_events.2020-01-01.jsonl", "clock_events.2020-01-01.0.jsonl", "notes.jsonl", "clock_events.2020-01-01.jsonl.bak",
        ];
        string[] go = ["clock_events.2024-03-31.jsonl", "clock_events.2020-01-01.2.jsonl", "risk_monitor_events.2023-12-31.jsonl"];
        foreach (var name in stay.Concat(go))
            File.WriteAllText(_directory.File(name), "");
        using var files = Files();
        files.Write(At("2024-05-01T12:00:00Z", 1));

        Assert.Equal(stay.Append("clock_events.jsonl").Order(StringComparer.Ordinal), Names());
    }

    [Fact]
    public void Retention_counts_on_while_the_run_goes_on()
    {
        using var files = Files(Settings with { RetentionDays = 1 });
        for (var day = 1; day <= 5; day++)
            files.Write(At(string.Create(CultureInfo.InvariantCulture, $"2024-05-0{day}T00:00:00Z"), day));

        Assert.Equal(["clock_events.2024-05-04.jsonl", "clock_events.jsonl"], Names());
    }

    [Fact]
    public void A_file_of_an_earlier_process_is_continued()
    {
        using (var first = Files())
            first.Write(At("2024-05-01T10:00:00Z", 1));
        using (var second = Files())
            second.Write(At("2024-05-01T11:00:00Z", 1));

        Assert.Equal(2, ReadLines("clock_events.jsonl").Count);
    }

    [Fact]
    public void A_file_of_an_earlier_day_is_set_aside_under_its_own_date()
    {
        using (var first = Files())
            first.Write(At("2024-04-29T10:00:00Z", 1));
        using (var second = Files())
            second.Write(At("2024-05-01T11:00:00Z", 1));

        Assert.Equal(["clock_events.2024-04-29.jsonl", "clock_events.jsonl"], Names());
    }

    [Fact]
    public void Half_a_line_left_by_a_killed_process_spoils_no_other()
    {
        using (var first = Files())
            first.Write(At("2024-05-01T10:00:00Z", 1));
        File.AppendAllText(_directory.File("clock_events.jsonl"), "{\"order\":2,\"tim");
        using (var second = Files())
            second.Write(At("2024-05-01T11:00:00Z", 1));

        var lines = ReadLines("clock_events.jsonl");
        Assert.Equal(3, lines.Count);
        Assert.StartsWith("{\"order\":1,", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_gap_in_the_order_is_an_error()
    {
        using var files = Files();
        files.Write(EventSamples.Event(null, order: 5));

        Assert.Equal("EVT-002", Assert.Throws<BasisException>(() => files.Write(EventSamples.Event(null, order: 7))).Error.Code);
    }

    [Fact]
    public void An_event_that_was_not_written_can_be_given_again()
    {
        using var files = Files();
        files.Write(EventSamples.Event("first", order: 1));
        Directory.Delete(_directory.Path, recursive: true);

        Assert.Equal("EVT-001", Assert.Throws<BasisException>(() => files.Write(EventSamples.Event("second", order: 2))).Error.Code);
        files.Write(EventSamples.Event("second", order: 2));
        Assert.Contains("second", Assert.Single(ReadLines("clock_events.jsonl")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_a_file_is_an_error_at_once()
    {
        File.WriteAllText(_directory.File("taken"), "");

        Assert.Equal(
            "EVT-001",
            Assert.Throws<BasisException>(() => new RotatingEventFiles(EventSamples.Options(_directory.File("taken")), Settings, EventSamples.Chart, new FixedTime(default))).Error.Code);
    }

    private RotatingEventFiles Files(EventLogSettings? settings = null) =>
        new(EventSamples.Options(_directory.Path) with { ExecutionMode = "live" }, settings ?? Settings, EventSamples.Chart, new FixedTime(EventSamples.Noon));

    private static OrderedEvent At(string time, long order) => EventSamples.Event(null, order: order, at: DateTimeOffset.Parse(time, CultureInfo.InvariantCulture));

    private List<string> Names() => [.. Directory.EnumerateFiles(_directory.Path).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    /// <summary>Reads beside the writer, which still has the file open.</summary>
    private List<string> ReadLines(string name)
    {
        using var reader = new StreamReader(new FileStream(_directory.File(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
            lines.Add(line);
        return lines;
    }
}

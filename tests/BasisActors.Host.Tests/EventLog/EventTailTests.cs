using System.Globalization;
using BasisActors.Actors.Events;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Ledger;
using BasisActors.Host.EventLog;

namespace BasisActors.Host.Tests.EventLog;

/// <summary>The end of a live run's event files, and those who follow it.</summary>
public sealed class EventTailTests : IDisposable
{
    private static readonly EventLogSettings Settings = new(RetentionDays: 30, MaxFileSizeMb: 1, BufferEvents: 100);
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void The_last_events_come_from_all_files_in_order_and_from_rotated_ones_too()
    {
        using var files = Files();
        for (var order = 1; order <= 30; order++)
            files.Write(At(order, order % 2 == 0 ? "clock" : "ledger", order < 15 ? "2024-05-01T08:00:00Z" : "2024-05-02T08:00:00Z"));

        Assert.Equal(Enumerable.Range(11, 20), Orders(files.Tail.Last(20, null)));
        Assert.Equal(Enumerable.Range(1, 30).Where(o => o % 2 == 0), Orders(files.Tail.Last(100, "clock")));
        Assert.Equal([30], Orders(files.Tail.Last(1, null)));
        Assert.Empty(files.Tail.Last(5, "risk_monitor"));
    }

    [Fact]
    public void Long_records_and_torn_ones_are_read_from_the_end_of_a_large_file()
    {
        using (var files = Files())
        {
            for (var order = 1; order <= 9; order++)
                files.Write(EventSamples.Event(new string('x', 100_000), order: order)); // each is longer than what is read at once
        }

        File.AppendAllText(Path.Combine(_directory.Path, "clock_events.jsonl"), "{\"order\":10,\"tor");

        Assert.Equal([7, 8, 9], Orders(new EventTail(_directory.Path).Last(3, null)));
    }

    [Fact]
    public async Task Who_follows_gets_each_event_once_and_only_those_of_the_component_asked_for()
    {
        using var files = Files();
        files.Write(At(1, "clock"));
        var followed = new List<string>();
        await using var following = files.Tail.FollowAsync(10, "clock", CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await following.MoveNextAsync());
        followed.Add(following.Current);
        files.Write(At(2, "ledger"));
        files.Write(At(3, "clock"));
        files.Dispose(); // the run is over
        while (await following.MoveNextAsync())
            followed.Add(following.Current);

        Assert.Equal([1, 3], Orders(followed));
    }

    [Fact]
    public async Task Who_is_too_slow_loses_the_oldest_and_is_told_how_many()
    {
        using var files = Files();
        files.Write(At(1, "clock"));
        await using var following = files.Tail.FollowAsync(1, null, CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await following.MoveNextAsync());
        for (var order = 2; order <= 1501; order++)
            files.Write(At(order, "clock"));

        Assert.True(await following.MoveNextAsync());
        Assert.Equal("""{"event_type":"left_out","data":{"events":500}}""", following.Current);
        Assert.True(await following.MoveNextAsync());
        Assert.Equal([502], Orders([following.Current]));
    }

    private static IEnumerable<int> Orders(IEnumerable<string> lines) => lines.Select(l => System.Text.Json.JsonElement.Parse(l).GetProperty("order").GetInt32());

    private static OrderedEvent At(long order, string component, string timestamp = "2024-05-01T08:00:00Z") =>
        new(order, new LogEvent(DateTimeOffset.Parse(timestamp, CultureInfo.InvariantCulture), component, EventType.StateUpdate, EventStatus.Complete, null));

    private RotatingEventFiles Files() =>
        new(new EventSinkOptions("run", "btc_basis", "live", _directory.Path), Settings, new ChartOfAccounts([PositionKey.Parse("wallet:BaseToken:USDT")]), TimeProvider.System);
}

using System.Collections.Immutable;
using System.Text;
using BasisActors.Actors.Clock;
using BasisActors.Actors.Journal;
using BasisActors.Domain.Errors;
using BasisActors.Host.Live;
using BasisActors.Host.Tests.EventLog;
using BasisActors.Tests;
using Xunit.Abstractions;

namespace BasisActors.Host.Tests.Live;

/// <summary>What was stored of a run is read back, all of it or from an event on, out of both databases; what is not whole is refused.</summary>
public sealed class JournalReaderTests(PostgresServer server, ITestOutputHelper output) : IClassFixture<PostgresServer>, IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ImmutableArray<IJournalEvent> Events = [.. JournalExamples.All, .. Enumerable.Range(8, 5).Select(Tick)];

    private readonly TemporaryDirectory _folder = new();

    [Fact]
    public Task Out_of_a_file() => ReadBackAsync(File);

    [Fact]
    public async Task Out_of_PostgreSQL()
    {
        if (server.NewDatabase(output) is { } connection)
            await ReadBackAsync(JournalDatabase.Of(connection, ""));
    }

    [Fact]
    public async Task There_is_no_journal_before_the_first_event_is_stored()
    {
        Assert.Empty(await ReadAsync(File));
        Assert.False(System.IO.File.Exists(_folder.File("journal.db")));
        await System.IO.File.WriteAllBytesAsync(_folder.File("journal.db"), []); // made, and killed before the table was

        Assert.Empty(await ReadAsync(File));
    }

    [Fact]
    public async Task An_event_that_is_missing_is_an_error_and_not_skipped()
    {
        await BulkJournal.WriteAsync(File, "run", Events);
        Execute("DELETE FROM journal WHERE sequence_number = 4");

        var error = (await Assert.ThrowsAsync<BasisException>(() => ReadAsync(File))).Error;

        Assert.Equal(("LTS-001", "The journal has event 5 where event 4 should be."), (error.Code, error.Message));
    }

    [Theory]
    [InlineData("UPDATE journal SET message = substr(message, 1, 20) WHERE sequence_number = 2")]
    [InlineData("UPDATE journal SET manifest = 'tick-opened-9' WHERE sequence_number = 2")]
    public async Task An_event_that_cannot_be_understood_is_an_error_with_its_number(string damage)
    {
        await BulkJournal.WriteAsync(File, "run", Events);
        Execute(damage);

        var error = (await Assert.ThrowsAsync<BasisException>(() => ReadAsync(File))).Error;

        Assert.Equal("LTS-001", error.Code);
        Assert.StartsWith("Event 2 of the journal cannot be read", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_an_error_that_names_it()
    {
        await System.IO.File.WriteAllTextAsync(_folder.File("journal.db"), new string('x', 10_000));

        var error = (await Assert.ThrowsAsync<BasisException>(() => ReadAsync(File))).Error;

        Assert.Equal(("LTS-001", _folder.File("journal.db")), (error.Code, error.Where));
    }

    public void Dispose() => _folder.Dispose();

    private JournalDatabase File => JournalDatabase.Of(null, _folder.File("journal.db"));

    private static async Task ReadBackAsync(JournalDatabase database)
    {
        await BulkJournal.WriteAsync(database, "another", [Tick(1), Tick(2)]);
        await BulkJournal.WriteAsync(database, "run", Events);

        Assert.Equal(Events.Select(Text), (await ReadAsync(database)).Select(Text));
        Assert.Equal(Events[3..].Select(Text), (await ReadAsync(database, 4)).Select(Text));
        Assert.Equal(Events[3..5].Select(Text), (await ReadAsync(database, 4, 2)).Select(Text));
        Assert.Empty(await ReadAsync(database, Events.Length + 1));
    }

    private void Execute(string sql)
    {
        using var connection = File.Connect()!;
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.Equal(1, command.ExecuteNonQuery());
    }

    private static Task<ImmutableArray<IJournalEvent>> ReadAsync(JournalDatabase database, long from = 1, long count = long.MaxValue) =>
        JournalReader.ReadAsync(database, "run", CancellationToken.None, from, count);

    private static IJournalEvent Tick(int sequence) => new TickOpened(sequence, At.AddSeconds(30 * sequence), TickTrigger.FullLoop, [], [], []);

    private static string Text(IJournalEvent stored) => JournalFormat.Manifest(stored) + Encoding.UTF8.GetString(JournalFormat.Write(stored));
}

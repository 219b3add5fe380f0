using System.Collections.Immutable;
using System.Data.Common;
using System.Net.Sockets;
using System.Runtime.Serialization;
using System.Text.Json;
using BasisActors.Actors.Journal;
using BasisActors.Domain.Errors;

namespace BasisActors.Host.Live;

/// <summary>
/// Reads what is stored of a run, which may be going on in another process. It asks the table of Akka.Persistence.Sql directly: an actor that recovers gets its
/// events one by one through three mailboxes, which takes several times as long.
/// </summary>
public static class JournalReader
{
    /// <summary>All events of a run from one on, oldest first; none when there is no journal yet.</summary>
    /// <param name="database">Where it is.</param>
    /// <param name="runId">Name of the run.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <param name="from">Number of the first event wanted; the first of all has 1.</param>
    /// <param name="count">Most events wanted.</param>
    /// <exception cref="BasisException">LTS-001 when it cannot be read, or an event is missing or not understood.</exception>
    public static async Task<ImmutableArray<IJournalEvent>> ReadAsync(
        JournalDatabase database, string runId, CancellationToken cancellation, long from = 1, long count = long.MaxValue)
    {
        try
        {
            await using var connection = database.Connect();
            if (connection is null)
                return [];
            await connection.OpenAsync(cancellation).ConfigureAwait(false);
            if (!await HasTableAsync(database, connection, cancellation).ConfigureAwait(false))
                return [];
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT sequence_number, manifest, message FROM journal WHERE persistence_id = @run AND sequence_number >= @from ORDER BY sequence_number LIMIT @count";
            Add(command, "@run", $"run-{runId}");
            Add(command, "@from", from);
            Add(command, "@count", count);
            return await EventsAsync(runId, command, from, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is DbException or SocketException)
        {
            throw new BasisException(new BasisError("LTS-001", $"The journal cannot be read: {exception.Message}", database.Name, $"Check the database; {JournalDatabase.Variable} names it."), exception);
        }
    }

    private static async Task<ImmutableArray<IJournalEvent>> EventsAsync(string runId, DbCommand command, long from, CancellationToken cancellation)
    {
        var events = ImmutableArray.CreateBuilder<IJournalEvent>();
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        while (reader.Read()) // rows come in large packets; to wait for each of them by a task would cost more than reading it
        {
            var number = reader.GetInt64(0);
            if (number != from + events.Count)
                throw new BasisException("LTS-001", $"The journal has event {number} where event {from + events.Count} should be.", runId, "The database has lost rows: restore it from a copy.");
            try
            {
                events.Add(JournalFormat.Read(reader.GetFieldValue<byte[]>(2), reader.GetString(1)));
            }
            catch (Exception exception) when (exception is JsonException or SerializationException)
            {
                throw new BasisException(new BasisError("LTS-001", $"Event {number} of the journal cannot be read: {exception.Message}", runId), exception);
            }
        }

        return events.ToImmutable();
    }

    private static async Task<bool> HasTableAsync(JournalDatabase database, DbConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = database.TableQuery;
        return await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is not (null or DBNull);
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}

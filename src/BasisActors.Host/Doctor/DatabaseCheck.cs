using System.Diagnostics;
using System.Globalization;
using BasisActors.Domain.Errors;
using BasisActors.Host.Live;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace BasisActors.Host.Doctor;

/// <summary>Whether the database takes a journal: a SQLite file among the runs, or the PostgreSQL that the environment names.</summary>
internal static class DatabaseCheck
{
    private const string Name = "database";
    private const string NotStored = "RST-003";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <param name="runs">Folder of the runs.</param>
    /// <param name="environment">Variables.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<Finding> OfAsync(string runs, IReadOnlyDictionary<string, string> environment, CancellationToken cancellation)
    {
        try
        {
            return JournalDatabase.Named(environment.GetValueOrDefault) is { } connection
                ? await PostgresAsync(JournalDatabase.Of(connection, ""), cancellation).ConfigureAwait(false)
                : Sqlite(FolderCheck.Nearest(runs));
        }
        catch (BasisException e)
        {
            return Finding.Failed(Name, JournalDatabase.Variable, e.Error);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            // what it says may quote the connection, and that has a password
            return new Finding(Name, JournalDatabase.Variable, CheckResult.Failed, "is no connection to PostgreSQL", "Write postgres://USER:PASSWORD@HOST/NAME or Host=HOST;Database=NAME;Username=USER;Password=PASSWORD.", "CFG-002");
        }
    }

    private static Finding Sqlite(string folder)
    {
        var file = Path.Combine(folder, $".doctor-{Environment.ProcessId}.db");
        try
        {
            var began = Stopwatch.GetTimestamp();
            using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
            {
                connection.Open();
                using var command = connection.CreateCommand();
                command.CommandText = "PRAGMA journal_mode=WAL";
                if (command.ExecuteScalar() as string != "wal")
                    return new Finding(Name, "SQLite", CheckResult.Failed, $"no write-ahead log in {folder}", "Put the runs on a local disk: file systems of a network cannot share the log's memory.", NotStored);
                command.CommandText = "PRAGMA synchronous=FULL; CREATE TABLE doctor (n INTEGER); INSERT INTO doctor VALUES (1)";
                command.ExecuteNonQuery();
            }

            return Finding.Ok(Name, "SQLite", string.Create(CultureInfo.InvariantCulture, $"a file in {folder} takes writes ({Stopwatch.GetElapsedTime(began).TotalMilliseconds:0} ms)"));
        }
        catch (SqliteException exception)
        {
            return new Finding(Name, "SQLite", CheckResult.Failed, $"no database can be made in {folder}: {exception.Message}", "Give the user of the process the folder, or name another with --runs.", NotStored);
        }
        finally
        {
            foreach (var part in new[] { "", "-wal", "-shm" })
                File.Delete(file + part);
        }
    }

    private static async Task<Finding> PostgresAsync(JournalDatabase database, CancellationToken cancellation)
    {
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Timeout = (int)Patience.TotalSeconds, CommandTimeout = (int)Patience.TotalSeconds, Pooling = false };
        try
        {
            var connection = new NpgsqlConnection(settings.ConnectionString);
            await using (connection.ConfigureAwait(false))
            {
                await connection.OpenAsync(cancellation).ConfigureAwait(false);
                await WriteAsync(connection, cancellation).ConfigureAwait(false);
                return await DurableAsync(connection, cancellation).ConfigureAwait(false) is { } weak
                    ? new Finding(Name, database.Name, CheckResult.Warning, $"answers before what it was told is on the disk: {weak}", "Set fsync, synchronous_commit and full_page_writes to on: a run believes that what was answered is stored.")
                    : Finding.Ok(Name, database.Name, $"PostgreSQL {connection.PostgreSqlVersion} takes writes");
            }
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException)
        {
            return new Finding(Name, database.Name, CheckResult.Failed, exception.Message.ReplaceLineEndings(" "), "Start it, correct the connection, and let its user make tables in the database: GRANT CREATE ON SCHEMA public TO …", NotStored);
        }
    }

    /// <summary>Makes a table, writes into it, and takes all of it back; where there is a journal, its rights are asked for.</summary>
    private static async Task WriteAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await RunAsync(connection, "CREATE TABLE basis_doctor (n integer); INSERT INTO basis_doctor VALUES (1)", cancellation).ConfigureAwait(false);
            await transaction.RollbackAsync(cancellation).ConfigureAwait(false);
        }

        var may = await RunAsync(connection, "SELECT CASE WHEN to_regclass('journal') IS NULL THEN true ELSE has_table_privilege('journal', 'SELECT') AND has_table_privilege('journal', 'INSERT') END", cancellation).ConfigureAwait(false);
        if (may is not true)
            throw new NpgsqlException("There is a journal that this user may not read and write.");
    }

    /// <summary>Settings under which a crash takes back what was answered; null when there are none.</summary>
    private static async Task<string?> DurableAsync(NpgsqlConnection connection, CancellationToken cancellation) => await RunAsync(
        connection, "SELECT string_agg(name || ' = ' || setting, ', ' ORDER BY name) FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes') AND setting = 'off'", cancellation)
        .ConfigureAwait(false) as string;

    private static async Task<object?> RunAsync(NpgsqlConnection connection, string text, CancellationToken cancellation)
    {
        var command = new NpgsqlCommand(text, connection);
        await using (command.ConfigureAwait(false))
            return await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false);
    }
}

using System.Data.Common;
using Akka.Configuration;
using Akka.Hosting;
using Akka.Persistence.Sql;
using Akka.Persistence.Sql.Config;
using BasisActors.Actors.Journal;
using BasisActors.Data.Databases;
using BasisActors.Domain.Errors;
using LinqToDB;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace BasisActors.Host.Live;

/// <summary>Where the journals of live runs are kept: a SQLite file, or PostgreSQL.</summary>
/// <param name="ConnectionString">Connection.</param>
/// <param name="Provider">Name of the provider.</param>
public sealed record JournalDatabase(string ConnectionString, string Provider)
{
    private const string Sqlite = "SQLite.MS", Postgres = "PostgreSQL.15";

    /// <summary>Every commit reaches the disk before it is answered; a second reader waits instead of failing.</summary>
    private const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000;";

    /// <summary>Environment variable with the connection to PostgreSQL; an argument would show its password to everybody on the machine.</summary>
    public const string Variable = "BASIS_JOURNAL";

    /// <summary>The connection that the environment gives: <see cref="Variable"/>, or the content of the file named with _FILE behind it; null when it gives none.</summary>
    /// <exception cref="BasisException">CFG-002 when the file cannot be read: a run must not take a SQLite file for it.</exception>
    public static string? Named(Func<string, string?> environment)
    {
        const string inFile = Variable + "_FILE";
        if (environment(Variable) is { Length: > 0 } connection)
            return connection;
        if (environment(inFile) is not { Length: > 0 } path)
            return null;
        try
        {
            return File.ReadAllText(path).Trim() is { Length: > 0 } held ? held : throw new BasisException("CFG-002", $"The file that {inFile} names is empty.", inFile);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BasisException(new BasisError("CFG-002", $"The file that {inFile} names cannot be read: {exception.Message}", inFile), exception);
        }
    }

    /// <summary>The database that <see cref="Variable"/> names (<c>postgres://USER@HOST/NAME</c> or <c>Host=HOST;Database=NAME</c>), or a SQLite file.</summary>
    public static JournalDatabase Of(string? connection, string file)
    {
        if (string.IsNullOrEmpty(connection))
            return new JournalDatabase($"Data Source={file};Cache=Private;Pooling=True", Sqlite);
        return new JournalDatabase(connection.Contains("://", StringComparison.Ordinal) ? PostgresUri.Parse(connection).ConnectionString : connection, Postgres);
    }

    /// <summary>What it is called in messages; holds no password.</summary>
    public string Name => Provider == Sqlite
        ? new SqliteConnectionStringBuilder(ConnectionString).DataSource
        : new NpgsqlConnectionStringBuilder(ConnectionString) is { } server ? $"postgres://{server.Host}/{server.Database}" : "";

    /// <summary>Answers nothing while there is no table of events yet.</summary>
    internal string TableQuery => Provider == Sqlite ? "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'journal'" : "SELECT to_regclass('journal')::text";

    /// <summary>A connection to read with, not yet open; null when there is no file. Not one of the pool: a file that is moved or deleted must be let go.</summary>
    internal DbConnection? Connect()
    {
        if (Provider != Sqlite)
            return new NpgsqlConnection(ConnectionString);
        var file = new SqliteConnectionStringBuilder(ConnectionString) { Mode = SqliteOpenMode.ReadWrite, Pooling = false };
        return File.Exists(file.DataSource) ? new SqliteConnection(file.ConnectionString) : null;
    }

    /// <summary>Adds the journal to an actor system. Messages that no serializer of ours takes are refused.</summary>
    public void AddTo(AkkaConfigurationBuilder akka)
    {
        akka.WithStrictSerialization();
        akka.WithCustomSerializer("journal", [typeof(IJournalEvent)], system => new JournalSerializer(system));
        if (Provider == Sqlite)
            akka.AddSetup(new DataOptionsSetup(SqliteOptions()));
        akka.AddHocon(Hocon(), HoconAddMode.Prepend);
        akka.AddHocon(SqlPersistence.DefaultConfiguration, HoconAddMode.Append);
    }

    private DataOptions SqliteOptions() => new DataOptions().UseConnectionString(Provider, ConnectionString).UseAfterConnectionOpened(
        connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        },
        async (connection, cancellation) =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        });

    private Config Hocon()
    {
        var place = $"connection-string = {ConnectionString.ToHocon()}\n provider-name = {Provider.ToHocon()}";
        return ConfigurationFactory.ParseString(
            $$"""
            akka.persistence {
              journal {
                plugin = "akka.persistence.journal.sql"
                auto-start-journals = ["akka.persistence.journal.sql"]
                sql {
                  {{place}}
                  auto-initialize = on
                }
              }
              snapshot-store.plugin = "akka.persistence.no-snapshot-store"
              journal-plugin-fallback.circuit-breaker {
                max-failures = 5
                call-timeout = 5s
                reset-timeout = 5s
              }
              journal-plugin-fallback.replay-filter.mode = fail
            }
            """);
    }
}

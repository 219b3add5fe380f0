using System.Data.Common;
using BasisActors.Domain.Errors;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace BasisActors.Data.Databases;

/// <summary>
/// Reads what a user writes to name a database: <c>market.db</c>, <c>sqlite:market.db</c> or <c>Data Source=market.db</c>;
/// <c>postgres://user:password@host:5432/name</c> or <c>Host=host;Database=name;…</c>. A password never gets into a message.
/// </summary>
internal static class DatabaseAddress
{
    private const string Accepted = "a file, sqlite:FILE, Data Source=FILE, postgres://USER@HOST/NAME and Host=HOST;Database=NAME";

    /// <exception cref="BasisException">BTS-002 when it is not a connection to a known kind of database.</exception>
    public static MarketDatabase Parse(string connection)
    {
        try
        {
            return OfScheme(connection) ?? OfPairs(connection) ?? SqliteFile(connection);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw Refuse("The connection cannot be read.", e);
        }
    }

    private static MarketDatabase? OfScheme(string connection)
    {
        var colon = connection.IndexOf(':', StringComparison.Ordinal);
        var equals = connection.IndexOf('=', StringComparison.Ordinal);
        if (colon < 2 || (equals >= 0 && equals < colon)) // one letter is a drive
            return null;
        var scheme = connection[..colon];
        var rest = connection[(colon + 1)..];
        return scheme.ToLowerInvariant() switch
        {
            "sqlite" => SqliteFile(rest.StartsWith("//", StringComparison.Ordinal) ? rest[2..] : rest),
            "postgres" or "postgresql" => new PostgresDatabase(PostgresUri.Parse(connection)),
            _ when scheme.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.') => throw Refuse($"'{scheme}' is not a kind of database."),
            _ => null,
        };
    }

    private static MarketDatabase? OfPairs(string connection)
    {
        if (!connection.Contains('=', StringComparison.Ordinal))
            return null;
        var pairs = new DbConnectionStringBuilder { ConnectionString = connection };
        if (pairs.ContainsKey("Data Source") || pairs.ContainsKey("DataSource") || pairs.ContainsKey("Filename"))
            return new SqliteDatabase(new SqliteConnectionStringBuilder(connection));
        if (pairs.ContainsKey("Host") || pairs.ContainsKey("Server"))
            return new PostgresDatabase(new NpgsqlConnectionStringBuilder(connection));
        throw Refuse("The connection names neither a Data Source nor a Host.");
    }

    private static SqliteDatabase SqliteFile(string path) => path.Length > 0
        ? new SqliteDatabase(new SqliteConnectionStringBuilder { DataSource = path })
        : throw Refuse("The connection is empty.");

    private static BasisException Refuse(string why, Exception? cause = null) =>
        new(new BasisError("BTS-002", $"{why} Allowed are {Accepted}.", "connection", "Correct the connection."), cause);
}

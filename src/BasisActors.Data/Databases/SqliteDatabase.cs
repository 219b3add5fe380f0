using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace BasisActors.Data.Databases;

/// <summary>One file, no server.</summary>
internal sealed class SqliteDatabase(SqliteConnectionStringBuilder connection) : MarketDatabase(connection.DataSource)
{
    public override string RowTableOptions => " WITHOUT ROWID";

    public override void Insert(DatabaseSession session, string table, IReadOnlyList<string> columns, long file, IEnumerable<StoredRow> rows)
    {
        var places = string.Join(", ", columns.Select((_, i) => $"@v{i}"));
        using var command = session.Command($"INSERT INTO {table} VALUES (@file, @time, {places})", ("@file", file), ("@time", 0L));
        var values = columns.Select((_, i) => command.Parameters.Add(new SqliteParameter($"@v{i}", SqliteType.Text))).ToArray();
        foreach (var row in rows)
        {
            command.Parameters[1].Value = row.Time;
            for (var i = 0; i < columns.Count; i++)
                command.Parameters[2 + i].Value = row.Values[i];
            command.ExecuteNonQuery();
        }
    }

    // Reading must be able to write: after a crash in the middle of an import the first to open the file rolls it back.
    protected override DbConnection Connect(bool toWrite)
    {
        var own = new SqliteConnectionStringBuilder(connection.ConnectionString)
        {
            Mode = toWrite ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
            Pooling = false,
        };
        return new SqliteConnection(own.ConnectionString);
    }

    protected override DbTransaction Begin(DbConnection connection, bool toWrite) => ((SqliteConnection)connection).BeginTransaction(deferred: !toWrite);
}

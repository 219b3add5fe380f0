using System.Data;
using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace BasisActors.Data.Databases;

/// <summary>A PostgreSQL server.</summary>
internal sealed class PostgresDatabase(NpgsqlConnectionStringBuilder connection)
    : MarketDatabase($"postgres://{connection.Host}:{connection.Port}/{connection.Database}")
{
    // Any number will do, as long as every import takes the same.
    private const long ImportLock = 0x6261736973;

    public override string RowTableOptions => "";

    public override void Insert(DatabaseSession session, string table, IReadOnlyList<string> columns, long file, IEnumerable<StoredRow> rows)
    {
        using var copy = ((NpgsqlConnection)session.Connection).BeginBinaryImport($"COPY {table} FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows)
        {
            copy.StartRow();
            copy.Write(file, NpgsqlDbType.Bigint);
            copy.Write(row.Time, NpgsqlDbType.Bigint);
            foreach (var value in row.Values)
                copy.Write(value, NpgsqlDbType.Text);
        }

        copy.Complete();
    }

    protected override DbConnection Connect(bool toWrite) => new NpgsqlConnection(connection.ConnectionString);

    protected override DbTransaction Begin(DbConnection connection, bool toWrite)
    {
        if (!toWrite)
            return connection.BeginTransaction(IsolationLevel.RepeatableRead);
        var transaction = connection.BeginTransaction(IsolationLevel.ReadCommitted);
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"SELECT pg_advisory_xact_lock({ImportLock})";
        command.ExecuteNonQuery();
        return transaction;
    }
}

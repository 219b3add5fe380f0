using System.Data.Common;
using System.Net.Sockets;
using BasisActors.Domain.Errors;

namespace BasisActors.Data.Databases;

/// <summary>A database that market data is imported into and loaded from. What differs between SQLite and PostgreSQL is here and below, and nowhere else.</summary>
/// <param name="name">What it is called in messages; holds no password.</param>
internal abstract class MarketDatabase(string name)
{
    public string Name => name;

    /// <summary>What follows the columns of a table of rows whose key is file and time.</summary>
    public abstract string RowTableOptions { get; }

    /// <summary>Opens an existing database; everything read in the session is of one moment, whatever is imported meanwhile.</summary>
    public DatabaseSession Read() => Open(toWrite: false);

    /// <summary>Opens a database for an import, of which there is one at a time; another one waits.</summary>
    public DatabaseSession Write() => Open(toWrite: true);

    /// <summary>Adds rows to a table: the id of the file, the time, the values in the order of the columns.</summary>
    public abstract void Insert(DatabaseSession session, string table, IReadOnlyList<string> columns, long file, IEnumerable<StoredRow> rows);

    /// <summary>Does something with the database; what the database refuses is an error that names it.</summary>
    /// <exception cref="BasisException">DPR-001/DATA-001 when the database cannot be used.</exception>
    public T Use<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is DbException or SocketException)
        {
            throw Unusable(e);
        }
    }

    public BasisException Unusable(Exception e, string what = "The database cannot be used") => new(
        new BasisError("DPR-001", $"{what}: {e.Message}", name, "Check the connection; `basis data import` writes the data of a folder to a database.", "DATA-001"), e);

    protected abstract DbConnection Connect(bool toWrite);

    protected abstract DbTransaction Begin(DbConnection connection, bool toWrite);

    private DatabaseSession Open(bool toWrite)
    {
        var connection = Connect(toWrite);
        try
        {
            connection.Open();
            return new DatabaseSession(connection, Begin(connection, toWrite));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}

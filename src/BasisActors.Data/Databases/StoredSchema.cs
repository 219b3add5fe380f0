using System.Data.Common;
using BasisActors.Data.Catalogue;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Errors;

namespace BasisActors.Data.Databases;

/// <summary>
/// The tables: one row per file in <c>market_files</c>, the rows of the files in one table per kind of file, named and made after its layout.
/// <c>market_schema</c> says which columns those are, so that a database of another version of this program is recognised.
/// </summary>
internal static class StoredSchema
{
    private static readonly FileKind[] Kinds = Enum.GetValues<FileKind>();

    public static string Table(FileKind kind) => kind switch
    {
        FileKind.Candles => "market_candles",
        FileKind.Funding => "market_funding",
        FileKind.AaveReserve => "market_aave_reserves",
        FileKind.PegAnalysis => "market_peg_analysis",
        FileKind.Gas => "market_gas",
        FileKind.Yield => "market_yields",
        FileKind.EigenRewards => "market_eigen_rewards",
        FileKind.EthfiRewards => "market_ethfi_rewards",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>The columns of a kind's table after file and time, as the header of a file names them.</summary>
    public static string[] Columns(FileKind kind) => [.. FileLayout.Of(kind, PriceRule.PrevClose).Columns.Select(c => c.Name)];

    public static string Quoted(string column) => $"\"{column}\"";

    /// <summary>Makes the tables where there are none.</summary>
    public static void Create(MarketDatabase database, DatabaseSession session)
    {
        session.Execute("CREATE TABLE IF NOT EXISTS market_schema (columns TEXT NOT NULL)");
        using (var known = session.Command("SELECT count(*) FROM market_schema"))
        {
            if (Convert.ToInt64(known.ExecuteScalar(), null) > 0)
                return;
        }

        session.Execute(
            "CREATE TABLE market_files (id BIGINT PRIMARY KEY, file TEXT NOT NULL UNIQUE, name TEXT NOT NULL, sha256 TEXT NOT NULL, " +
            "first_time BIGINT NOT NULL, last_time BIGINT NOT NULL, stored_rows BIGINT NOT NULL, repeated_rows INTEGER NOT NULL)");
        foreach (var kind in Kinds)
        {
            var columns = string.Concat(Columns(kind).Select(c => $"{Quoted(c)} TEXT NOT NULL, "));
            session.Execute($"CREATE TABLE {Table(kind)} (file BIGINT NOT NULL, time BIGINT NOT NULL, {columns}PRIMARY KEY (file, time)){database.RowTableOptions}");
        }

        session.Execute("INSERT INTO market_schema VALUES (@columns)", ("@columns", Text()));
    }

    /// <exception cref="BasisException">DPR-001/DATA-001 when the database holds no market data, or that of another version.</exception>
    public static void Check(MarketDatabase database, DatabaseSession session)
    {
        string? stored;
        try
        {
            using var command = session.Command("SELECT columns FROM market_schema");
            stored = command.ExecuteScalar() as string;
        }
        catch (DbException e)
        {
            throw database.Unusable(e, "The database holds no market data");
        }

        if (stored != Text())
        {
            throw new BasisException(
                "DPR-001",
                "The tables of the database were made by another version of this program.",
                database.Name,
                "Drop its tables market_…, or take another database, and import the data again.",
                "DATA-001");
        }
    }

    private static string Text() => string.Join("; ", Kinds.Select(kind => $"{Table(kind)}: {string.Join(", ", Columns(kind))}"));
}

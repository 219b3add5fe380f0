using BasisActors.Data.Catalogue;

namespace BasisActors.Data.Databases;

/// <summary>A row of <c>market_files</c>: one imported file.</summary>
/// <param name="Id">Which rows are its.</param>
/// <param name="Name">Its name when it was imported.</param>
/// <param name="Sha256">Hash of its bytes, hexadecimal.</param>
/// <param name="First">Timestamp of its first row, epoch seconds.</param>
/// <param name="Last">Timestamp of its last row, epoch seconds.</param>
/// <param name="Rows">Rows stored.</param>
/// <param name="RepeatedRows">Rows left out because they repeat the row before.</param>
internal sealed record StoredFile(long Id, string Name, string Sha256, long First, long Last, long Rows, int RepeatedRows)
{
    /// <summary>All files of a database by <see cref="DataFile.ToString"/>.</summary>
    public static Dictionary<string, StoredFile> All(DatabaseSession session)
    {
        var files = new Dictionary<string, StoredFile>(StringComparer.Ordinal);
        using var command = session.Command("SELECT file, id, name, sha256, first_time, last_time, stored_rows, repeated_rows FROM market_files ORDER BY file");
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            files.Add(rows.GetString(0), new StoredFile(
                rows.GetInt64(1), rows.GetString(2), rows.GetString(3), rows.GetInt64(4), rows.GetInt64(5), rows.GetInt64(6), rows.GetInt32(7)));
        }

        return files;
    }

    public void Save(DatabaseSession session, DataFile file)
    {
        session.Execute("DELETE FROM market_files WHERE id = @id", ("@id", Id));
        session.Execute(
            "INSERT INTO market_files (id, file, name, sha256, first_time, last_time, stored_rows, repeated_rows) VALUES (@id, @file, @name, @sha256, @first, @last, @rows, @repeated)",
            ("@id", Id),
            ("@file", file.ToString()),
            ("@name", Name),
            ("@sha256", Sha256),
            ("@first", First),
            ("@last", Last),
            ("@rows", Rows),
            ("@repeated", RepeatedRows));
    }
}

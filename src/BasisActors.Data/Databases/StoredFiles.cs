using System.Data.Common;
using BasisActors.Data.Catalogue;
using BasisActors.Data.Reading;
using BasisActors.Data.Timeline;
using BasisActors.Domain.Errors;

namespace BasisActors.Data.Databases;

/// <summary>The files of a data set that was imported into a database, all of them as they were at one moment.</summary>
internal sealed class StoredFiles : IFileStore, IDisposable
{
    private readonly MarketDatabase _database;
    private readonly DatabaseSession _session;
    private readonly Dictionary<string, StoredFile> _files;

    private StoredFiles(MarketDatabase database, DatabaseSession session)
    {
        StoredSchema.Check(database, session);
        _database = database;
        _session = session;
        _files = StoredFile.All(session);
    }

    /// <exception cref="BasisException">DPR-001/DATA-001 when there is no such database or it holds no market data.</exception>
    public static StoredFiles Open(MarketDatabase database) => database.Use(() =>
    {
        var session = database.Read();
        try
        {
            return new StoredFiles(database, session);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    });

    public string Place(DataFile file) => $"{_database.Name}: {file}";

    public bool Has(DataFile file) => _files.ContainsKey(file.ToString());

    public long Size(DataFile file) => _files[file.ToString()].Rows;

    /// <summary>Reads the rows that matter to the period and no others; the whole file was validated when it was imported.</summary>
    public FileContent Read(DataFile file, FileLayout layout, Period period)
    {
        var stored = _files[file.ToString()];
        var rows = new RowCollector(layout, period, stored.Rows);
        lock (_session)
        {
            _ = _database.Use(() => ReadRows(file, stored, layout, period, rows));
        }

        return rows.Content($"{_database.Name}: {file.Folder}/{stored.Name}", stored.First, stored.Last, stored.RepeatedRows);
    }

    public void Dispose() => _session.Dispose();

    private int ReadRows(DataFile file, StoredFile stored, FileLayout layout, Period period, RowCollector rows)
    {
        var table = StoredSchema.Table(file.Kind);
        var columns = string.Join(", ", layout.Kept.Select(i => StoredSchema.Quoted(layout.Columns[i].Name)));
        using var command = _session.Command(
            $"SELECT time, {columns} FROM {table} WHERE file = @file AND time <= @last AND time >= " +
            $"COALESCE((SELECT max(time) FROM {table} WHERE file = @file AND time <= @earliest), @earliest) ORDER BY time",
            ("@file", stored.Id),
            ("@earliest", period.Earliest - layout.KnownAfterSeconds),
            ("@last", period.To - layout.KnownAfterSeconds));
        using var reader = command.ExecuteReader();
        var values = new decimal[layout.Columns.Count];
        while (reader.Read())
        {
            var time = reader.GetInt64(0);
            for (var i = 0; i < layout.Kept.Count; i++)
                values[layout.Kept[i]] = Value(reader, i + 1, file, time);
            rows.Add(time + layout.KnownAfterSeconds, values);
        }

        return 0;
    }

    private decimal Value(DbDataReader reader, int column, DataFile file, long time)
    {
        var text = reader.GetString(column);
        return DecimalText.TryParse(text, out var value)
            ? value
            : throw FileFault.InFile(Place(file), "DATA-006", $"{reader.GetName(column)} at {Epoch.Text(time)} is '{text}'; it must be a finite number.");
    }
}

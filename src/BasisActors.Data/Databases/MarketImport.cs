using System.Security.Cryptography;
using BasisActors.Data.Catalogue;
using BasisActors.Data.Reading;
using BasisActors.Data.Timeline;
using BasisActors.Domain.Errors;

namespace BasisActors.Data.Databases;

/// <summary>Copies the files of a data set into a database, in one transaction: all of it, or nothing.</summary>
public sealed class MarketImport
{
    private readonly MarketDatabase _database;
    private readonly CsvFolder _folder;
    private readonly DataFile[] _files;

    /// <param name="directory">Root of the data set.</param>
    /// <param name="connection">The database; a SQLite file is made when there is none.</param>
    /// <exception cref="BasisException">BTS-002 not a connection; DPR-001 no directory, no file, or two files for one series.</exception>
    public MarketImport(string directory, string connection)
    {
        _database = DatabaseAddress.Parse(connection);
        _folder = new CsvFolder(directory);
        _files = [.. FileCatalogue.Files.Where(_folder.Has)];
        if (_files.Length == 0)
            throw FileFault.Missing($"There is no file of a data set in '{directory}'.", directory);
    }

    /// <summary>Files in the folder.</summary>
    public int Count => _files.Length;

    /// <summary>Validates all files as a backtest does and writes those the database does not have as they are.</summary>
    /// <param name="done">Told of each file of the folder when it is done.</param>
    /// <param name="cancellation">Ends the import; the database then is as it was.</param>
    /// <exception cref="BasisException">DPR-001 or DPR-002 as <see cref="CsvMarketData.Load"/>; DPR-001/DATA-001 when the database cannot be used.</exception>
    /// <exception cref="OperationCanceledException">The import was cancelled.</exception>
    public ImportReport Run(Action<ImportedFile> done, CancellationToken cancellation)
    {
        var library = new FileLibrary(_folder, Period.Everything, FileLayout.Whole);
        library.Read(_files);
        return _database.Use(() => Write(library, done, cancellation));
    }

    private ImportReport Write(FileLibrary library, Action<ImportedFile> done, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var session = _database.Write();
        StoredSchema.Create(_database, session);
        StoredSchema.Check(_database, session);
        var stored = StoredFile.All(session);
        var imported = new List<ImportedFile>();
        var nextId = stored.Values.Select(f => f.Id).DefaultIfEmpty().Max() + 1;
        foreach (var file in _files)
        {
            cancellation.ThrowIfCancellationRequested();
            var before = stored.GetValueOrDefault(file.ToString());
            imported.Add(Write(session, file, library[file], before, before?.Id ?? nextId++));
            done(imported[^1]);
        }

        cancellation.ThrowIfCancellationRequested();
        session.Commit();
        var here = _files.Select(f => f.ToString()).ToHashSet(StringComparer.Ordinal);
        imported.AddRange(stored.Where(f => !here.Contains(f.Key)).Select(f => Describe(f.Key[..f.Key.LastIndexOf('/')], f.Value, ImportOutcome.Kept)));
        return new ImportReport(_database.Name, [.. imported]);
    }

    private ImportedFile Write(DatabaseSession session, DataFile file, FileContent content, StoredFile? before, long id)
    {
        var layout = FileLayout.Whole(file.Kind);
        var columns = StoredSchema.Columns(file.Kind);
        var observations = Array.ConvertAll(columns, content.Column);
        var now = new StoredFile(
            id,
            Path.GetFileName(content.Path),
            Sha256(content.Path),
            content.First - layout.KnownAfterSeconds,
            content.Last - layout.KnownAfterSeconds,
            observations[0].KnownAt.Length,
            content.RepeatedRows);
        if (now == before)
            return Describe(file.Folder, now, ImportOutcome.Unchanged);

        session.Execute($"DELETE FROM {StoredSchema.Table(file.Kind)} WHERE file = @file", ("@file", id));
        now.Save(session, file);
        _database.Insert(session, StoredSchema.Table(file.Kind), columns, id, Rows(observations, layout));
        return Describe(file.Folder, now, before is null ? ImportOutcome.Written : ImportOutcome.Replaced);
    }

    private static IEnumerable<StoredRow> Rows(Observations[] columns, FileLayout layout)
    {
        var values = new string[columns.Length];
        for (var row = 0; row < columns[0].KnownAt.Length; row++)
        {
            for (var i = 0; i < columns.Length; i++)
                values[i] = DecimalText.Exact(columns[i].Values[row]);
            yield return new StoredRow(columns[0].KnownAt[row] - layout.KnownAfterSeconds, values);
        }
    }

    private static string Sha256(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static ImportedFile Describe(string folder, StoredFile file, ImportOutcome outcome) => new(
        $"{folder}/{file.Name}",
        outcome,
        file.Rows,
        DateTimeOffset.FromUnixTimeSeconds(file.First),
        DateTimeOffset.FromUnixTimeSeconds(file.Last));
}

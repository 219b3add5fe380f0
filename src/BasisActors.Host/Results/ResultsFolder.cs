using BasisActors.Domain.Errors;

namespace BasisActors.Host.Results;

/// <summary>
/// The folder <c>{root}/{id}</c> of one run. Everything is written into a sibling that is renamed at the end, so that a folder with the run's name
/// always holds a whole result: the new one, or until then the one before.
/// </summary>
public sealed class ResultsFolder : IDisposable
{
    /// <summary>Its presence tells that a folder is a result and may be replaced by the next one of that name.</summary>
    public const string Summary = "summary.json";

    private const string LockName = ".lock";
    private FileStream? _lock;

    private ResultsFolder(string path, string workPath, FileStream @lock)
    {
        Path = path;
        WorkPath = workPath;
        _lock = @lock;
    }

    /// <summary>Where the result will be.</summary>
    public string Path { get; }

    /// <summary>Where its files are written meanwhile.</summary>
    public string WorkPath { get; }

    /// <summary>Makes the work folder, which also proves that the root can be written to.</summary>
    /// <param name="root">Folder of all results; made when missing.</param>
    /// <param name="id">Name of the run: letters, digits, dot, dash and underscore.</param>
    /// <exception cref="BasisException">
    /// BTS-002 when the id is not a folder name; RST-001 when the root cannot be written to, when another run is writing under that name, or when
    /// something that is not a result has that name.
    /// </exception>
    public static ResultsFolder Create(string root, string id)
    {
        RequireName(id);
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(root, id));
        var work = path + ".partial";
        RequireReplaceable(path);
        try
        {
            Directory.CreateDirectory(root);
            return new ResultsFolder(path, work, Claim(work));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BasisException(new BasisError("RST-001", $"The results folder cannot be written: {e.Message}", work), e);
        }
    }

    /// <summary>A file in the work folder.</summary>
    public string File(string name) => System.IO.Path.Combine(WorkPath, name);

    /// <summary>Writes a small file as a whole.</summary>
    /// <exception cref="BasisException">RST-001 when it cannot be written.</exception>
    public void Save(string name, ReadOnlySpan<byte> content)
    {
        try
        {
            System.IO.File.WriteAllBytes(File(name), content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BasisException(new BasisError("RST-001", $"{name} could not be written: {e.Message}", File(name)), e);
        }
    }

    /// <summary>Gives the work folder its name; an older result of that name goes away.</summary>
    /// <exception cref="BasisException">RST-001 when the folder cannot be renamed.</exception>
    public void Commit()
    {
        ObjectDisposedException.ThrowIf(_lock is null, this);
        RequireReplaceable(Path);
        var old = Path + ".replaced";
        try
        {
            if (Directory.Exists(old))
                Directory.Delete(old, recursive: true);
            Unlock();
            if (!Directory.Exists(Path))
            {
                Directory.Move(WorkPath, Path);
                return;
            }

            Directory.Move(Path, old);
            Directory.Move(WorkPath, Path);
            Directory.Delete(old, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (!Directory.Exists(Path) && Directory.Exists(old))
                Directory.Move(old, Path);
            throw new BasisException(new BasisError("RST-001", $"The result cannot be put in its place: {e.Message}", Path), e);
        }
    }

    /// <summary>Removes the work folder unless it was committed.</summary>
    public void Dispose()
    {
        if (_lock is null)
            return;
        Unlock();
        if (Directory.Exists(WorkPath))
            Directory.Delete(WorkPath, recursive: true);
    }

    private static void RequireName(string id)
    {
        if (id.Length is 0 or > 200 || id.StartsWith('.') || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
            throw new BasisException("BTS-002", $"The id '{id}' is not a folder name; it must be letters, digits, '.', '-' and '_' and not begin with a dot.", "--id");
    }

    /// <summary>Only an older result may be replaced: whatever else a person keeps under that name stays.</summary>
    private static void RequireReplaceable(string path)
    {
        var isFile = System.IO.File.Exists(path);
        if (!isFile && (!Directory.Exists(path) || System.IO.File.Exists(System.IO.Path.Combine(path, Summary)) || !Directory.EnumerateFileSystemEntries(path).Any()))
            return;
        throw new BasisException("RST-001", $"{(isFile ? "A file" : $"A folder without {Summary}")} has the name of the result; it is not replaced.", path, "Choose another --id or --results.");
    }

    /// <summary>Takes the work folder for this run alone; what an aborted run left there is removed.</summary>
    private static FileStream Claim(string work)
    {
        var left = new DirectoryInfo(work);
        if (left.Exists && left.EnumerateFileSystemInfos().Any() && !System.IO.File.Exists(System.IO.Path.Combine(work, LockName)))
            throw new IOException($"{work} is not the work folder of a run.");
        left.Create();
        var claim = new FileStream(
            System.IO.Path.Combine(work, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
        foreach (var entry in left.EnumerateFileSystemInfos().Where(e => e.Name != LockName))
        {
            if (entry is DirectoryInfo folder)
                folder.Delete(recursive: true);
            else
                entry.Delete();
        }

        return claim;
    }

    private void Unlock()
    {
        _lock?.Dispose();
        _lock = null;
    }
}

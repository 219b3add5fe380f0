using BasisActors.Domain.Errors;

namespace BasisActors.Data.Sample;

/// <summary>
/// The folder a sample lives in. A new sample is staged in a sibling folder, whose lock file is held open while it is filled,
/// and takes the target's place by a rename.
/// </summary>
internal sealed class SampleFolder
{
    private const string LockName = ".writing";

    private readonly string _target;
    private readonly string _parent;

    public SampleFolder(string directory)
    {
        _target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        _parent = Path.GetDirectoryName(_target)
            ?? throw new BasisException("RST-001", "A sample cannot replace the root of a file system.", _target, "Choose a folder with --out.");
    }

    private string ManifestPath => Path.Combine(_target, SampleManifest.FileName);

    /// <summary>The sample in the target; null when the target is missing or empty.</summary>
    /// <exception cref="BasisException">RST-001 when the target holds anything but a sample.</exception>
    public SampleManifest? Existing()
    {
        if (File.Exists(_target))
            throw new BasisException("RST-001", "The target of the sample is a file; it must be a folder.", _target, "Choose a folder with --out.");
        if (File.Exists(ManifestPath))
            return SampleManifest.Load(ManifestPath);
        if (Directory.Exists(_target) && Directory.EnumerateFileSystemEntries(_target).Any())
            throw new BasisException("RST-001", $"The folder is not empty and is not a sample: it has no {SampleManifest.FileName}.", _target, "Choose an empty folder with --out.");
        return null;
    }

    /// <summary>True when every file of the manifest is there at its full size.</summary>
    public bool Holds(SampleManifest manifest) => manifest.Files.All(file =>
    {
        var found = new FileInfo(Path.Combine(_target, file.Path));
        return found.Exists && found.Length == file.Bytes;
    });

    /// <summary>Fills a staging folder and puts it in the target's place.</summary>
    /// <param name="fill">Writes the sample into the folder given.</param>
    /// <param name="isSame">Whether a sample that another process put there in the meantime serves as well.</param>
    public void Replace(Action<string> fill, Func<SampleManifest, bool> isSame)
    {
        // Two processes, or two threads of one, may make the same sample on first use: neither may touch the other's staging folder.
        var own = $"{Environment.ProcessId}-{Environment.CurrentManagedThreadId}";
        var staging = $"{_target}.partial-{own}";
        var retired = $"{_target}.replaced-{own}";
        try
        {
            Directory.CreateDirectory(_parent);
            RemoveLeftovers();
            Remove(staging);
            try
            {
                Fill(staging, fill);
                if (!IsServed(isSame))
                    Swap(staging, retired, isSame);
            }
            finally
            {
                Remove(staging);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BasisException(new BasisError("RST-001", $"The sample could not be written: {e.Message}", _target, "Choose a writable folder with --out."), e);
        }
    }

    private static void Fill(string staging, Action<string> fill)
    {
        Directory.CreateDirectory(staging);
        using var held = new FileStream(Path.Combine(staging, LockName), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        fill(staging);
    }

    private void Swap(string staging, string retired, Func<SampleManifest, bool> isSame)
    {
        try
        {
            if (Directory.Exists(_target))
                Directory.Move(_target, retired);
            Directory.Move(staging, _target);
        }
        catch (IOException) when (IsServed(isSame))
        {
            // Another process was faster by a moment, and with the same sample.
        }

        Remove(retired);
    }

    private bool IsServed(Func<SampleManifest, bool> isSame) => Existing() is { } arrived && isSame(arrived) && Holds(arrived);

    /// <summary>Removes staging folders of runs that were interrupted: their lock file is there and nobody holds it.</summary>
    private void RemoveLeftovers()
    {
        foreach (var folder in Directory.EnumerateDirectories(_parent, $"{Path.GetFileName(_target)}.partial-*").ToList())
        {
            var lockFile = Path.Combine(folder, LockName);
            if (File.Exists(lockFile) && IsReleased(lockFile))
                Remove(folder);
        }
    }

    private static bool IsReleased(string lockFile)
    {
        try
        {
            using var held = new FileStream(lockFile, FileMode.Open, FileAccess.Write, FileShare.None);
            return true;
        }
        catch (IOException)
        {
            return false;   // its writer is at work, or has just finished
        }
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}

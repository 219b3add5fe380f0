using System.Text.Json;
using BasisActors.Domain.Errors;

namespace BasisActors.Host.Sweeps;

/// <summary>
/// The folder <c>{root}/{id}</c> of a sweep. Finished points are appended to <c>sweep.jsonl</c> one by one and handed to the system at once, so that a sweep that
/// was ended in any way goes on where it stopped. Only one process at a time has it.
/// </summary>
internal sealed class SweepFolder : IDisposable
{
    private const string InputsName = "sweep.inputs.json";
    private const string JournalName = "sweep.jsonl";

    private readonly FileStream _journal;
    private readonly ParameterGrid _grid;

    private SweepFolder(string path, FileStream journal, ParameterGrid grid, Dictionary<SweepJob, PointResult> done) => (Path, _journal, _grid, Done) = (path, journal, grid, done);

    public string Path { get; }

    /// <summary>Points that were finished before.</summary>
    public IReadOnlyDictionary<SweepJob, PointResult> Done { get; }

    /// <summary>Begins a sweep or goes on with one.</summary>
    /// <exception cref="BasisException">BTS-002 when the sweep of that name had other inputs; RST-001 when the folder cannot be used.</exception>
    public static SweepFolder Open(string root, string id, SweepInputs inputs, ParameterGrid grid)
    {
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(root, id));
        var inputsFile = System.IO.Path.Combine(path, InputsName);
        try
        {
            RequireSweep(path, inputsFile);
            Directory.CreateDirectory(path);
            var journal = new FileStream(System.IO.Path.Combine(path, JournalName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
            try
            {
                if (File.Exists(inputsFile))
                    RequireEqual(inputs, inputsFile, id);
                else
                    File.WriteAllBytes(inputsFile, inputs.ToJson());
                return new SweepFolder(path, journal, grid, ReadDone(journal));
            }
            catch
            {
                journal.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(path, e);
        }
    }

    /// <exception cref="BasisException">RST-001 when it cannot be written.</exception>
    public void Append(PointResult result) => Guarded(() =>
    {
        _journal.Write(PointResultJson.Write(result, _grid).Span);
        _journal.Flush();
    });

    /// <summary>Writes a file as a whole: a reader finds the old one or the new one.</summary>
    /// <exception cref="BasisException">RST-001 when it cannot be written.</exception>
    public void Save(string name, Action<string> write) => Guarded(() =>
    {
        var file = System.IO.Path.Combine(Path, name);
        write(file + ".partial");
        File.Move(file + ".partial", file, overwrite: true);
    });

    public void Dispose() => _journal.Dispose();

    /// <summary>Whatever else a person keeps under that name stays.</summary>
    private static void RequireSweep(string path, string inputsFile)
    {
        if (File.Exists(inputsFile) || (!File.Exists(path) && (!Directory.Exists(path) || Directory.EnumerateFiles(path).All(f => System.IO.Path.GetFileName(f) == JournalName && new FileInfo(f).Length == 0))))
            return;
        throw new BasisException("RST-001", "Something that is not a sweep has that name; it is not touched.", path, "Choose another --id or --results.");
    }

    private static void RequireEqual(SweepInputs inputs, string inputsFile, string id)
    {
        IReadOnlyList<string> differences;
        try
        {
            differences = inputs.DifferencesFrom(File.ReadAllBytes(inputsFile));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new BasisException(new BasisError("RST-001", $"The inputs of the sweep cannot be read: {e.Message}", inputsFile, "Remove the folder or choose another --id."), e);
        }

        if (differences.Count > 0)
            throw new BasisException("BTS-002", $"The sweep '{id}' was begun with other inputs: {string.Join("; ", differences)}.", "--id", "Choose another --id, or remove that sweep's folder to begin again.");
    }

    /// <summary>Reads the finished points; a last line that a crash has torn is cut off.</summary>
    private static Dictionary<SweepJob, PointResult> ReadDone(FileStream journal)
    {
        var content = new byte[journal.Length];
        journal.ReadExactly(content);
        var done = new Dictionary<SweepJob, PointResult>();
        var at = 0;
        for (var line = 1; Array.IndexOf(content, (byte)'\n', at) is var end and >= 0; at = end + 1, line++)
        {
            try
            {
                var result = PointResultJson.Read(content.AsMemory(at, end - at));
                done[result.Job] = result;
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
            {
                throw new BasisException(new BasisError("RST-001", $"The line is not a finished point: {e.Message}", $"{journal.Name}:{line}", "Remove the line or choose another --id."), e);
            }
        }

        journal.SetLength(at);
        journal.Position = at;
        return done;
    }

    private void Guarded(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(Path, e);
        }
    }

    private static BasisException NotWritten(string path, Exception e) => new(new BasisError("RST-001", $"The sweep cannot be written: {e.Message}", path), e);
}

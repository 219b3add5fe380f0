using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using BasisActors.Host.Commands;
using BasisActors.Host.Results;

namespace BasisActors.Host.Http.Results;

/// <summary>A file of a result.</summary>
/// <param name="Name">Path in its folder, with forward slashes.</param>
/// <param name="Bytes">Size.</param>
public sealed record ResultFile(string Name, long Bytes);

/// <summary>The folder of all results of backtests, for reading and deleting; results are written by runs only.</summary>
/// <param name="root">The folder.</param>
public sealed class ResultStore(string root)
{
    private readonly ConcurrentDictionary<string, (DateTime Written, ResultSummary? Summary)> _read = new(StringComparer.Ordinal);

    /// <summary>Names of the results there are, whole ones only.</summary>
    public IEnumerable<string> Ids => Directory.Exists(root)
        ? Directory.EnumerateDirectories(root).Select(d => Path.GetFileName(d)).Where(id => IsName(id) && File.Exists(Path.Combine(root, id, ResultsFolder.Summary))).Order(StringComparer.Ordinal)
        : [];

    /// <summary>Summaries of the results there are, by name. Each is read again only when its file has changed.</summary>
    public ImmutableArray<ResultSummary> All
    {
        get
        {
            var all = ImmutableArray.CreateBuilder<ResultSummary>();
            var ids = Ids.ToArray();
            foreach (var id in ids)
            {
                var folder = Path.Combine(root, id);
                var written = File.GetLastWriteTimeUtc(Path.Combine(folder, ResultsFolder.Summary));
                if (!_read.TryGetValue(id, out var known) || known.Written != written)
                    _read[id] = known = (written, TrySummary(folder));
                if (known.Summary is { } summary)
                    all.Add(summary with { Id = id }); // a folder that was renamed goes by its new name
            }

            foreach (var gone in _read.Keys.Except(ids, StringComparer.Ordinal))
                _read.TryRemove(gone, out _);
            return all.ToImmutable();
        }
    }

    /// <summary>The folder of a result; null when there is none of that name. A name is letters, digits, '.', '-' and '_', so it leads nowhere else.</summary>
    public string? Find(string id)
    {
        if (!IsName(id))
            return null;
        var folder = Path.Combine(root, id);
        return File.Exists(Path.Combine(folder, ResultsFolder.Summary)) ? folder : null;
    }

    /// <exception cref="ApiFaultException">404 when there is no such result.</exception>
    public string Folder(string id) => Find(id) ?? throw ApiFault.NotFound(ApiFault.NotFoundCode, $"There is no result '{id}'.", "GET /api/v1/results/ lists them.").Exception();

    /// <summary>Its files with their sizes, by name.</summary>
    public static ImmutableArray<ResultFile> Files(string folder) =>
    [
        .. new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)
            .Select(f => new ResultFile(Path.GetRelativePath(folder, f.FullName).Replace('\\', '/'), f.Length)).OrderBy(f => f.Name, StringComparer.Ordinal),
    ];

    /// <summary>The summary of a result; null when it went away or is not one.</summary>
    public static ResultSummary? TrySummary(string folder)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, ResultsFolder.Summary)));
            return ResultSummary.Of(document.RootElement);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <exception cref="ApiFaultException">404 when there is no such result; 500 when its summary cannot be read.</exception>
    public ResultSummary Summary(string id) => TrySummary(Folder(id)) is { } summary ? summary with { Id = id } : throw new ApiFault(500, "SYSTEM_ERROR", $"The summary of '{id}' cannot be read.") { ErrorCode = "RST-001", Where = id, Resolution = "Run the backtest again." }.Exception();

    /// <summary>Deletes a result. It is renamed first, so that no half of it is ever listed.</summary>
    public void Delete(string id)
    {
        var folder = Folder(id);
        var away = folder + ".deleted";
        if (Directory.Exists(away))
            Directory.Delete(away, recursive: true);
        Directory.Move(folder, away);
        Directory.Delete(away, recursive: true);
    }

    private static bool IsName(string id) => RunOptions.IsName(id) && !id.EndsWith(".partial", StringComparison.Ordinal) && !id.EndsWith(".replaced", StringComparison.Ordinal) && !id.EndsWith(".deleted", StringComparison.Ordinal);
}

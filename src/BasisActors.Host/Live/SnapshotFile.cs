using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BasisActors.Actors.Journal;
using BasisActors.Domain.Ledger;

namespace BasisActors.Host.Live;

/// <summary>
/// The last snapshot of a run in a file: a line with the format, the build that wrote it and a hash, then JSON. One that another build wrote is not used: its
/// rules may have been others, and only a replay of all would show it.
/// </summary>
/// <param name="path">The file; it is always whole, since it is written beside and moved into place.</param>
public sealed class SnapshotFile(string path)
{
    private const string Format = "basis-snapshot-1";

    private static readonly string Build = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(
        string.Concat(new[] { typeof(Book), typeof(RunSnapshot), typeof(SnapshotFile) }.Select(t => t.Assembly.ManifestModule.ModuleVersionId.ToString("N"))))))[..16];

    /// <summary>Keeps a snapshot in the place of the one before.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Keep(RunSnapshot snapshot)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(snapshot, JournalJson.Default.RunSnapshot);
        var beside = path + ".new";
        using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write))
        {
            file.Write(Encoding.ASCII.GetBytes($"{Format} {Build} {Hash(body)}\n"));
            file.Write(body);
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
    }

    /// <summary>Reads the snapshot.</summary>
    /// <param name="refusal">Why there is one that cannot be used; null when there is none, or it can.</param>
    public RunSnapshot? Read(out string? refusal)
    {
        refusal = null;
        if (!File.Exists(path))
            return null;
        byte[] content;
        try
        {
            content = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            refusal = exception.Message;
            return null;
        }

        var end = Array.IndexOf(content, (byte)'\n');
        var header = end < 0 ? [] : Encoding.ASCII.GetString(content, 0, end).Split(' ');
        var body = content.AsSpan(end + 1);
        refusal = header switch
        {
            [Format, var build, _] when build != Build => "another build wrote it",
            [Format, _, var hash] => hash == Hash(body) ? null : "it is damaged",
            _ => "it is damaged, or of another format",
        };
        if (refusal is not null)
            return null;
        try
        {
            return JsonSerializer.Deserialize(body, JournalJson.Default.RunSnapshot);
        }
        catch (JsonException exception)
        {
            refusal = exception.Message;
            return null;
        }
    }

    private static string Hash(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body));
}

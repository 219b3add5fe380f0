using System.Diagnostics;
using System.Globalization;

namespace BasisActors.Host.Doctor;

/// <summary>Whether a folder takes what a run writes: a file, on the disk before it is answered, and with room for more.</summary>
internal static class FolderCheck
{
    private const string Name = "disk";

    /// <summary>A run stops when it can store nothing: below the first a person should make room, below the second it is a matter of hours.</summary>
    private const long RoomToLookAt = 1_000_000_000, RoomToStopAt = 100_000_000;

    /// <summary>Each step of an order is on the disk before the next; five of these in a tick are still well within a second.</summary>
    private static readonly TimeSpan SlowSync = TimeSpan.FromMilliseconds(200);

    /// <summary>The folder, or, where it is not there yet, the one that it will be made in.</summary>
    public static string Nearest(string folder)
    {
        var path = Path.GetFullPath(folder);
        while (!Directory.Exists(path) && Path.GetDirectoryName(path) is { } above)
            path = above;
        return path;
    }

    /// <param name="folder">The folder; it need not be there yet, and is not made.</param>
    public static Finding Of(string folder)
    {
        var existing = Nearest(folder);
        var where = existing == Path.GetFullPath(folder) ? folder : $"{folder}, to be made in {existing}";
        var probe = Path.Combine(existing, $".doctor-{Environment.ProcessId}");
        try
        {
            var began = Stopwatch.GetTimestamp();
            using (var file = new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                file.Write("doctor"u8);
                file.Flush(flushToDisk: true);
            }

            return Judge(where, Stopwatch.GetElapsedTime(began), new DriveInfo(existing).AvailableFreeSpace);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Finding(Name, where, CheckResult.Failed, $"cannot be written: {exception.Message}", "Give the user of the process the folder, or name another.", "RST-001");
        }
        finally
        {
            File.Delete(probe);
        }
    }

    internal static Finding Judge(string where, TimeSpan sync, long free)
    {
        var said = string.Create(CultureInfo.InvariantCulture, $"written and on the disk in {sync.TotalMilliseconds:0} ms, {free / 1e9:0.0} GB free");
        return (free, sync) switch
        {
            ( < RoomToStopAt, _) => new Finding(Name, where, CheckResult.Failed, said, "Make room: a run that cannot store waits, and sends nothing."),
            ( < RoomToLookAt, _) => new Finding(Name, where, CheckResult.Warning, said, "Make room before a run has to wait for it."),
            _ when sync > SlowSync => new Finding(Name, where, CheckResult.Warning, said, "Put the runs on a faster disk: every step of an order waits for this."),
            _ => Finding.Ok(Name, where, said),
        };
    }
}

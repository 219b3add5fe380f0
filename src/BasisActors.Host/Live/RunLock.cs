namespace BasisActors.Host.Live;

/// <summary>The file in a run's folder, or the host's, that its process holds for as long as it lives; the system lets go of it however the process ends.</summary>
internal static class RunLock
{
    private const string Name = "lock";
    private const int Glances = 10;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    /// <exception cref="IOException">Another process holds it.</exception>
    public static async Task<FileStream> TakeAsync(string runDirectory, TimeProvider time, CancellationToken cancellation)
    {
        for (var glance = 0; ; glance++)
        {
            try
            {
                return Open();
            }
            catch (IOException) when (glance < Glances)
            {
                await Task.Delay(Glance, time, cancellation).ConfigureAwait(false); // who only looks whether it is held, holds it for a moment
            }
        }

        FileStream Open() => new(Path.Combine(runDirectory, Name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
    }

    /// <summary>Whether a process holds it.</summary>
    public static bool IsHeld(string runDirectory)
    {
        var path = Path.Combine(runDirectory, Name);
        if (!File.Exists(path))
            return false;
        try
        {
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite).Dispose();
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}

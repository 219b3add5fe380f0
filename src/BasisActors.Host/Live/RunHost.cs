using System.Text.Json;
using BasisActors.Domain.Errors;

namespace BasisActors.Host.Live;

/// <summary>
/// Carries any number of live runs in one process, each with its own actor system, journal and folder, so that none can hurt another. What it carries is a
/// file for each run: a run that is handed over is begun, one that was under way when the process ended, however it ended, is taken up by the next. Only a run
/// that has ended is given up.
/// </summary>
/// <param name="directory">Folder of all live runs.</param>
/// <param name="launch">Carries a run to its end.</param>
/// <param name="time">The clock.</param>
/// <param name="say">Told what an operator should know.</param>
/// <param name="runs">Told which runs are to be up, and which cannot be begun; null where nobody looks.</param>
public sealed class RunHost(string directory, Func<WantedRun, CancellationToken, Task<LaunchedRun>> launch, TimeProvider time, Action<string> say, HostedRuns? runs = null)
{
    /// <summary>Folder of the host among those of the runs.</summary>
    public const string Folder = ".host";

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1), AgainAfter = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, Task> _carried = new(StringComparer.Ordinal);

    /// <summary>Hands a run to the host of a folder, which begins it within a second, or when it is up again.</summary>
    public static void Hand(string directory, WantedRun run)
    {
        Directory.CreateDirectory(Runs(directory));
        File.Delete(Refusal(directory, run.Id));
        var path = Path.Combine(Runs(directory), run.Id);
        File.WriteAllText(path + ".new", run.ToJson());
        File.Move(path + ".new", path + ".json", overwrite: true);
    }

    /// <summary>The run that a host carries, or would if it were up; null when it carries none of this name.</summary>
    public static WantedRun? Find(string directory, string id)
    {
        var path = Path.Combine(Runs(directory), id + ".json");
        try
        {
            return File.Exists(path) ? WantedRun.Read(File.ReadAllText(path)) : null;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or FileNotFoundException)
        {
            return null; // the host sets it aside, or has given it up meanwhile
        }
    }

    /// <summary>All that a host carries, by name.</summary>
    public static IEnumerable<WantedRun> All(string directory) => Directory.Exists(Runs(directory))
        ? Directory.EnumerateFiles(Runs(directory), "*.json").Order(StringComparer.Ordinal).Select(f => Find(directory, Path.GetFileNameWithoutExtension(f))).OfType<WantedRun>()
        : [];

    /// <summary>Names of all runs that a host carries or could not begin.</summary>
    public static IEnumerable<string> Names(string directory) => Directory.Exists(Runs(directory))
        ? Directory.EnumerateFiles(Runs(directory)).Where(f => Path.GetExtension(f) is ".json" or ".why").Select(f => Path.GetFileNameWithoutExtension(f)).Distinct(StringComparer.Ordinal)
        : [];

    /// <summary>Takes a run away that has no process now: no host begins it again.</summary>
    /// <returns>False when there was none.</returns>
    public static bool GiveUp(string directory, string id)
    {
        var path = Path.Combine(Runs(directory), id + ".json");
        if (!File.Exists(path))
            return false;
        File.Delete(path);
        return true;
    }

    /// <summary>Why a run could not be begun, last time; null when it could.</summary>
    public static string? WhyNot(string directory, string id) => File.Exists(Refusal(directory, id)) ? File.ReadAllText(Refusal(directory, id)) : null;

    /// <summary>True while a process hosts the runs of a folder.</summary>
    public static bool IsUp(string directory) => RunLock.IsHeld(Path.Combine(directory, Folder));

    /// <summary>Carries what there is and what is handed over, until cancelled; every run then ends after the tick in hand, to be taken up by the next host.</summary>
    /// <exception cref="BasisException">LTS-001 when another process hosts the folder.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(Runs(directory));
        using var only = await LockAsync(cancellation).ConfigureAwait(false);
        say($"host of the runs in {directory}; hand one over with `basis live --runs {directory}`");
        runs?.Expect(Directory.EnumerateFiles(Runs(directory), "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!));
        using var look = new PeriodicTimer(Look, time);
        do
        {
            foreach (var done in _carried.Where(c => c.Value.IsCompleted).ToList())
            {
                await done.Value.ConfigureAwait(false);
                _carried.Remove(done.Key);
            }

            foreach (var file in Directory.EnumerateFiles(Runs(directory), "*.json").Order(StringComparer.Ordinal))
            {
                var id = Path.GetFileNameWithoutExtension(file);
                if (!_carried.ContainsKey(id))
                    _carried.Add(id, CarryAsync(file, id, cancellation));
            }
        }
        while (await NextAsync(look, cancellation).ConfigureAwait(false));
        await Task.WhenAll(_carried.Values).ConfigureAwait(false);
    }

    private static async Task<bool> NextAsync(PeriodicTimer look, CancellationToken cancellation)
    {
        try
        {
            return await look.WaitForNextTickAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task CarryAsync(string file, string id, CancellationToken cancellation)
    {
        await Task.Yield(); // runs begin beside each other
        LaunchedRun? ended;
        try
        {
            ended = await TryReadAsync(file, cancellation).ConfigureAwait(false) is { } wanted ? await launch(wanted, cancellation).ConfigureAwait(false) : null;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            say($"{id}: {exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")} It is begun again."); // whatever it is, the other runs go on
            runs?.Tried(id, new BasisError("LTS-001", $"{exception.GetType().Name}: {exception.Message}", id));
            await Task.Delay(AgainAfter, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        if (cancellation.IsCancellationRequested)
            return; // the next host goes on
        runs?.Tried(id, ended is { MayWorkLater: true } ? ended.Errors[0] : null);
        foreach (var error in ended?.Errors ?? [])
            say($"{id}: {error.ToString().ReplaceLineEndings(" ")}");
        if (ended is { Outcome: null, Errors.IsEmpty: false })
            await File.WriteAllTextAsync(Refusal(directory, id), string.Join(" ", ended.Errors.Select(e => e.ToString().ReplaceLineEndings(" "))), cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        else
            File.Delete(Refusal(directory, id));
        if (ended is { MayWorkLater: true })
        {
            await Task.Delay(AgainAfter, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        if (ended?.Outcome is { } outcome)
            say($"{id}: {outcome.Status.ToString().ToLowerInvariant()}{(outcome.Error is { } why ? $": {why.ToString().ReplaceLineEndings(" ")}" : "")}");
        File.Delete(file);
    }

    /// <summary>A file that is not a run is set aside, so that it holds up nobody.</summary>
    private async Task<WantedRun?> TryReadAsync(string file, CancellationToken cancellation)
    {
        try
        {
            return WantedRun.Read(await File.ReadAllTextAsync(file, cancellation).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            say($"{file} is not a run and is set aside: {exception.Message}");
            File.Move(file, file + ".refused", overwrite: true);
            return null;
        }
    }

    private async Task<FileStream> LockAsync(CancellationToken cancellation)
    {
        try
        {
            return await RunLock.TakeAsync(Path.Combine(directory, Folder), time, cancellation).ConfigureAwait(false);
        }
        catch (IOException)
        {
            throw new BasisException("LTS-001", $"Another process hosts the runs in {directory}.", "--runs", "Hand runs to it with `basis live`, or name another folder.");
        }
    }

    private static string Refusal(string directory, string id) => Path.Combine(Runs(directory), id + ".why");

    private static string Runs(string directory) => Path.Combine(directory, Folder, "runs");
}

using System.Collections.Concurrent;
using System.Diagnostics;
using BasisActors.Host.Http;
using BasisActors.Host.Tests.Configuration;
using BasisActors.Host.Tests.EventLog;

namespace BasisActors.Host.Tests.Dashboard;

/// <summary><c>basis</c> as a plain build leaves it, with the files of its pages where the build says they are, in a folder of its own. Nothing it starts outlives the test.</summary>
internal sealed class BuiltHost : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryDirectory _folder = new();
    private readonly List<Process> _processes = [];

    public string OperateKey { get; } = "operate-key-of-the-browser-0123456789abcdef";

    public string ReadKey { get; } = "read-key-of-the-browser-0123456789abcdef";

    public string Runs => Path.Combine(_folder.Path, "live");

    public string Results => Path.Combine(_folder.Path, "results");

    /// <summary>Starts a command and waits until it prints a line with a text.</summary>
    /// <returns>What follows the text in that line.</returns>
    public async Task<string> StartAsync(string text, params string[] arguments)
    {
        var configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";
        var built = Path.Combine(ConfigFolder.Repository, "src", "BasisActors.Host", "bin", configuration, "net10.0", "basis.dll");
        var start = new ProcessStartInfo("dotnet", [built, .. arguments]) { WorkingDirectory = _folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(n => n.StartsWith("BASIS_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        (start.Environment[ApiKeys.Variable(ApiRole.Operate)], start.Environment[ApiKeys.Variable(ApiRole.Read)]) = (OperateKey, ReadKey);
        var process = Process.Start(start)!;
        _processes.Add(process);
        var (said, found) = (new ConcurrentQueue<string>(), new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));
        void Take(string? line)
        {
            said.Enqueue(line ?? "");
            if (line?.IndexOf(text, StringComparison.Ordinal) is >= 0 and var at)
                found.TrySetResult(line[(at + text.Length)..]);
        }

        process.OutputDataReceived += (_, e) => Take(e.Data);
        process.ErrorDataReceived += (_, e) => Take(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var patience = new CancellationTokenSource(Patience);
        var ended = process.WaitForExitAsync(patience.Token);
        await Task.WhenAny(found.Task, ended);
        if (ended.IsCompleted)
            process.WaitForExit(); // all that it has printed is here then
        Assert.True(found.Task.IsCompleted, $"basis {string.Join(' ', arguments)} has not said '{text}':\n{string.Join('\n', said)}");
        return await found.Task;
    }

    public void Dispose()
    {
        foreach (var process in _processes)
        {
            if (!process.HasExited)
            {
                process.Kill();
                process.WaitForExit();
            }

            process.Dispose();
        }

        _folder.Dispose();
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;

namespace BasisActors.Host.Tests.Live;

/// <summary>The <c>basis</c> command as a process of its own; it does not outlive the test.</summary>
internal sealed class BasisProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly SemaphoreSlim _arrived = new(0);

    public BasisProcess(string? journal, params string[] arguments)
        : this(journal, new Dictionary<string, string>(), arguments)
    {
    }

    /// <param name="journal">Connection to PostgreSQL; null for a file.</param>
    /// <param name="environment">Environment variables of the process.</param>
    /// <param name="arguments">Command and options.</param>
    public BasisProcess(string? journal, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        // Below a shell that has the signal of a file that grows too large ignored: the write then fails, as on a full disk, instead of ending the process.
        var start = new ProcessStartInfo("sh", ["-c", "trap '' XFSZ; exec dotnet \"$@\"", "sh", Path.Combine(AppContext.BaseDirectory, "basis.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (journal is not null)
            start.Environment["BASIS_JOURNAL"] = journal;
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, e) => Take(e.Data);
        _process.ErrorDataReceived += (_, e) => Take(e.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    /// <summary>All that it has printed so far.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>Waits for a line that holds a text, or for the end of the process.</summary>
    /// <returns>False when it ended first.</returns>
    public async Task<bool> SaysAsync(string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!_lines.Any(l => l.Contains(text, StringComparison.Ordinal)))
        {
            if (_process.HasExited && _arrived.CurrentCount == 0)
                return false;
            _ = await _arrived.WaitAsync(TimeSpan.FromMilliseconds(100), patience.Token);
        }

        return true;
    }

    /// <summary>SIGKILL: nothing of the process runs after it.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
            return;
        _lines.Enqueue(line);
        _arrived.Release();
    }
}

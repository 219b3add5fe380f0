using System.Diagnostics;
using System.Globalization;

namespace BasisActors.Host.Tests.Deployment;

/// <summary>The <c>basis</c> of a folder as a process of its own; it does not outlive the test.</summary>
internal sealed class BuiltProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;

    /// <param name="application">Folder of the program.</param>
    /// <param name="folder">Where it works.</param>
    /// <param name="arguments">Command and options.</param>
    public BuiltProcess(string application, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(application, "basis"), arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("BASIS_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        _process = Process.Start(start)!;
    }

    /// <summary>Waits for a line that begins with a text.</summary>
    /// <returns>The rest of the line.</returns>
    public async Task<string> AfterAsync(string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith(text, StringComparison.Ordinal))
                return line[text.Length..];
        }

        throw new InvalidOperationException($"It ended without having said '{text}'.");
    }

    /// <summary>Sends SIGTERM.</summary>
    /// <returns>The exit code.</returns>
    public int Terminate(TimeSpan within)
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        Assert.True(_process.WaitForExit(within), $"It did not end within {within.TotalSeconds} s.");
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}

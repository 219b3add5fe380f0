using System.Diagnostics;
using System.Globalization;

namespace BasisActors.Host.Tests.Paper;

/// <summary><c>basis paper</c> as a process of its own on a free port; it does not outlive the test.</summary>
internal sealed class PaperProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly string _folder = Directory.CreateTempSubdirectory("basis-paper-").FullName;

    public PaperProcess(params string[] arguments)
        : this(new Dictionary<string, string>(), arguments)
    {
    }

    public PaperProcess(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "basis.dll"), "paper", "--port", "0", .. arguments])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
    }

    /// <summary>Waits for the address, which is the first line.</summary>
    public async Task<HttpClient> ClientAsync()
    {
        const string announced = "paper exchange on ";
        using var patience = new CancellationTokenSource(Patience);
        var line = await _process.StandardOutput.ReadLineAsync(patience.Token);
        Assert.StartsWith(announced + "http://127.0.0.1:", line, StringComparison.Ordinal);
        return new HttpClient { BaseAddress = new Uri(line![announced.Length..]), Timeout = Patience };
    }

    /// <summary>Sends SIGTERM.</summary>
    /// <returns>The exit code.</returns>
    public int Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        Assert.True(_process.WaitForExit(Patience), "basis paper did not end.");
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
        Directory.Delete(_folder, recursive: true);
    }
}

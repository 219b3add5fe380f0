using System.Diagnostics;
using System.Globalization;

namespace BasisActors.Host.Tests.CommandLine;

/// <summary>What a run of the command line answered.</summary>
internal sealed record Answer(int ExitCode, string Output, string Errors);

/// <summary>Runs the command line as a process of its own, in a folder of its own.</summary>
internal sealed class Basis : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public string Folder { get; } = Directory.CreateTempSubdirectory("basis-cli-").FullName;

    /// <summary>Variables of the runs; of this process's own none whose name begins with BASIS_ is handed on.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public string Results => Path.Combine(Folder, "results");

    public Answer Run(params string[] arguments)
    {
        using var running = new Running(this, arguments);
        return running.End();
    }

    /// <summary>Starts the command line and presses Ctrl+C as soon as a file has grown.</summary>
    /// <param name="file">Path in the folder.</param>
    /// <param name="arguments">Those of a run that goes on for long enough.</param>
    public async Task<Answer> InterruptAsync(string file, params string[] arguments)
    {
        using var running = new Running(this, arguments, "env", "--default-signal=INT"); // a shell's background job inherits that Ctrl+C is ignored
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        using var patience = new CancellationTokenSource(Patience);
        var grown = new FileInfo(Path.Combine(Folder, file));
        do
        {
            if (running.HasEnded)
                Assert.Fail($"The run ended before {file} grew: {running.End()}");
            await look.WaitForNextTickAsync(patience.Token);
            grown.Refresh();
        }
        while (!grown.Exists || grown.Length == 0);
        running.Interrupt();
        return running.End();
    }

    /// <summary>Writes a lending data set of one file: daily reserve snapshots of USDT.</summary>
    public string Lending(params string[] rows)
    {
        var folder = Path.Combine(Folder, "data", "protocol_data", "aave", "rates");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "aave_v3_USDT_rates_2024.csv"), rows is [""] ? "" : string.Join('\n', rows) + "\n");
        return Path.Combine(Folder, "data");
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>A process that has been started; it does not outlive the test.</summary>
    private sealed class Running : IDisposable
    {
        private readonly string _told;
        private readonly Process _process;
        private readonly Task<string> _output;
        private readonly Task<string> _errors;

        public Running(Basis basis, string[] arguments, params string[] through)
        {
            _told = string.Join(' ', arguments);
            string[] command = [.. through, "dotnet", Path.Combine(AppContext.BaseDirectory, "basis.dll"), .. arguments];
            var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = basis.Folder, RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("BASIS_", StringComparison.Ordinal)).ToList())
                start.Environment.Remove(name);
            foreach (var (name, value) in basis.Environment)
                start.Environment[name] = value;
            _process = Process.Start(start)!;
            _output = _process.StandardOutput.ReadToEndAsync();
            _errors = _process.StandardError.ReadToEndAsync();
        }

        public bool HasEnded => _process.HasExited;

        public void Interrupt()
        {
            using var kill = Process.Start("kill", ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            kill.WaitForExit();
            Assert.Equal(0, kill.ExitCode);
        }

        public Answer End()
        {
            if (!_process.WaitForExit(Patience))
                Assert.Fail($"basis {_told} did not end.");
            return new Answer(_process.ExitCode, _output.Result, _errors.Result);
        }

        public void Dispose()
        {
            if (!_process.HasExited)
                _process.Kill();
            _process.Dispose();
        }
    }
}

using System.Diagnostics;

namespace BasisActors.Host.Tests.CommandLine;

/// <summary>What a run of the command line answered.</summary>
internal sealed record Answer(int ExitCode, string Output, string Errors);

/// <summary>Runs the command line as a process of its own, in a folder of its own.</summary>
internal sealed class Basis : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public string Folder { get; } = Directory.CreateTempSubdirectory("basis-cli-").FullName;

    public string Results => Path.Combine(Folder, "results");

    public Answer Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "basis.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("BASIS_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(Patience))
        {
            process.Kill();
            Assert.Fail($"basis {string.Join(' ', arguments)} did not end.");
        }

        return new Answer(process.ExitCode, output, errors.Result);
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
}

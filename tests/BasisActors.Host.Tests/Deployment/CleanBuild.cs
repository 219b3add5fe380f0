using System.Diagnostics;
using BasisActors.Host.Tests.CommandLine;
using BasisActors.Host.Tests.Configuration;

namespace BasisActors.Host.Tests.Deployment;

/// <summary>What is in the repository, copied into an empty folder and built there by the steps of the Dockerfile.</summary>
public sealed class CleanBuild : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string _folder = Directory.CreateTempSubdirectory("basis-build-").FullName;

    public CleanBuild()
    {
        Directory.CreateDirectory(Source);
        var files = Run(ConfigFolder.Repository, "git", "ls-files", "-z").Output.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        foreach (var file in files.Where(f => File.Exists(Path.Combine(ConfigFolder.Repository, f))))
        {
            var copy = Path.Combine(Source, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(ConfigFolder.Repository, file), copy); // the right to be executed comes with it
        }

        Run(Source, "deploy/build.sh", "restore");
        Run(Source, "deploy/build.sh", "publish", Application);
    }

    /// <summary>The copy of the repository.</summary>
    public string Source => Path.Combine(_folder, "source");

    /// <summary>What the image has in <c>/app</c>.</summary>
    public string Application => Path.Combine(_folder, "app");

    /// <summary>An empty folder of this build's.</summary>
    public string Empty(string name) => Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;

    /// <summary>Runs a program to its end, which must be a good one.</summary>
    internal static Answer Run(string folder, string program, params string[] arguments)
    {
        var path = program.Contains('/', StringComparison.Ordinal) ? Path.Combine(folder, program) : program;
        using var process = Process.Start(new ProcessStartInfo(path, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', arguments)} did not end.");
        }

        var answer = new Answer(process.ExitCode, output.Result, errors.Result);
        Assert.True(answer.ExitCode == 0, $"{program} {string.Join(' ', arguments)} answered {answer.ExitCode}:\n{answer.Output}\n{answer.Errors}");
        return answer;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

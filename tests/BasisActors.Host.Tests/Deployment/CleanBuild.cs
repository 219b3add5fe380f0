using System.Diagnostics;
using BasisActors.Host.Tests.CommandLine;
using BasisActors.Host.Tests.Configuration;

namespace BasisActors.Host.Tests.Deployment;

/// <summary>The Dockerfile's first stage, carried out on this machine: its COPY and RUN lines, on what .dockerignore lets through, into an empty folder.</summary>
public sealed class CleanBuild : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly string _folder = Directory.CreateTempSubdirectory("basis-build-").FullName;

    public CleanBuild()
    {
        Directory.CreateDirectory(Source);
        var context = new BuildContext();
        var lines = File.ReadLines(Path.Combine(ConfigFolder.Repository, "Dockerfile")).Where(l => l.Length > 0 && l[0] != '#');
        foreach (var line in lines.SkipWhile(l => !l.EndsWith(" AS build", StringComparison.Ordinal)).Skip(1).TakeWhile(l => !l.StartsWith("FROM ", StringComparison.Ordinal)))
        {
            var words = line.Split(' ');
            switch (words[0])
            {
                case "WORKDIR":
                    Assert.Equal("/source", words[1]);
                    break;
                case "COPY":
                    context.Copy(words[1..^1], words[^1], Source);
                    break;
                case "RUN":
                    Run(Source, words[1], [.. words[2..].Select(w => w == "/app" ? Application : w)]);
                    break;
                default:
                    Assert.Fail($"This test does not know what to do with: {line}");
                    break;
            }
        }
    }

    /// <summary>What the image has in <c>/source</c>.</summary>
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

using System.ComponentModel;
using System.Diagnostics;

namespace BasisActors.Host.Tests;

/// <summary>A program of the machine, such as node or npm, run to its end by a test.</summary>
internal static class OutsideProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Null when there is no such program.</summary>
    public static async Task<Ended?> RunAsync(string folder, string program, (string Name, string Value)[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        try
        {
            using var process = Process.Start(start)!;
            using var patience = new CancellationTokenSource(Patience);
            try
            {
                var (said, complained) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
                await process.WaitForExitAsync(patience.Token);
                return new Ended(process.ExitCode, await said + await complained);
            }
            finally
            {
                if (!process.HasExited)
                    process.Kill(entireProcessTree: true);
            }
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <param name="ExitCode">0 when all was well.</param>
    /// <param name="Text">All that it printed.</param>
    public sealed record Ended(int ExitCode, string Text);
}

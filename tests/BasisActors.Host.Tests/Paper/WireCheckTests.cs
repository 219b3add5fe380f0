using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;
using BasisActors.Host.Tests.Configuration;
using BasisActors.Host.Tests.EventLog;
using Xunit.Abstractions;

namespace BasisActors.Host.Tests.Paper;

/// <summary>Clients of Bybit that others wrote (ccxt and bybit-api, from npm) against the paper exchange: what client and simulator of one hand agree about proves nothing.</summary>
public partial class WireCheckTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>What it takes to install the clients into a copy, without running anything they bring, and to give up soon where there is no network.</summary>
    private static readonly string[] Install =
        ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--fetch-retries=2", "--fetch-retry-factor=2", "--fetch-retry-mintimeout=500"];

    [Fact]
    public async Task Independent_clients_find_what_they_expect_of_bybit()
    {
        using var copy = new TemporaryDirectory();
        foreach (var file in new[] { "package.json", "package-lock.json", "bybit.mjs" })
            File.Copy(Path.Combine(ConfigFolder.Repository, "tests", "wire", file), Path.Combine(copy.Path, file));
        if (await RunAsync(copy.Path, "npm", Install) is not { } installed)
        {
            Missing("Node.js with npm is not on this machine. Install it to run this test; on Debian: apt-get install nodejs npm.");
            return;
        }

        if (installed.ExitCode != 0 && Unreachable().IsMatch(installed.Text))
        {
            Missing($"The npm registry cannot be reached: {installed.Text}");
            return;
        }

        Assert.True(installed.ExitCode == 0, installed.Text);
        using var paper = new PaperProcess("--funding-interval", "1s");
        using var client = await paper.ClientAsync();

        var check = await RunAsync(copy.Path, "node", "bybit.mjs", client.BaseAddress!.GetLeftPart(UriPartial.Authority));

        output.WriteLine(check!.Text);
        Assert.True(check.ExitCode == 0, check.Text);
        Assert.Contains(" checks, 0 failed", check.Text, StringComparison.Ordinal);
    }

    /// <summary>npm's codes for a registry that does not answer.</summary>
    [GeneratedRegex(@"\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED)\b")]
    private static partial Regex Unreachable();

    /// <summary>Null when there is no such program.</summary>
    private static async Task<Ended?> RunAsync(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
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

    /// <summary>The test then has nothing to say. With CI=true it fails.</summary>
    private void Missing(string message)
    {
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
            Assert.Fail(message);
        output.WriteLine(message);
    }

    private sealed record Ended(int ExitCode, string Text);
}

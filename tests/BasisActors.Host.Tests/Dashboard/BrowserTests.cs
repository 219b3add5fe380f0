using System.Text.RegularExpressions;
using BasisActors.Host.Http;
using BasisActors.Host.Tests.Configuration;
using BasisActors.Host.Tests.EventLog;
using Xunit.Abstractions;

namespace BasisActors.Host.Tests.Dashboard;

/// <summary>
/// The first steps of a newcomer (README) in Chromium, by mouse at 1280 px and by keyboard at 390 px: log in, run a backtest from the form, look at a paper live run, halt and
/// resume it. What was seen is kept in the folder of BASIS_SCREENSHOTS, else in artifacts/screenshots.
/// </summary>
public sealed partial class BrowserTests(ITestOutputHelper output)
{
    private const string Run = "paper_run";
    private static readonly string[] Browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    [Fact]
    public async Task A_newcomer_finds_the_way()
    {
        if (Browsers.FirstOrDefault(File.Exists) is not { } browser)
        {
            Missing("Chromium is not on this machine. Install it to run this test; on Debian: apt-get install chromium.");
            return;
        }

        using var copy = new TemporaryDirectory();
        var installing = InstallAsync(copy.Path);
        using var host = new BuiltHost();
        var paper = await host.StartAsync("paper exchange on ", "paper", "--port", "0", "--speed", "3600", "--funding-interval", "30s");
        var address = (await host.StartAsync("HTTP at ", "host", "--runs", host.Runs, "--results", host.Results, "--http", "http://127.0.0.1:0")).TrimEnd('/');
        await host.StartAsync(
            "is handed to the host", "live", "--mode", "btc_basis", "--id", Run, "--runs", host.Runs, "--paper", paper, "--every", "1s", "--set", "spot_venue=bybit", "--set", "hedge_venues=bybit", "--set", "hedge_allocation=bybit:1",
            "--set", "funding_entry_threshold=-1", "--set", "funding_exit_threshold=-1");
        if (await installing is { } missing)
        {
            Missing(missing);
            return;
        }

        var check = await OutsideProgram.RunAsync(
            Path.Combine(copy.Path, "browser"), "node", [(ApiKeys.Variable(ApiRole.Operate), host.OperateKey), (ApiKeys.Variable(ApiRole.Read), host.ReadKey)],
            "dashboard.mjs", browser, address, Run, Screenshots());

        output.WriteLine(check!.Text);
        Assert.True(check.ExitCode == 0, check.Text);
        Assert.Contains(" checks, 0 failed", check.Text, StringComparison.Ordinal);
    }

    /// <summary>npm's codes for a registry that does not answer.</summary>
    [GeneratedRegex(@"\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED)\b")]
    private static partial Regex Unreachable();

    private static string Screenshots() =>
        Environment.GetEnvironmentVariable("BASIS_SCREENSHOTS") is { Length: > 0 } folder ? Path.GetFullPath(folder) : Path.Combine(ConfigFolder.Repository, "artifacts", "screenshots");

    /// <summary>Copies the scripts and installs what they need, without running anything that it brings.</summary>
    /// <returns>Why they cannot be run; null when they can.</returns>
    private static async Task<string?> InstallAsync(string copy)
    {
        foreach (var file in new[] { "wire/checks.mjs", "browser/browser.mjs", "browser/dashboard.mjs", "browser/package.json", "browser/package-lock.json" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(copy, file))!);
            File.Copy(Path.Combine(ConfigFolder.Repository, "tests", file), Path.Combine(copy, file));
        }

        var installed = await OutsideProgram.RunAsync(
            Path.Combine(copy, "browser"), "npm", [], "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--fetch-retries=2", "--fetch-retry-factor=2", "--fetch-retry-mintimeout=500");
        if (installed is null)
            return "Node.js with npm is not on this machine. Install it to run this test; on Debian: apt-get install nodejs npm.";
        if (installed.ExitCode != 0 && Unreachable().IsMatch(installed.Text))
            return $"The npm registry cannot be reached: {installed.Text}";
        Assert.True(installed.ExitCode == 0, installed.Text);
        return null;
    }

    /// <summary>The test then has nothing to say. With CI=true it fails.</summary>
    private void Missing(string message)
    {
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
            Assert.Fail(message);
        output.WriteLine(message);
    }
}

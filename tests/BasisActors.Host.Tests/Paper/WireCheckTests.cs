using System.Text.RegularExpressions;
using BasisActors.Host.Tests.Configuration;
using BasisActors.Host.Tests.EventLog;
using Xunit.Abstractions;

namespace BasisActors.Host.Tests.Paper;

/// <summary>
/// Clients that others wrote (ccxt, one more for each exchange and Binance's own, from npm) against the paper exchange: what client and simulator of one hand agree about proves
/// nothing. They are installed once for all.
/// </summary>
public partial class WireCheckTests(WireCheckTests.Clients clients, ITestOutputHelper output) : IClassFixture<WireCheckTests.Clients>
{
    [Theory]
    [InlineData("binance.mjs")]
    [InlineData("binance-official.mjs")]
    [InlineData("bybit.mjs")]
    [InlineData("okx.mjs")]
    public async Task Independent_clients_find_what_they_expect(string script)
    {
        if (clients.Missing is { } missing)
        {
            Missing(missing);
            return;
        }

        var check = await OutsideProgram.RunAsync(clients.Folder, "node", [], script, clients.Paper!.GetLeftPart(UriPartial.Authority));

        output.WriteLine(check!.Text);
        Assert.True(check.ExitCode == 0, check.Text);
        Assert.Contains(" checks, 0 failed", check.Text, StringComparison.Ordinal);
    }

    /// <summary>npm's codes for a registry that does not answer.</summary>
    [GeneratedRegex(@"\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED)\b")]
    private static partial Regex Unreachable();

    /// <summary>The test then has nothing to say. With CI=true it fails.</summary>
    private void Missing(string message)
    {
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
            Assert.Fail(message);
        output.WriteLine(message);
    }

    /// <summary>A copy with the clients installed, without running anything they bring, and an exchange for them.</summary>
    public sealed class Clients : IAsyncLifetime
    {
        /// <summary>It gives up soon where there is no network.</summary>
        private static readonly string[] Install =
            ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--fetch-retries=2", "--fetch-retry-factor=2", "--fetch-retry-mintimeout=500"];

        private readonly TemporaryDirectory _copy = new();
        private PaperProcess? _paper;

        /// <summary>Why nothing can be checked; null when it can.</summary>
        public string? Missing { get; private set; }

        public string Folder => _copy.Path;

        public Uri? Paper { get; private set; }

        public async Task InitializeAsync()
        {
            foreach (var file in Directory.GetFiles(Path.Combine(ConfigFolder.Repository, "tests", "wire")))
                File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)));
            _paper = new PaperProcess("--funding-interval", "1s"); // starts while they are installed
            var installed = await OutsideProgram.RunAsync(Folder, "npm", [], Install);
            if (installed is null)
                Missing = "Node.js with npm is not on this machine. Install it to run this test; on Debian: apt-get install nodejs npm.";
            else if (installed.ExitCode != 0 && Unreachable().IsMatch(installed.Text))
                Missing = $"The npm registry cannot be reached: {installed.Text}";
            else
                Assert.True(installed.ExitCode == 0, installed.Text);
            using var client = await _paper.ClientAsync();
            Paper = client.BaseAddress;
        }

        public Task DisposeAsync()
        {
            _paper?.Dispose();
            _copy.Dispose();
            return Task.CompletedTask;
        }
    }
}

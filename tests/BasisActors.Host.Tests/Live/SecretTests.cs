using System.Collections.Concurrent;
using System.Text;
using BasisActors.Host.Live;
using BasisActors.Host.Tests.EventLog;
using BasisActors.Host.Tests.Paper;

namespace BasisActors.Host.Tests.Live;

/// <summary>
/// A run with all three locks open, on accounts with secrets of their own. The exchange is the paper one, at the address that the environment names: nothing leaves
/// the machine. Whatever the run, its failures and its crash wrote is searched for the secrets.
/// </summary>
public sealed class SecretTests : IDisposable
{
    private const string Key = "KEYq7Zr1", Secret = "SECRETw8Xt2", Passphrase = "PASSn5Vb3";

    private readonly TemporaryDirectory _folder = new();
    private readonly ConcurrentQueue<string> _printed = new();

    [Fact]
    public async Task Nothing_that_a_run_writes_has_a_secret_in_it()
    {
        using var paper = new PaperProcess(
            new Dictionary<string, string> { ["THE_SECRET"] = Secret, ["THE_PASSPHRASE"] = Passphrase },
            "--key", Key, "--secret-env", "THE_SECRET", "--passphrase-env", "THE_PASSPHRASE", "--speed", "3600", "--funding-interval", "2s");
        using var http = await paper.ClientAsync();
        var open = Open(http.BaseAddress!);

        File.WriteAllText(_folder.File("file"), "");
        await Task.WhenAll( // each is refused, or crashes, before it touches the run
            FailsAsync("LT-008", open.Remove("BASIS_LIVE_TRADING__ENABLED"), http, exitCode: 1),
            FailsAsync("BASIS_DEV__CEX__OKX_PASSPHRASE", open.With("BASIS_DEV__CEX__OKX_PASSPHRASE", "changeme"), http, exitCode: 1),
            FailsAsync("internal error", open, http, exitCode: 5, runs: _folder.File("file")),
            TradeAsync(open, http));
        await FailsAsync("EXI-004", open.With("BASIS_DEV__CEX__BYBIT_API_SECRET", Secret + "-wrong"), http, exitCode: 1);

        var written = Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories);
        Assert.Contains(written, f => f.EndsWith("journal.db", StringComparison.Ordinal));
        Assert.Contains(written, f => f.EndsWith("cex_execution_events.jsonl", StringComparison.Ordinal));
        Assert.Equal(5, _printed.Count);
        foreach (var secret in new[] { Key, Secret, Passphrase })
        {
            Assert.All(_printed, p => Assert.DoesNotContain(secret, p, StringComparison.Ordinal));
            Assert.All(written, f => Assert.False(File.ReadAllBytes(f).AsSpan().IndexOf(Encoding.ASCII.GetBytes(secret)) >= 0, $"{f} has {secret}"));
        }
    }

    public void Dispose() => _folder.Dispose();

    private static Variables Open(Uri address) => new(new Dictionary<string, string>
    {
        ["BASIS_EXECUTION_MODE"] = "live",
        ["BASIS_LIVE_TRADING__ENABLED"] = "true",
        ["BASIS_LIVE_TRADING__READ_ONLY"] = "false",
        ["BASIS_LIVE_TRADING__MAX_TRADE_SIZE_USD"] = "1000000",
        ["BASIS_DEV__CEX__BYBIT_API_KEY"] = Key,
        ["BASIS_DEV__CEX__BYBIT_API_SECRET"] = Secret,
        ["BASIS_DEV__CEX__BYBIT_URL"] = address.ToString(),
        ["BASIS_DEV__CEX__OKX_API_KEY"] = Key,
        ["BASIS_DEV__CEX__OKX_API_SECRET"] = Secret,
        ["BASIS_DEV__CEX__OKX_PASSPHRASE"] = Passphrase,
        ["BASIS_DEV__CEX__OKX_URL"] = address.ToString(),
    });

    private BasisProcess Start(Variables environment, HttpClient http, string? runs) => new(
        null, environment.All,
        [
            "live", "--mode", "btc_basis", "--id", "run", "--paper", http.BaseAddress!.ToString(), "--every", "1s", "--runs", runs ?? _folder.Path, "--live",
            "--set", "spot_venue=bybit", "--set", "hedge_venues=bybit,okx", "--set", "hedge_allocation=bybit:0.5,okx:0.5", "--set", "funding_entry_threshold=-1", "--set", "funding_exit_threshold=-1",
        ]);

    private async Task TradeAsync(Variables environment, HttpClient http)
    {
        using var run = Start(environment, http, runs: null);
        Assert.True(await run.SaysAsync("on the accounts of DEV"), run.Output);
        Assert.True(await run.SaysAsync("tick 0 "), run.Output);
        run.Kill();
        _printed.Enqueue(run.Output);
        Assert.True(LiveStatusFile.Read(_folder.File("run", "status.json"))!.Orders >= 5); // transfers to two exchanges, coins, two shorts
    }

    private async Task FailsAsync(string says, Variables environment, HttpClient http, int exitCode, string? runs = null)
    {
        using var run = Start(environment, http, runs);
        Assert.True(await run.EndAsync() == exitCode, run.Output);
        Assert.Contains(says, run.Output, StringComparison.Ordinal);
        _printed.Enqueue(run.Output);
    }

    private sealed record Variables(IReadOnlyDictionary<string, string> All)
    {
        public Variables Remove(string name) => new(All.Where(v => v.Key != name).ToDictionary());

        public Variables With(string name, string value) => new(new Dictionary<string, string>(All) { [name] = value });
    }
}

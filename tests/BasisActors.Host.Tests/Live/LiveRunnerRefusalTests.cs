using System.Net;
using BasisActors.Domain.Errors;
using BasisActors.Host.Configuration;
using BasisActors.Host.Live;
using BasisActors.Host.Tests.Configuration;
using BasisActors.Host.Tests.EventLog;

namespace BasisActors.Host.Tests.Live;

/// <summary>What a live run is refused for before its first tick.</summary>
public sealed class LiveRunnerRefusalTests : IDisposable
{
    private static readonly string[] OnBybit = ["costs.gas=false", "spot_venue=bybit", "hedge_venues=bybit", "hedge_allocation=bybit:1"];

    private readonly TemporaryDirectory _folder = new();
    private readonly Unfunded _bank = new();
    private readonly HttpClient _http;
    private readonly List<string> _said = [];

    public LiveRunnerRefusalTests() => _http = new HttpClient(_bank) { BaseAddress = new Uri("http://127.0.0.1:1") };

    [Fact]
    public async Task A_run_is_not_taken_up_with_another_configuration()
    {
        // The first start stores how the run began and stops where its capital should come from; nothing runs in this test.
        Assert.Equal("EXEC-002", (await RefusalAsync(OnBybit)).Code);

        var refusal = await RefusalAsync([.. OnBybit, "target_apy=0.07"]);

        Assert.Equal(("LTS-002", "run"), (refusal.Code, refusal.Where));
        Assert.Equal(1, _bank.Asked); // no money is moved for a run that is refused
    }

    [Fact]
    public async Task A_run_is_not_taken_up_as_another_mode()
    {
        await RefusalAsync(OnBybit);

        Assert.Equal("LTS-002", (await RefusalAsync(OnBybit, mode: "eth_basis")).Code);
    }

    [Fact]
    public async Task A_run_on_paper_is_not_taken_up_on_real_accounts()
    {
        await RefusalAsync(OnBybit);

        var refusal = await RefusalAsync(OnBybit, accounts: "PROD");

        Assert.Equal("LTS-002", refusal.Code);
        Assert.Contains("on the accounts of PROD", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_is_taken_up_with_the_configuration_it_was_begun_with()
    {
        await RefusalAsync(OnBybit);

        Assert.Equal("EXEC-002", (await RefusalAsync(OnBybit)).Code);
        Assert.Equal(2, _bank.Asked);
    }

    [Fact]
    public async Task A_run_that_is_taken_up_with_another_interval_keeps_its_own_and_says_so()
    {
        await RefusalAsync(OnBybit);
        Assert.DoesNotContain(_said, s => s.Contains("--every", StringComparison.Ordinal));

        await RefusalAsync(OnBybit, everySeconds: 60);

        Assert.Contains("run was begun with a tick every 30 s and goes on with that; --every is for a new run.", _said);
    }

    [Fact]
    public async Task A_second_process_on_the_same_run_is_refused_and_one_on_another_run_is_not()
    {
        var run = Directory.CreateDirectory(_folder.File("run"));
        await using var other = new FileStream(Path.Combine(run.FullName, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

        Assert.Equal("LTS-001", (await RefusalAsync(OnBybit)).Code);
        Assert.Equal("EXEC-002", (await RefusalAsync(OnBybit, id: "another")).Code);
    }

    [Theory]
    [InlineData("pure_lending")]
    [InlineData("eth_leveraged")]
    public async Task A_mode_that_needs_a_chain_is_refused(string mode)
    {
        var refusal = await RefusalAsync(["costs.gas=false"], mode);

        Assert.Equal(("VIF-002", "--mode"), (refusal.Code, refusal.Where));
        Assert.Equal(0, _bank.Asked);
    }

    public void Dispose()
    {
        _http.Dispose();
        _bank.Dispose();
        _folder.Dispose();
    }

    private async Task<BasisError> RefusalAsync(string[] sets, string mode = "btc_basis", string id = "run", string? accounts = null, int everySeconds = 30)
    {
        var loaded = new ConfigurationSource(ConfigFolder.Shipped, new Dictionary<string, string>()).Load(mode, sets);
        var configuration = Assert.IsType<ConfigurationResult.Valid>(loaded).Configuration;
        var request = new LiveRequest { Mode = mode, Id = id, Paper = _http.BaseAddress!, Interval = TimeSpan.FromSeconds(everySeconds), Directory = _folder.Path, Accounts = accounts };
        var runner = new LiveRunner(venue => new FakeExchange(venue.Name), new FixedTime(new DateTimeOffset(2026, 3, 1, 0, 0, 10, TimeSpan.Zero))) { Say = _said.Add };
        var wallet = new PaperWallet(_http, "paper", configuration.Run.PositionSubscriptions, configuration.Run.Currency);
        return (await Assert.ThrowsAsync<BasisException>(() => runner.RunAsync(request, configuration, wallet, _ => { }, CancellationToken.None))).Error;
    }

    /// <summary>A paper exchange that gives nobody money.</summary>
    private sealed class Unfunded : HttpMessageHandler
    {
        public int Asked { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked++;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.Forbidden));
        }
    }
}

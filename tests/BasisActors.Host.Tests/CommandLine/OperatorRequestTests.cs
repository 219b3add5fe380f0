using System.Collections.Immutable;
using BasisActors.Actors.Live;
using BasisActors.Host.Live;

namespace BasisActors.Host.Tests.CommandLine;

/// <summary>What an operator is told of a run that does not take requests now, or never again.</summary>
public sealed class OperatorRequestTests : IDisposable
{
    private readonly Basis _basis = new();

    private string Run => Path.Combine(_basis.Folder, "live", "run");

    [Fact]
    public void A_request_to_a_run_whose_process_is_gone_stays_for_its_next_start_and_says_so()
    {
        Leaves("running");

        var answer = _basis.Run("deposit", "--id", "run", "--amount", "20000");

        Assert.Equal((0, ""), (answer.ExitCode, answer.Errors));
        Assert.Contains("left for run, which is not running", answer.Output, StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateFiles(Path.Combine(Run, "inbox"), "*.json"));
        Assert.Contains("not running", _basis.Run("status").Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_before_its_first_tick_has_a_status()
    {
        Directory.CreateDirectory(Run);
        await using var held = await RunLock.TakeAsync(Run, TimeProvider.System, CancellationToken.None);

        var answer = _basis.Run("status");

        Assert.Equal((0, "run: running; its first tick is not done"), (answer.ExitCode, answer.Output.Trim()));
    }

    [Fact]
    public void A_run_that_is_over_takes_no_money()
    {
        Leaves("halted");

        var answer = _basis.Run("deposit", "--id", "run", "--amount", "20000");

        Assert.Equal(1, answer.ExitCode);
        Assert.StartsWith("LT-012: run is over", answer.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(Run, "inbox")));
    }

    [Theory]
    [InlineData("bybit", "1", "--position")]
    [InlineData("bybit:BaseToken:USDT", "0", "--amount")]
    [InlineData("bybit:BaseToken:USDT", "much", "--amount")]
    public void An_adjustment_that_is_none_is_wrong_usage(string position, string amount, string where)
    {
        Leaves("running");

        var answer = _basis.Run("adjust", "--id", "run", "--position", position, "--amount", amount, "--note", "n");

        Assert.Equal(2, answer.ExitCode);
        Assert.StartsWith("BTS-002: ", answer.Errors, StringComparison.Ordinal);
        Assert.Contains($"[{where}]", answer.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void More_than_there_is_is_not_paid()
    {
        Leaves("running");

        Assert.StartsWith("LT-013: 1.5 is more than the equity of 1", _basis.Run("withdraw", "--id", "run", "--amount", "1.5").Errors, StringComparison.Ordinal);
        Assert.Equal(0, _basis.Run("withdraw", "--id", "run", "--amount", "0.75").ExitCode);
        Assert.StartsWith("LT-013: 0.5 is more than", _basis.Run("withdraw", "--id", "run", "--amount", "0.5").Errors, StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateFiles(Path.Combine(Run, "inbox"), "*.json"));
    }

    [Fact]
    public void A_run_whose_process_is_gone_is_down_and_is_not_stopped()
    {
        Leaves("running");

        Assert.Contains("\"state\": \"down\"", _basis.Run("status", "--json").Output, StringComparison.Ordinal);
        var answer = _basis.Run("stop", "--id", "run");
        Assert.Equal(1, answer.ExitCode);
        Assert.StartsWith("LT-012: run is not up: it is down.", answer.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(Run, "inbox")));
    }

    [Fact]
    public void A_start_forgets_a_stop_that_was_left_before_it_and_says_that_there_is_no_paper_exchange()
    {
        Leaves("cancelled");
        LiveInbox.Leave(Path.Combine(Run, "inbox"), new OperatorRequest("1", OperatorRequestKind.Stop, 0));
        LiveInbox.Leave(Path.Combine(Run, "inbox"), new OperatorRequest("2", OperatorRequestKind.Halt, 0));

        var answer = _basis.Run("live", "--mode", "btc_basis", "--id", "run", "--paper", "http://127.0.0.1:9");

        Assert.Equal(3, answer.ExitCode);
        Assert.StartsWith("EXEC-002: The paper exchange does not answer", answer.Errors, StringComparison.Ordinal);
        Assert.Equal("2.json", Path.GetFileName(Assert.Single(Directory.EnumerateFiles(Path.Combine(Run, "inbox")))));
    }

    [Fact]
    public void A_name_does_not_lead_out_of_the_folder()
    {
        var answer = _basis.Run("halt", "--id", "..");

        Assert.Equal(2, answer.ExitCode);
        Assert.StartsWith("BTS-002: '..' is not a name", answer.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _basis.Dispose();

    /// <summary>What a process leaves that ends while its run is in a state.</summary>
    private void Leaves(string state)
    {
        Directory.CreateDirectory(Run);
        File.WriteAllBytes(Path.Combine(Run, "lock"), []);
        new LiveStatusFile(Path.Combine(Run, "status.json")).Write(new LiveStatus
        {
            Run = "run",
            Mode = "btc_basis",
            State = state,
            Tick = 7,
            At = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero),
            Equity = 1,
            Delta = 0,
            Action = "SellDust",
            Reason = "hold",
            Stale = false,
            Orders = 0,
            Positions = ImmutableSortedDictionary<string, decimal>.Empty,
            MarginRatios = ImmutableSortedDictionary<string, decimal?>.Empty,
            NextFunding = ImmutableSortedDictionary<string, DateTimeOffset>.Empty,
        });
    }
}

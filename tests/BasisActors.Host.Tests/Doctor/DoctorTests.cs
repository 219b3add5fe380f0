using System.Text.Json;
using BasisActors.Data.Databases;
using BasisActors.Host.Tests.CommandLine;
using BasisActors.Host.Tests.Paper;
using BasisActors.Tests;
using Npgsql;
using Xunit.Abstractions;

namespace BasisActors.Host.Tests.Doctor;

/// <summary>`basis doctor` and `basis health` as processes, with the paper exchange and PostgreSQL beside them.</summary>
public sealed class DoctorTests(PostgresServer server, ITestOutputHelper output) : IClassFixture<PostgresServer>, IDisposable
{
    private const string Secret = "SECRETh7Yq2", Key = "KEYb5Wn9";

    private readonly Basis _basis = new();

    public void Dispose() => _basis.Dispose();

    [Fact]
    public async Task What_is_there_and_safe_is_ok()
    {
        using var paper = new PaperProcess("--key", "paper", "--key", Key);
        using var http = await paper.ClientAsync();
        Keys(_basis);
        foreach (var venue in new[] { "BYBIT", "OKX", "BINANCE" }) // the paper exchange, reached as if it were a real one
        {
            var prefix = $"BASIS_DEV__CEX__{venue}_";
            (_basis.Environment[prefix + "URL"], _basis.Environment[prefix + "API_KEY"], _basis.Environment[prefix + "API_SECRET"]) = (http.BaseAddress!.ToString(), Key, "paper");
        }

        _basis.Environment["BASIS_DEV__CEX__OKX_PASSPHRASE"] = "paper";

        var (exitCode, checks) = Examine("--paper", http.BaseAddress!.ToString());

        Assert.Equal(0, exitCode);
        Assert.DoesNotContain(checks, c => c.Result is "failed" or "warning");
        string[] expected =
        [
            "configuration all modes", "disk live", "database SQLite", "exchange binance", "exchange bybit", "exchange okx", "clock binance", "clock bybit", "clock okx", "key binance", "key bybit", "key okx",
            "api key environment",
        ];
        Assert.All(expected, e => Assert.Contains(checks, c => c.Result == "ok" && $"{c.Check} {c.Subject}".StartsWith(e, StringComparison.Ordinal)));
        Assert.Equal(12, checks.Count(c => c.Check == "key")); // three exchanges, on paper and as real ones: trade, withdraw
        Assert.Empty(Directory.EnumerateFileSystemEntries(_basis.Folder)); // nothing is left behind
        Assert.Equal((0, "ready\n"), _basis.Run("health", $"{http.BaseAddress}paper/state") is var healthy ? (healthy.ExitCode, healthy.Output) : default);
    }

    [Fact]
    public async Task A_key_that_may_withdraw_and_one_that_is_not_taken_are_failed_checks_and_no_secret_is_told()
    {
        using var paper = new PaperProcess(new Dictionary<string, string> { ["THE_SECRET"] = Secret }, "--keys-withdraw", "--key", Key, "--secret-env", "THE_SECRET");
        using var http = await paper.ClientAsync();
        foreach (var (venue, secret) in new[] { ("BYBIT", Secret), ("BINANCE", Secret), ("OKX", Secret + "-wrong") })
        {
            var prefix = $"BASIS_DEV__CEX__{venue}_";
            (_basis.Environment[prefix + "URL"], _basis.Environment[prefix + "API_KEY"], _basis.Environment[prefix + "API_SECRET"]) = (http.BaseAddress!.ToString(), Key, secret);
        }

        _basis.Environment["BASIS_DEV__CEX__OKX_PASSPHRASE"] = "paper";

        var (exitCode, checks) = Examine();

        Assert.Equal(1, exitCode);
        Assert.Equal(
            [("binance", "may withdraw"), ("bybit", "may withdraw")],
            checks.Where(c => c is { Check: "key", Result: "failed", Code: null }).Select(c => (c.Subject, c.Found)));
        Assert.Equal(("key", "okx"), checks.Single(c => c.Code == "EXI-004") is var refused ? (refused.Check, refused.Subject) : default);
        var table = _basis.Run("doctor");
        Assert.Contains("may withdraw", table.Output, StringComparison.Ordinal);
        foreach (var secret in new[] { Key, Secret })
            Assert.DoesNotContain(secret, table.Output + table.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void PostgreSQL_is_asked_whether_it_takes_a_journal()
    {
        if (server.NewDatabase(output) is not { } connection)
            return;
        File.WriteAllText(Path.Combine(_basis.Folder, "journal"), connection + "\n");
        _basis.Environment["BASIS_JOURNAL_FILE"] = "journal";

        var found = Examine().Checks.Single(c => c.Check == "database");

        Assert.Equal("warning", found.Result); // the server of the tests runs with fsync off, which must not pass
        Assert.Contains("fsync = off", found.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_of_PostgreSQL_who_may_make_no_table_is_a_failed_check()
    {
        if (server.NewDatabase(output) is not { } connection)
            return;
        await using (var database = new NpgsqlConnection(PostgresUri.Parse(connection).ConnectionString))
        {
            await database.OpenAsync();
            await using var command = new NpgsqlCommand("CREATE ROLE watcher LOGIN; REVOKE CREATE ON SCHEMA public FROM PUBLIC", database);
            await command.ExecuteNonQueryAsync();
        }

        _basis.Environment["BASIS_JOURNAL"] = connection.Replace("//basis@", "//watcher@", StringComparison.Ordinal);

        var found = Examine().Checks.Single(c => c.Check == "database");

        Assert.Equal(("failed", "RST-003"), (found.Result, found.Code));
        Assert.Contains("permission denied", found.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BASIS_JOURNAL", "postgres://basis:hidden-word@127.0.0.1:1/none", "database", "RST-003")]
    [InlineData("BASIS_JOURNAL", "Host=127.0.0.1;Password=hidden-word;Port=hidden-word", "database", "CFG-002")]
    [InlineData("BASIS_JOURNAL_FILE", "not-here", "database", "CFG-002")]
    [InlineData("BASIS__REBALANCE_THRESHOLD", "2", "configuration", "CFG-005")]
    [InlineData("BASIS_API__OPERATE_KEY", "hidden-word", "api key", "API-001")]
    [InlineData("BASIS_API__OPERATE_KEY_FILE", "not-here", "api key", "API-001")]
    [InlineData("BASIS_ALERTS__WEBHOOK_URL", "http://elsewhere.example/hidden-word", "alerts", "CFG-002")]
    [InlineData("BASIS_DEV__CEX__OKX_URL", "https://127.0.0.1:1", "exchange", "VIM-004")]
    [InlineData("BASIS_ENVIRONMENT", "moon", "exchange", "CFG-002")]
    public void What_is_wrong_is_a_failed_check_with_its_code(string variable, string value, string check, string code)
    {
        _basis.Environment[variable] = value;

        var (exitCode, checks) = Examine();

        Assert.Equal(1, exitCode);
        Assert.All(checks.Where(c => c.Result == "failed"), c => Assert.Equal((check, code), (c.Check, c.Code)));
        Assert.Contains(checks, c => c.Result == "failed");
        Assert.All(checks, c => Assert.DoesNotContain("hidden-word", c.Found + c.Resolution, StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_that_takes_no_files_is_a_failed_check()
    {
        var (exitCode, checks) = Examine("--results", "/proc/nowhere");

        Assert.Equal((1, "disk", "RST-001"), checks.Single(c => c.Result == "failed") is var failed ? (exitCode, failed.Check, failed.Code) : default);
    }

    [Fact]
    public void A_wrong_request_is_one_error()
    {
        var answer = _basis.Run("doctor", "--paper", "https://exchange.example");
        Assert.Equal((2, ""), (answer.ExitCode, answer.Output));
        Assert.StartsWith("BTS-002: ", answer.Errors, StringComparison.Ordinal);

        Assert.Equal(2, _basis.Run("health", "ftp://host").ExitCode);
        var away = _basis.Run("health", "http://127.0.0.1:1/healthz/ready");
        Assert.Equal((1, ""), (away.ExitCode, away.Output));
        Assert.Single(away.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static void Keys(Basis basis)
    {
        foreach (var (role, letter) in new[] { ("READ", 'r'), ("OPERATE", 'o'), ("ADMIN", 'a') })
            basis.Environment[$"BASIS_API__{role}_KEY"] = new string(letter, 32);
    }

    private (int ExitCode, List<Seen> Checks) Examine(params string[] more)
    {
        var answer = _basis.Run(["doctor", "--json", .. more]);
        using var document = JsonDocument.Parse(answer.Output);
        List<Seen> checks = [.. document.RootElement.GetProperty("checks").EnumerateArray().Select(c => new Seen(
            c.GetProperty("check").GetString()!, c.GetProperty("subject").GetString()!, c.GetProperty("result").GetString()!, c.GetProperty("code").GetString(),
            c.GetProperty("finding").GetString()!, c.GetProperty("resolution").GetString()))];
        var worst = checks.Any(c => c.Result == "failed") ? "failed" : checks.Any(c => c.Result == "warning") ? "warning" : "ok";
        Assert.Equal(worst, document.RootElement.GetProperty("status").GetString());
        Assert.All(checks, c => Assert.True(c.Result is "ok" or "not_applicable" || c.Resolution is { Length: > 0 }, $"{c} says not what to do"));
        return (answer.ExitCode, checks);
    }

    private sealed record Seen(string Check, string Subject, string Result, string? Code, string Found, string? Resolution);
}

using System.Text.Json;
using BasisActors.Data;
using BasisActors.Domain.Strategies;
using BasisActors.Host.Configuration;
using BasisActors.Tests;
using Xunit.Abstractions;

namespace BasisActors.Host.Tests.CommandLine;

/// <summary>Market data in a database on the command line (S-032).</summary>
public sealed class DatabaseTests(PostgresServer server, ITestOutputHelper output) : IClassFixture<PostgresServer>, IDisposable
{
    private readonly Basis _basis = new();

    public void Dispose() => _basis.Dispose();

    [Fact]
    public void The_same_journal_comes_from_files_and_from_every_database()
    {
        var sample = Sample();
        var databases = Databases();
        foreach (var database in databases)
            Assert.Equal((0, ""), Told(_basis.Run("data", "import", "--from", sample, "--to", database)));

        foreach (var mode in new[] { "pure_lending", "btc_basis" })
        {
            var expected = Backtest(mode, sample, "2024-06-01", "2024-06-20");
            Assert.All(databases, database => Assert.Equal(expected, BacktestOn(database, mode, "2024-06-01", "2024-06-20")));
        }
    }

    [Fact]
    public void The_same_journal_comes_from_real_files_and_from_every_database()
    {
        if (RealData.Find(output) is not { } real)
            return;
        var databases = Databases();
        foreach (var database in databases)
            Assert.Equal((0, ""), Told(_basis.Run("data", "import", "--from", real, "--to", database)));

        foreach (var mode in new[] { "pure_lending", "btc_basis" })
        {
            var expected = Backtest(mode, real, "2024-08-01", "2024-10-01");
            Assert.All(databases, database => Assert.Equal(expected, BacktestOn(database, mode, "2024-08-01", "2024-10-01")));
        }
    }

    [Fact]
    public void An_import_has_every_series_that_a_mode_asks_for()
    {
        var sample = Sample();
        var database = Path.Combine(_basis.Folder, "market.db");
        Assert.Equal((0, ""), Told(_basis.Run("data", "import", "--from", sample, "--to", database)));
        var source = new ConfigurationSource(Path.Combine(AppContext.BaseDirectory, "configs"), new Dictionary<string, string>());
        var series = source.Modes.Select(mode => Assert.IsType<ConfigurationResult.Valid>(source.Load(mode, [])).Configuration.Run)
            .SelectMany(run => StrategyFactory.Requirements(run).Required)
            .Distinct().ToList();

        Assert.NotEmpty(series);
        Assert.All(series, key => Assert.Equal((key, CsvMarketData.Has(sample, key)), (key, DatabaseMarketData.Has(database, key))));
    }

    [Fact]
    public void An_import_shows_what_it_wrote_and_a_second_one_that_there_was_nothing_to_do()
    {
        var data = Lending("1.0");

        var first = _basis.Run("data", "import", "--from", data, "--to", "market.db");
        var second = _basis.Run("data", "import", "--from", data, "--to", "sqlite:market.db");
        _ = Lending("1.5");
        var third = _basis.Run("data", "import", "--from", data, "--to", "Data Source=market.db");

        Assert.Equal([(0, ""), (0, ""), (0, "")], new[] { first, second, third }.Select(Told));
        Assert.Contains("written", first.Output, StringComparison.Ordinal);
        Assert.EndsWith("market.db: 1 of 1 files, 2 rows written\n", first.Output, StringComparison.Ordinal);
        Assert.Contains("unchanged", second.Output, StringComparison.Ordinal);
        Assert.EndsWith("market.db: nothing to do, it has all of this already\n", second.Output, StringComparison.Ordinal);
        Assert.Contains("replaced", third.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupting_an_import_leaves_the_database_as_it_was()
    {
        if (!OperatingSystem.IsLinux())
            return; // elsewhere there is no such signal, or no way to undo that a parent ignores it

        var database = Path.Combine(_basis.Folder, "market.db");
        Assert.Equal(0, _basis.Run("data", "import", "--from", Sample(), "--to", database).ExitCode);
        var before = await File.ReadAllBytesAsync(database);
        Assert.Equal(0, _basis.Run("sample", "--out", "other", "--seed", "9").ExitCode);

        // What is about to be replaced goes to the journal first.
        var answer = await _basis.InterruptAsync("market.db-journal", "data", "import", "--from", "other", "--to", database);

        Assert.Equal((1, "cancelled; the database is as it was\n"), Told(answer));
        Assert.Equal(before, await File.ReadAllBytesAsync(database));
    }

    [Theory]
    [InlineData(2, "BTS-002", "mysql://me:secret@127.0.0.1/market")]
    [InlineData(2, "BTS-002", "Catalog=market;Password=secret")]
    [InlineData(3, "DPR-001/DATA-001", "no/such/folder/market.db")]
    [InlineData(3, "DPR-001/DATA-001", "postgres://me:secret@127.0.0.1:1/market")]
    [InlineData(3, "DPR-001/DATA-001", "Host=127.0.0.1;Port=1;Username=me;Password=secret")]
    public void A_wrong_connection_is_one_clear_error_for_an_import_and_for_a_run(int exitCode, string code, string connection)
    {
        var data = Lending("1.0");
        _basis.Environment["BASIS_DATA_MODE"] = "db";

        Refused(exitCode, code, _basis.Run("data", "import", "--from", data, "--to", connection));
        Refused(exitCode, code, _basis.Run("backtest", "--mode", "pure_lending", "--data", connection));
        Assert.Equal([data], Directory.EnumerateFileSystemEntries(_basis.Folder));
    }

    [Theory]
    [InlineData(3, "DPR-001/DATA-001", "--from", "nowhere", "--to", "market.db")]
    [InlineData(2, "BTS-002", "--from", "nowhere")]
    public void A_wrong_import_is_one_clear_error(int exitCode, string code, params string[] arguments) =>
        Refused(exitCode, code, _basis.Run(["data", "import", .. arguments]));

    [Theory]
    [InlineData("sql", "BASIS_DATA_MODE is 'sql'; allowed are csv and db.")]
    [InlineData("DB", "BASIS_DATA_MODE is 'DB'; allowed are csv and db.")]
    [InlineData("db", "BASIS_DATA_MODE is db and no database is named.")]
    public void A_wrong_mode_of_data_is_an_error_of_the_environment(string mode, string says)
    {
        _basis.Environment["BASIS_DATA_MODE"] = mode;

        var answer = _basis.Run("backtest", "--mode", "pure_lending");

        Refused(2, "CFG-002", answer);
        Assert.Contains(says, answer.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_basis.Folder));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("csv", false)]
    [InlineData("db", true)]
    public void The_packages_of_the_databases_are_loaded_only_for_a_run_on_one(string? mode, bool loaded)
    {
        var data = Lending("1.0");
        Assert.Equal(0, _basis.Run("data", "import", "--from", data, "--to", "market.db").ExitCode);
        if (mode is not null)
            _basis.Environment["BASIS_DATA_MODE"] = mode;
        _basis.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
        _basis.Environment[StartupHook.Variable] = Path.Combine(_basis.Folder, "assemblies.txt");

        Assert.Equal((0, ""), Told(_basis.Run("backtest", "--mode", "pure_lending", "--data", loaded ? "market.db" : data, "--from", "2024-06-01", "--to", "2024-06-02", "--set", "costs.model=none")));

        var assemblies = File.ReadAllLines(_basis.Environment[StartupHook.Variable]);
        Assert.Contains("BasisActors.Data", assemblies);
        Assert.Equal(loaded, assemblies.Contains("Microsoft.Data.Sqlite"));
        Assert.False(!loaded && assemblies.Any(a => a.StartsWith("Npgsql", StringComparison.Ordinal) || a.StartsWith("SQLite", StringComparison.Ordinal)));
    }

    private static (int ExitCode, string Errors) Told(Answer answer) => (answer.ExitCode, answer.Errors);

    private static void Refused(int exitCode, string code, Answer answer)
    {
        Assert.Equal((exitCode, ""), (answer.ExitCode, answer.Output));
        Assert.StartsWith(code + ": ", Assert.Single(answer.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", answer.Errors, StringComparison.Ordinal);
    }

    private string Sample()
    {
        Assert.Equal(0, _basis.Run("sample", "--out", "sample", "--from", "2024-05-01", "--to", "2024-07-01").ExitCode);
        return Path.Combine(_basis.Folder, "sample");
    }

    private string Lending(string index) => _basis.Lending(
        "targetDate,timestamp,liquidityIndex,currentLiquidityRate,variableBorrowIndex,currentVariableBorrowRate,price,totalAToken,totalVariableDebt",
        $"2024-06-01T00:00:00Z,1717200000,{index},0.05,1.0,0.07,1.0,1000,800",
        $"2024-06-02T00:00:00Z,1717286400,{index}1,0.05,1.0,0.07,1.0,1000,800");

    private List<string> Databases()
    {
        List<string> databases = [Path.Combine(_basis.Folder, "market.db")];
        if (server.NewDatabase(output) is { } postgres)
            databases.Add(postgres);
        return databases;
    }

    private string BacktestOn(string database, string mode, string from, string to)
    {
        _basis.Environment["BASIS_DATA_MODE"] = "db";
        _basis.Environment["BASIS_DATA_CONNECTION"] = database;
        try
        {
            return Backtest(mode, null, from, to);
        }
        finally
        {
            _basis.Environment.Clear();
        }
    }

    /// <summary>The journal's hash, the result and the notes on the data of a run.</summary>
    private string Backtest(string mode, string? data, string from, string to)
    {
        string[] named = data is null ? [] : ["--data", data];
        var answer = _basis.Run(["backtest", "--mode", mode, "--from", from, "--to", to, "--json", "--no-report", "--id", mode, "--set", "data.missing_funding=zero", "--set", "data.missing_venue=drop", .. named]);
        Assert.Equal((0, ""), Told(answer));
        using var summary = JsonDocument.Parse(answer.Output);
        var root = summary.RootElement;
        return string.Join('\n', root.GetProperty("journal_hash"), root.GetProperty("final_equity"), root.GetProperty("fills"), root.GetProperty("data_gaps"), root.GetProperty("data_notes"));
    }
}

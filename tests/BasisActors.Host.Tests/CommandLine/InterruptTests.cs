using System.Globalization;
using System.Text.Json;

namespace BasisActors.Host.Tests.CommandLine;

/// <summary>Ctrl+C on the command line as a process of its own.</summary>
public sealed class InterruptTests : IDisposable
{
    private const int Years = 40; // more ticks than are done before a signal arrives

    private readonly Basis _basis = new();

    public void Dispose() => _basis.Dispose();

    [Fact]
    public async Task Interrupting_a_run_keeps_what_it_did_marked_as_cancelled()
    {
        if (!OperatingSystem.IsLinux())
            return; // elsewhere there is no such signal, or no way to undo that a parent ignores it

        var first = new DateTimeOffset(2024, 6, 1, 0, 0, 0, TimeSpan.Zero);
        var data = _basis.Lending(
        [
            "targetDate,timestamp,liquidityIndex,currentLiquidityRate,variableBorrowIndex,currentVariableBorrowRate,price,totalAToken,totalVariableDebt",
            .. Enumerable.Range(0, Years * 365).Select(day => string.Create(
                CultureInfo.InvariantCulture, $"{first.AddDays(day):yyyy-MM-ddTHH:mm:ssZ},{first.AddDays(day).ToUnixTimeSeconds()},{1 + day * 0.0001m},0.05,1.0,0.07,1.0,1000,800")),
        ]);

        var answer = await _basis.InterruptAsync(
            Path.Combine("results", "long.partial", "events.csv"),
            "backtest", "--mode", "pure_lending", "--data", data, "--from", "2024-06-01", "--to", $"{2024 + Years - 1}-06-01", "--set", "costs.model=none", "--id", "long", "--no-report");

        Assert.Equal(1, answer.ExitCode);
        var lines = answer.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using var summary = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_basis.Results, "long", "summary.json")));
        var ticks = summary.RootElement.GetProperty("ticks").GetInt64();
        Assert.Equal($"cancelled after {ticks} ticks; partial results are kept in long", Assert.Single(lines));
        Assert.Equal("cancelled", summary.RootElement.GetProperty("status").GetString());
        Assert.Equal(ticks + 1, (await File.ReadAllLinesAsync(Path.Combine(_basis.Results, "long", "equity.csv"))).Length); // and the header
        Assert.Equal([Path.Combine(_basis.Results, "long")], Directory.EnumerateFileSystemEntries(_basis.Results));
    }
}

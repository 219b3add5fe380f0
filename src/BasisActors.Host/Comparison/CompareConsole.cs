using System.Collections.Immutable;
using BasisActors.Domain.Errors;
using BasisActors.Host.Backtests;
using BasisActors.Host.Commands;
using BasisActors.Host.Terminal;

namespace BasisActors.Host.Comparison;

/// <summary>Compares results for a person at a terminal or a program that reads JSON.</summary>
internal static class CompareConsole
{
    /// <param name="ids">Names of results.</param>
    /// <param name="results">Folder of all results.</param>
    /// <param name="data">Data set for the benchmarks; null takes the generated sample when all results are from it, else what BASIS_DATA_DIR names.</param>
    /// <param name="html">Page to write; null takes <c>comparison.html</c> in the folder of results.</param>
    /// <param name="json">Print one JSON document.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="BasisException">When a result, the data or the page cannot be used.</exception>
    public static int Run(IReadOnlyList<string> ids, string results, string? data, string? html, bool json)
    {
        if (ids.GroupBy(i => i).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new BasisException("BTS-002", $"The result '{twice.Key}' is named twice.", "ID");
        ImmutableArray<ComparedRun> runs = [.. ids.Select(i => ResultsReader.Read(results, i))];
        var comparison = RunComparison.Of(runs, data ?? DataOf(runs));
        var page = html ?? Path.Combine(results, "comparison.html");
        Write(page, ComparisonReport.Render(comparison));
        if (json)
            Console.OpenStandardOutput().Write(ComparisonJson.Write(comparison));
        else
            ComparisonTable.Write(comparison, page);
        return ExitCodes.Fine;
    }

    private static string? DataOf(ImmutableArray<ComparedRun> runs) =>
        runs.All(r => r.DataNotes.Contains(DataSets.SampleNote)) ? DataSets.Folder(named: null, []) : Environment.GetEnvironmentVariable("BASIS_DATA_DIR");

    private static void Write(string page, string content)
    {
        try
        {
            File.WriteAllText(page, content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BasisException(new BasisError("RST-001", $"The page cannot be written: {e.Message}", page, "Choose another file with --html."), e);
        }
    }
}

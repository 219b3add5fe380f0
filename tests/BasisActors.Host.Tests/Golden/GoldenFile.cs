using System.Globalization;
using System.Text;
using BasisActors.Domain.Ledger;
using BasisActors.Host.Tests.Configuration;

namespace BasisActors.Host.Tests.Golden;

/// <summary>One text file per mode: a section per run, a line per figure, so that a change is a line of a diff.</summary>
internal static class GoldenFile
{
    private const string Calm = "calm";

    public static string PathOf(string name) =>
        Path.Combine(ConfigFolder.Repository, "tests", "BasisActors.Host.Tests", "Golden", "Files", name + ".txt");

    public static string Write(IEnumerable<WatchedRun> runs)
    {
        var text = new StringBuilder();
        foreach (var run in runs)
        {
            text.Append(text.Length > 0 ? "\n" : "").Append(CultureInfo.InvariantCulture, $"[{NameOf(run.Case)}]\n");
            foreach (var (name, value) in Figures(run))
                text.Append(CultureInfo.InvariantCulture, $"{name,-32} {value}\n");
        }

        return text.ToString();
    }

    /// <summary>What differs, line by line under the name of its run; empty when nothing does.</summary>
    public static IReadOnlyList<string> Differences(string expected, string actual)
    {
        var (before, now) = (Read(expected), Read(actual));
        var differences = new List<string>();
        foreach (var key in before.Keys.Concat(now.Keys.Where(k => !before.ContainsKey(k))))
        {
            var (was, becomes) = (before.GetValueOrDefault(key, "(nothing)"), now.GetValueOrDefault(key, "(nothing)"));
            if (was != becomes)
                differences.Add($"{key}: {was} -> {becomes}");
        }

        return differences;
    }

    private static string NameOf(Case run) => run.Scenarios.IsEmpty ? Calm : run.Scenarios[0];

    private static Dictionary<string, string> Read(string text)
    {
        var lines = new Dictionary<string, string>(StringComparer.Ordinal);
        var section = "";
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith('['))
                section = line;
            else if (line.IndexOf(' ', StringComparison.Ordinal) is var end and > 0)
                lines.Add($"{section} {line[..end]}", line[end..].Trim());
        }

        return lines;
    }

    private static IEnumerable<(string Name, string Value)> Figures(WatchedRun run)
    {
        var s = run.Summary;
        yield return ("command", run.Case.CommandLine);
        yield return ("status", s.Error is { } error ? $"{Lower(s.Status)} {error.Code}" : Lower(s.Status));
        yield return ("ticks", $"{s.Ticks}, {s.DataGaps.StaleTicks} stale");
        yield return ("final_equity", Text(s.FinalEquity));
        yield return ("total_return", Text(s.Performance.TotalReturn));
        yield return ("max_drawdown", Text(s.Performance.MaxDrawdown));
        yield return ("min_health_factor", Text(s.MinHealthFactor?.Value, s.MinHealthFactor?.At));
        yield return ("min_margin_ratio", Text(s.MinMarginRatio?.Value, s.MinMarginRatio?.At, s.MinMarginRatio?.Venue));
        yield return ("max_abs_delta_drift", Text(s.MaxAbsDeltaDrift));
        yield return ("fees", Text(s.Fees));
        yield return ("gas", Text(s.Gas));
        yield return ("slippage", Text(s.Slippage));
        foreach (var (bucket, amount) in s.Attribution.Where(a => a.Amount != 0))
            yield return ($"attribution.{bucket}", Text(amount));
        foreach (var plans in run.Moments.Where(m => m.Reason is not null).GroupBy(m => m.Reason!).OrderBy(g => g.Key, StringComparer.Ordinal))
            yield return ($"plans.{plans.Key}", $"{plans.Count()}, first {plans.First().At:yyyy-MM-dd HH:mm}{(plans.Any(p => p.HasFailed) ? $", {plans.Count(p => p.HasFailed)} not carried out whole" : "")}");
        yield return ("liquidations", Liquidations(run));
        yield return ("net_flows", Text(s.NetFlows));
        yield return ("journal_hash", s.JournalHash);
    }

    private static string Liquidations(WatchedRun run)
    {
        var taken = run.Moments.SelectMany(m => m.Completed.Postings.Where(p => p.Cause == Cause.Liquidation)).Select(p => p.Source).ToList();
        return taken.Count == 0 ? "none" : string.Join(", ", taken);
    }

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Text(decimal? value, DateTimeOffset? at = null, string? venue = null) => value is null ? "-" : string.Create(
        CultureInfo.InvariantCulture, $"{value:0.############}{(at is null ? "" : $" {at:yyyy-MM-dd HH:mm}")}{(venue is null ? "" : $" {venue}")}");
}

using System.Globalization;

namespace BasisActors.Host.Tests.Backtests;

/// <summary>How the future of a data set is changed.</summary>
public enum Change
{
    /// <summary>Prices, funding, gas and the growth of indexes are multiplied by odd factors.</summary>
    Scale,

    /// <summary>What was observed is dealt out to other times; indexes, which must grow, are scaled.</summary>
    Shuffle,
}

/// <summary>
/// A copy of a data set in which every observation that became known after some instant is another one. A bar that is open at that instant is changed in all of its
/// values but its open.
/// </summary>
internal static class ChangedFuture
{
    private static readonly string[] Times = ["timestamp", "funding_timestamp"];
    private static readonly string[] Bars = ["open", "high", "low", "close"];
    private static readonly string[] Points = ["funding_rate", "gas_price_gwei", "gas_price_avg_gwei", "gas_price_median_gwei", "price", "market_rate", "protocol_rate", "currentLiquidityRate", "currentVariableBorrowRate"];
    private static readonly string[] Indexes = ["liquidityIndex", "variableBorrowIndex"];

    /// <returns>How many files were changed.</returns>
    public static int Write(string from, string to, DateTimeOffset now, Change change)
    {
        var changed = 0;
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            var text = File.ReadAllText(file);
            var other = file.EndsWith(".csv", StringComparison.Ordinal) ? Changed(text, now, change) : text;
            File.WriteAllText(copy, other);
            changed += text == other ? 0 : 1;
        }

        return changed;
    }

    private static string Changed(string text, DateTimeOffset now, Change change)
    {
        var lines = text.Split('\n');
        var head = Array.FindIndex(lines, l => !l.StartsWith('#'));
        var names = lines[head].TrimEnd('\r').Split(',');
        var time = Array.FindIndex(names, Times.Contains);
        if (time < 0)
            return text;
        var rows = lines.Skip(head + 1).Where(l => l.TrimEnd('\r').Length > 0).Select(l => l.TrimEnd('\r').Split(',')).ToArray();
        var known = rows.TakeWhile(r => At(r[time]) <= now).ToArray();
        var future = rows[known.Length..];
        var seen = future.Select(r => (string[])r.Clone()).ToArray();
        for (var i = 0; i < future.Length; i++)
        {
            var source = change == Change.Shuffle ? seen[^(i + 1)] : seen[i];
            foreach (var column in Columns(names, [.. Bars, .. Points]))
                future[i][column] = change == Change.Shuffle ? source[column] : Text(Number(source[column]) * (1.07m + i * 7 % 5 * 0.03m));
            foreach (var column in Columns(names, Indexes))
                future[i][column] = Text(Number(known[^1][column]) + (Number(seen[i][column]) - Number(known[^1][column])) * 3);
        }

        if (known is [.., var open] && At(open[time]) == now && Columns(names, Bars) is { Length: 4 } bar)
            open[bar[1]] = open[bar[3]] = Text(Number(open[bar[1]]) * 1.05m); // high and close
        var end = lines[head].EndsWith('\r') ? "\r\n" : "\n";
        return string.Concat(lines[..(head + 1)].Select(l => l + "\n")) + string.Concat(rows.Select(r => string.Join(',', r) + end));
    }

    private static int[] Columns(string[] names, string[] wanted) => [.. wanted.Select(w => Array.IndexOf(names, w)).Where(c => c >= 0)];

    private static DateTimeOffset At(string text) => long.TryParse(text, CultureInfo.InvariantCulture, out var seconds)
        ? DateTimeOffset.FromUnixTimeSeconds(seconds)
        : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}

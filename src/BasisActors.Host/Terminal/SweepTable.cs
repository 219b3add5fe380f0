using System.Globalization;
using BasisActors.Host.Sweeps;
using Spectre.Console;

namespace BasisActors.Host.Terminal;

/// <summary>A finished sweep as tables for people: the best points, or the windows of a walk-forward.</summary>
internal static class SweepTable
{
    private const int MostRows = 20;

    public static void Write(SweepResult result, string folder)
    {
        AnsiConsole.Write(result.Request.WalkForward is null ? Points(result) : Windows(result));
        var counts = string.Join(", ", result.Counts.Where(c => c.Count > 0).Select(c => $"{c.Count:N0} {PointResultJson.Name(c.Status)}"));
        Console.Out.WriteLine($"{result.Rows.Length:N0} points: {counts}");
        if (result.Best is { } best)
            Console.Out.WriteLine($"best {result.Request.Metric.Name} {Figure(result.Request.Metric.Of(best))} of {result.Rows.Count(r => result.Request.Metric.Of(r) is not null):N0} trials: {result.Request.Grid.Describe(best.Job.Point)}");
        if (result.Request.WalkForward is not null)
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"chained return of the tests {result.ChainedReturn:P2}"));
        Console.Out.WriteLine(SweepWarning.Of(result));
        Console.Out.WriteLine(folder);
        foreach (var note in result.Notes)
            Console.Out.WriteLine($"note: {note}");
    }

    private static Table Points(SweepResult result)
    {
        var metric = result.Request.Metric;
        var table = Empty(result, $"{result.Request.Run.Mode} by {metric.Name}");
        foreach (var key in result.Request.Grid.Keys)
            table.AddColumn(Markup.Escape(ParameterGrid.ShortName(key.Key)));
        string[] figures = [.. new[] { metric.Name, "total_return", "sharpe", "max_drawdown" }.Distinct()];
        foreach (var figure in figures)
            table.AddColumn(new TableColumn(figure.Replace('_', ' ')).RightAligned());
        table.AddColumn("status");
        foreach (var row in metric.Ranked(result.Rows).Take(MostRows))
            table.AddRow([.. result.Request.Grid.Values(row.Job.Point).Concat(figures.Select(f => Figure(row.Get(f)))).Append(Status(row)).Select(Markup.Escape)]);
        if (result.Rows.Length > MostRows)
            table.Caption($"first {MostRows} of {result.Rows.Length:N0}; all are in sweep.csv");
        return table;
    }

    private static Table Windows(SweepResult result)
    {
        var metric = result.Request.Metric;
        var table = Empty(result, $"{result.Request.Run.Mode} walk-forward by {metric.Name}");
        foreach (var name in new[] { "train from", "split", "test to" })
            table.AddColumn(new TableColumn(name).NoWrap());
        table.AddColumn("best parameters");
        foreach (var name in new[] { $"train {metric.Name}", $"test {metric.Name}", "test return" })
            table.AddColumn(new TableColumn(name).RightAligned());
        foreach (var window in result.Windows)
        {
            string[] cells =
            [
                Day(window.Window.TrainFrom), Day(window.Window.Split), Day(window.Window.TestTo),
                window.Best is { } best ? result.Request.Grid.Describe(best.Job.Point) : "none completed",
                Figure(window.Best is null ? null : metric.Of(window.Best)), window.Test is { } test ? Figure(metric.Of(test)) : "–", Figure(window.Test?.Get("total_return")),
            ];
            table.AddRow([.. cells.Select(Markup.Escape)]);
        }

        return table;
    }

    private static Table Empty(SweepResult result, string title) =>
        new Table().Border(TableBorder.Rounded).Title(Markup.Escape($"{title}, {Day(result.Request.Run.From)} to {Day(result.Request.Run.To)}"));

    private static string Status(PointResult row) => row.ErrorCode is { } code ? $"{PointResultJson.Name(row.Status)} {code}" : PointResultJson.Name(row.Status);

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Figure(decimal? value) => value is { } known ? known.ToString(Math.Abs(known) >= 100 ? "N2" : "0.####", CultureInfo.InvariantCulture) : "–";
}

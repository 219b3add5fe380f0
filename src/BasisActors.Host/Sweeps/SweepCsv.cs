using BasisActors.Host.Results;

namespace BasisActors.Host.Sweeps;

/// <summary><c>sweep.csv</c> and <c>windows.csv</c>: in the order of windows and grid, the same bytes whichever lanes the points ran on and however often the sweep was interrupted.</summary>
internal static class SweepCsv
{
    public static void WriteRows(string path, SweepResult result)
    {
        var grid = result.Request.Grid;
        using var csv = new CsvFile(path, ["point", "from", "to", .. grid.Keys.Select(k => k.Key), "status", "error", .. PointFigures.Names, "journal_hash", "message"]);
        foreach (var row in result.Rows)
        {
            csv.Integer(row.Job.Point);
            csv.Time(row.Job.From);
            csv.Time(row.Job.To);
            foreach (var value in grid.Values(row.Job.Point))
                csv.Text(value);
            csv.Text(PointResultJson.Name(row.Status));
            csv.Text(row.ErrorCode);
            foreach (var figure in row.Figures)
                csv.Number(figure);
            csv.Text(row.JournalHash);
            csv.Text(row.ErrorMessage);
            csv.EndRow();
        }

        csv.Close();
    }

    public static void WriteWindows(string path, SweepResult result)
    {
        var (grid, metric) = (result.Request.Grid, result.Request.Metric);
        using var csv = new CsvFile(
            path, ["window", "train_from", "split", "test_to", "point", .. grid.Keys.Select(k => k.Key), $"train_{metric.Name}", $"test_{metric.Name}", "test_total_return", "test_status", "trials"]);
        foreach (var window in result.Windows)
        {
            csv.Integer(window.Window.Number);
            csv.Time(window.Window.TrainFrom);
            csv.Time(window.Window.Split);
            csv.Time(window.Window.TestTo);
            csv.Text(window.Best?.Job.Point.ToString(System.Globalization.CultureInfo.InvariantCulture));
            for (var k = 0; k < grid.Keys.Length; k++)
                csv.Text(window.Best is { } best ? grid.Values(best.Job.Point)[k] : null);
            csv.Number(window.Best is null ? null : metric.Of(window.Best));
            csv.Number(window.Test is null ? null : metric.Of(window.Test));
            csv.Number(window.Test?.Get("total_return"));
            csv.Text(window.Test is null ? null : PointResultJson.Name(window.Test.Status));
            csv.Integer(window.Trials);
            csv.EndRow();
        }

        csv.Close();
    }
}

using System.Globalization;
using BasisActors.Data.Databases;
using Spectre.Console;

namespace BasisActors.Host.Terminal;

/// <summary>What an import did, as a table for people.</summary>
public static class ImportTable
{
    public static void Write(ImportReport report)
    {
        var table = new Table().Border(TableBorder.Rounded)
            .AddColumn("file").AddColumn(new TableColumn("rows").RightAligned().NoWrap())
            .AddColumn(new TableColumn("first").NoWrap()).AddColumn(new TableColumn("last").NoWrap()).AddColumn(new TableColumn("outcome").NoWrap());
        foreach (var file in report.Files)
        {
            table.AddRow(
                Markup.Escape(Path.GetFileName(file.Path)),
                file.Rows.ToString("N0", CultureInfo.InvariantCulture),
                Day(file.First),
                Day(file.Last),
                file.Outcome.ToString().ToLowerInvariant());
        }

        AnsiConsole.Write(table);
        Console.Out.WriteLine(report.ChangedNothing ? $"{report.Database}: nothing to do, it has all of this already" : $"{report.Database}: {Sum(report)}");
    }

    private static string Sum(ImportReport report)
    {
        var changed = report.Files.Where(f => f.Outcome is ImportOutcome.Written or ImportOutcome.Replaced).ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{changed.Count} of {report.Files.Length} files, {changed.Sum(f => f.Rows):N0} rows written");
    }

    private static string Day(DateTimeOffset time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

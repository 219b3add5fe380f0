using BasisActors.Host.Doctor;
using Spectre.Console;

namespace BasisActors.Host.Terminal;

/// <summary>The findings of `basis doctor` as a table. The result is a word, so that it can be read without colour.</summary>
internal static class FindingsTable
{
    public static void Write(IReadOnlyList<Finding> findings)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("check").AddColumn("of").AddColumn("result").AddColumn("found, and what to do");
        foreach (var finding in findings)
        {
            var found = finding.Code is null ? finding.Said : $"{finding.Code}: {finding.Said}";
            table.AddRow(
                new Text(finding.Check), new Text(finding.Subject), new Text(FindingsJson.Text(finding.Result).Replace('_', ' '), Style(finding.Result)),
                new Text(finding.Remedy is null ? found : $"{found}\n{finding.Remedy}"));
        }

        TableOutput.Write(table);
    }

    private static Style Style(CheckResult result) => result switch
    {
        CheckResult.Ok => new Style(Color.Green),
        CheckResult.Warning => new Style(Color.Yellow),
        CheckResult.Failed => new Style(Color.Red),
        _ => Spectre.Console.Style.Plain,
    };
}

using System.CommandLine;
using BasisActors.Domain.Errors;
using BasisActors.Host.Comparison;
using BasisActors.Host.Terminal;

namespace BasisActors.Host.Commands;

/// <summary><c>basis compare</c>: results side by side, with benchmarks from the same data.</summary>
public static class CompareCommand
{
    public static Command Create()
    {
        var ids = new Argument<string[]>("ID") { Description = "Names of results.", Arity = ArgumentArity.OneOrMore };
        var data = RunOptions.Data();
        data.Description = "Data set for the benchmarks. Without it the generated sample, when all results are from it; else BASIS_DATA_DIR.";
        var results = RunOptions.Results();
        var html = new Option<string?>("--html") { Description = "Page to write; default comparison.html in the folder of results." };
        var json = new Option<bool>("--json") { Description = "Print the comparison as one JSON document." };
        var command = new Command("compare", "Compare results over their common period, with benchmarks.") { ids, data, results, html, json };
        command.SetAction(parsed =>
        {
            var asJson = parsed.GetValue(json);
            try
            {
                return CompareConsole.Run(parsed.GetValue(ids)!, RunOptions.ResultsDirectory(parsed.GetValue(results)), parsed.GetValue(data), parsed.GetValue(html), asJson);
            }
            catch (BasisException e)
            {
                return ErrorOutput.Write([e.Error], asJson);
            }
        });
        return command;
    }
}

using System.CommandLine;
using System.Globalization;
using BasisActors.Data.Sample;
using BasisActors.Domain.Errors;
using BasisActors.Host.Terminal;

namespace BasisActors.Host.Commands;

/// <summary><c>basis sample</c>: writes the deterministic sample data set.</summary>
public static class SampleCommand
{
    public const string DefaultDirectory = "sample-data";

    public static Command Create()
    {
        var output = new Option<string>("--out") { Description = "Folder to write to.", DefaultValueFactory = _ => DefaultDirectory };
        var seed = new Option<string>("--seed")
        {
            Description = "Seed; the same seed gives the same bytes.",
            DefaultValueFactory = _ => SampleDataSet.DefaultSeed.ToString(CultureInfo.InvariantCulture),
        };
        var from = new Option<string>("--from") { Description = "First day.", DefaultValueFactory = _ => SampleDataSet.DefaultFrom.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) };
        var to = new Option<string>("--to") { Description = "End, exclusive for bars.", DefaultValueFactory = _ => SampleDataSet.DefaultTo.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) };
        var command = new Command("sample", "Write the generated sample data set.") { output, seed, from, to };
        command.SetAction(parsed =>
        {
            try
            {
                if (!ulong.TryParse(parsed.GetValue(seed), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                    throw new BasisException("BTS-002", $"'{parsed.GetValue(seed)}' is not a seed; it must be a whole number from 0 on.", "--seed");
                var directory = parsed.GetValue(output)!;
                var report = SampleDataSet.Write(new SampleRequest(
                    directory, number, ArgumentParsing.Time(parsed.GetValue(from)!, "--from"), ArgumentParsing.Time(parsed.GetValue(to)!, "--to")));
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{directory}: {report.Files} files, {report.Rows:N0} rows, {report.Bytes / 1048576.0:0.0} MB (synthetic, seed {number})"));
                return ExitCodes.Fine;
            }
            catch (BasisException e)
            {
                return ErrorOutput.Write([e.Error], json: false);
            }
        });
        return command;
    }
}

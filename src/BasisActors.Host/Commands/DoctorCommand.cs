using System.CommandLine;
using BasisActors.Domain.Errors;
using BasisActors.Host.Configuration;
using BasisActors.Host.Doctor;
using BasisActors.Host.Terminal;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Host.Commands;

/// <summary><c>basis doctor</c>: whether everything that a host and its runs need is there and safe.</summary>
public static class DoctorCommand
{
    public static Command Create()
    {
        var directory = LiveCommand.Folder();
        var results = new Option<string?>("--results") { Description = "Folder of results, looked at as well." };
        var paper = new Option<string?>("--paper") { Description = "Address of a paper exchange to look at, besides the accounts that the environment names." };
        var account = new Option<string>("--account") { Description = "Key of an account of the paper exchange.", DefaultValueFactory = _ => PaperCommand.DefaultKey };
        var json = new Option<bool>("--json") { Description = "Print one JSON document." };
        var command = new Command("doctor", "Check configuration, disk, database, exchanges, clock and keys, and say what to do. Exit code 1 when a check failed.") { directory, results, paper, account, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                var address = parsed.GetValue(paper) is { } text ? LiveCommand.Address(text) : null;
                string[] folders = [parsed.GetValue(directory)!, .. parsed.GetValue(results) is { } other ? new[] { other } : []];
                var findings = await new Examination(ConfigurationSource.OfProcess(), ProcessEnvironment.Read(), TimeProvider.System)
                    .RunAsync(folders, address, new ApiCredentials(parsed.GetValue(account)!, PaperCommand.DefaultKey, PaperCommand.DefaultKey), cancellation)
                    .ConfigureAwait(false);
                if (parsed.GetValue(json))
                    Console.Out.WriteLine(FindingsJson.Of(findings));
                else
                    FindingsTable.Write(findings);
                return FindingsJson.Worst(findings) == CheckResult.Failed ? ExitCodes.Failed : ExitCodes.Fine;
            }
            catch (BasisException e)
            {
                return ErrorOutput.Write([e.Error], parsed.GetValue(json));
            }
        });
        return command;
    }
}

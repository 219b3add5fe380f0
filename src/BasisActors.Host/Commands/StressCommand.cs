using System.CommandLine;
using BasisActors.Actors.Events;
using BasisActors.Domain.Errors;
using BasisActors.Host.Stress;
using BasisActors.Host.Terminal;

namespace BasisActors.Host.Commands;

/// <summary><c>basis stress</c>: a mode under every scenario, in one table or one JSON document.</summary>
public static class StressCommand
{
    public static Command Create()
    {
        var run = new RunOptions();
        var json = new Option<bool>("--json") { Description = "Print one JSON document." };
        var command = new Command("stress", "Run a mode under every scenario, each with its defaults, and on the data as it is.");
        run.AddTo(command);
        command.Options.Add(json);
        command.SetAction(async (parsed, cancellation) =>
        {
            var asJson = parsed.GetValue(json);
            try
            {
                var request = run.Read(parsed) with { Events = EventDetail.None, Report = false };
                return await StressConsole.RunAsync(request, asJson, cancellation).ConfigureAwait(false);
            }
            catch (BasisException e)
            {
                return ErrorOutput.Write([e.Error], asJson);
            }
        });
        return command;
    }
}

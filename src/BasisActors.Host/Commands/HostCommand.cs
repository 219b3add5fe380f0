using System.CommandLine;
using BasisActors.Domain.Errors;
using BasisActors.Host.Live;
using BasisActors.Host.Terminal;

namespace BasisActors.Host.Commands;

/// <summary><c>basis host</c>: one process for all live runs of a folder.</summary>
public static class HostCommand
{
    public static Command Create()
    {
        var directory = LiveCommand.Folder();
        var command = new Command("host", "Carry the live runs of a folder: those that were under way, and those that `basis live` hands over. Ctrl+C ends each after the tick in hand; the next host takes them up.") { directory };
        command.SetAction(async (parsed, cancellation) =>
        {
            var folder = parsed.GetValue(directory)!;
            var gate = new Lock();
            void Say(string line)
            {
                lock (gate)
                    Console.WriteLine(line);
            }

            var host = new RunHost(folder, (run, stop) => new LiveLaunch(folder, line => Say(line.StartsWith(run.Id, StringComparison.Ordinal) ? line : $"{run.Id}  {line}")).RunAsync(run, stop), TimeProvider.System, Say);
            try
            {
                await host.RunAsync(cancellation).ConfigureAwait(false);
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

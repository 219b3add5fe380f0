using System.CommandLine;
using BasisActors.Actors.Live;

namespace BasisActors.Host.Commands;

/// <summary><c>basis stop</c>: ends a live run, with its positions or without.</summary>
public static class StopCommand
{
    public static Command Create()
    {
        var id = OperatorRequests.Run();
        var directory = LiveCommand.Folder();
        var close = new Option<bool>("--close-positions") { Description = "Close everything first; the run is over then. Without it the run can be taken up again." };
        var command = new Command("stop", "End a live run at its next tick.") { id, directory, close };
        command.SetAction(parsed => OperatorRequests.Leave(
            parsed.GetValue(directory)!, parsed.GetValue(id)!, parsed.GetValue(close) ? OperatorRequestKind.Close : OperatorRequestKind.Stop, 0));
        return command;
    }
}

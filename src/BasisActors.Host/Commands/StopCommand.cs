using System.CommandLine;
using BasisActors.Actors.Live;

namespace BasisActors.Host.Commands;

/// <summary><c>basis stop</c>, <c>halt</c> and <c>resume</c>: end a live run, with its positions or without; hold it, and let it go.</summary>
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

    /// <summary><c>basis halt</c>.</summary>
    public static Command Halt() => Create("halt", "Let a live run enter nothing until it is resumed; what reduces risk goes on.", OperatorRequestKind.Halt);

    /// <summary><c>basis resume</c>.</summary>
    public static Command Resume() => Create("resume", "Let a halted live run enter again.", OperatorRequestKind.Resume);

    private static Command Create(string name, string description, OperatorRequestKind kind)
    {
        var id = OperatorRequests.Run();
        var directory = LiveCommand.Folder();
        var command = new Command(name, description) { id, directory };
        command.SetAction(parsed => OperatorRequests.Leave(parsed.GetValue(directory)!, parsed.GetValue(id)!, kind, 0));
        return command;
    }
}

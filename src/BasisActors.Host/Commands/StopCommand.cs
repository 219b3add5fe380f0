using System.CommandLine;
using BasisActors.Host.Live;

namespace BasisActors.Host.Commands;

/// <summary><c>basis stop</c>, <c>halt</c>, <c>resume</c> and <c>rebalance</c>: end a live run, with its positions or without; hold it, let it go, have it rebalanced.</summary>
public static class StopCommand
{
    public static Command Create()
    {
        var id = OperatorRequests.Run();
        var directory = LiveCommand.Folder();
        var close = new Option<bool>("--close-positions") { Description = "Close everything first; the run is over then. Without it the run can be taken up again." };
        var command = new Command("stop", "End a live run at its next tick.") { id, directory, close };
        command.SetAction(parsed => OperatorRequests.Leave(parsed.GetValue(directory)!, parsed.GetValue(id)!, live => live.Stop(parsed.GetValue(id)!, parsed.GetValue(close))));
        return command;
    }

    /// <summary><c>basis halt</c>.</summary>
    public static Command Halt() => Create("halt", "Let a live run enter nothing until it is resumed; what reduces risk goes on.", (live, id) => live.Halt(id));

    /// <summary><c>basis resume</c>.</summary>
    public static Command Resume() => Create("resume", "Let a halted live run enter again.", (live, id) => live.Resume(id));

    /// <summary><c>basis rebalance</c>.</summary>
    public static Command Rebalance()
    {
        var id = OperatorRequests.Run();
        var directory = LiveCommand.Folder();
        var force = new Option<bool>("--force") { Description = "Ask also a run that is held or not up." };
        var command = new Command("rebalance", "Have the next tick of a live run made for it: everything is judged and brought back to target, by the usual thresholds.") { id, directory, force };
        command.SetAction(parsed => OperatorRequests.Leave(parsed.GetValue(directory)!, parsed.GetValue(id)!, live => live.Rebalance(parsed.GetValue(id)!, parsed.GetValue(force))));
        return command;
    }

    private static Command Create(string name, string description, Func<LiveOperations, string, RequestRecord> ask)
    {
        var id = OperatorRequests.Run();
        var directory = LiveCommand.Folder();
        var command = new Command(name, description) { id, directory };
        command.SetAction(parsed => OperatorRequests.Leave(parsed.GetValue(directory)!, parsed.GetValue(id)!, live => ask(live, parsed.GetValue(id)!)));
        return command;
    }
}

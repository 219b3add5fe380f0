using System.CommandLine;
using System.Globalization;
using BasisActors.Actors.Live;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Ledger;
using BasisActors.Host.Live;
using BasisActors.Host.Terminal;

namespace BasisActors.Host.Commands;

/// <summary>Leaves a request in the inbox of a live run and says so; the run takes it in at its next tick, or when it is up again.</summary>
internal static class OperatorRequests
{
    public static Option<string> Run() => new("--id") { Description = "Name of the run; `basis status` lists them.", Required = true };

    public static int Leave(string directory, string id, OperatorRequestKind kind, decimal amount, PositionKey? position = null, string? note = null)
    {
        try
        {
            RunOptions.Name(id);
        }
        catch (BasisException e)
        {
            return ErrorOutput.Write([e.Error], json: false);
        }

        var folder = Path.Combine(directory, id);
        if (!Directory.Exists(folder))
            return ErrorOutput.Write([new BasisError("LT-001", $"There is no live run '{id}' in '{directory}'.", "--id", "See `basis status`.")], json: false);
        if (LiveStatusFile.Read(LiveRequest.Status(directory, id)) is { State: "halted" })
            return ErrorOutput.Write([new BasisError("LT-001", $"{id} is over: everything is closed, and nobody takes requests.", "--id", "Begin a new run under another --id.")], json: false);
        var now = TimeProvider.System.GetUtcNow();
        var request = new OperatorRequest(string.Create(CultureInfo.InvariantCulture, $"{now:yyyyMMddTHHmmssfffffff}-{kind.ToString().ToLowerInvariant()}-{Environment.ProcessId}"), kind, amount) { Position = position, Note = note };
        LiveInbox.Leave(LiveRequest.Inbox(directory, id), request);
        Console.WriteLine($"{request.Id} left for {id}{(RunLock.IsHeld(folder) ? "" : ", which is not running: it takes it in when it is taken up again")}");
        return ExitCodes.Fine;
    }
}

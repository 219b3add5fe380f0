using System.CommandLine;
using BasisActors.Domain.Errors;
using BasisActors.Host.Live;
using BasisActors.Host.Terminal;

namespace BasisActors.Host.Commands;

/// <summary>Has an operator's request left for a live run and says so; the run takes it in at its next tick, or when it is up again.</summary>
internal static class OperatorRequests
{
    public static Option<string> Run() => new("--id") { Description = "Name of the run; `basis status` lists them.", Required = true };

    /// <param name="directory">Folder of all live runs.</param>
    /// <param name="id">Name of the run.</param>
    /// <param name="ask">What is asked of it; null where it was done without asking.</param>
    public static int Leave(string directory, string id, Func<LiveOperations, RequestRecord?> ask)
    {
        try
        {
            var record = ask(new LiveOperations(directory, TimeProvider.System));
            Console.WriteLine(record is null
                ? $"{id} is not running, and no host begins it again"
                : $"{record.Request.Id} left for {id}{(RunLock.IsHeld(Path.Combine(directory, id)) ? "" : ", which is not running: it takes it in when it is taken up again")}");
            return ExitCodes.Fine;
        }
        catch (BasisException e)
        {
            return ErrorOutput.Write([e.Error], json: false);
        }
    }
}

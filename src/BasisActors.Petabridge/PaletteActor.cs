using Akka.Actor;
using BasisActors.Domain.Errors;
using BasisActors.Host.Inspection;
using Petabridge.Cmd;
using Petabridge.Cmd.Host;

namespace BasisActors.Petabridge;

/// <summary>Answers the commands of one connection: asks the host, and passes on the lines that people see everywhere else.</summary>
internal sealed class PaletteActor : CommandHandlerActor
{
    private readonly CancellationTokenSource _gone = new();
    private readonly RemoteHost _host;

    public PaletteActor(RemoteHost host)
        : base(PaletteMap.Palette)
    {
        _host = host;
        foreach (var (name, command) in PaletteMap.Commands)
        {
            Process(name, (asked, arguments) =>
            {
                var given = command.Arguments.SelectMany(a => arguments.ArgumentValues(a.Name).Select(v => KeyValuePair.Create(a.Name, v))).ToList();
                _ = AnswerAsync(command, given, Sender);
            });
        }
    }

    /// <summary>The connection is closed: an answer without an end ends.</summary>
    protected override void PostStop() => _gone.Cancel();

    private async Task AnswerAsync(InspectionCommand command, List<KeyValuePair<string, string>> given, IActorRef client)
    {
        try
        {
            var call = command.Call(given);
            var records = new List<InspectionRecord>();
            await foreach (var record in _host.AnswerAsync(call, _gone.Token).ConfigureAwait(false))
            {
                if (call.Streams)
                    Tell(client, InspectionText.Lines(InspectionJson.Read(record)));
                else
                    records.Add(InspectionJson.Read(record));
            }

            if (!call.Streams)
                Tell(client, InspectionText.Lines(command.Shape, records));
            client.Tell(CommandResponse.Empty); // that was all
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // nobody is there any more
        }
        catch (BasisException e)
        {
            client.Tell(new ErroredCommandResponse(e.Error.ToString()));
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            client.Tell(new ErroredCommandResponse(new BasisError("INS-005", $"The host has gone: {e.Message}", "--host").ToString()));
        }
    }

    private static void Tell(IActorRef client, IEnumerable<string> lines)
    {
        foreach (var line in lines)
            client.Tell(new CommandResponse(line, false));
    }
}

using System.CommandLine;
using System.Text.Json;
using BasisActors.Domain.Errors;
using BasisActors.Host.Http;
using BasisActors.Host.Inspection;
using BasisActors.Host.Terminal;

namespace BasisActors.Host.Commands;

/// <summary>The palette on the command line, one command for each group: <c>basis actors tree</c>, <c>basis risk bands</c> and so on, asked of a host that runs.</summary>
public static class InspectionCommands
{
    /// <summary>Holds the key of the host.</summary>
    public const string KeyVariable = "BASIS_API_KEY";

    private static readonly (string Name, string Description)[] Groups =
    [
        ("actors", "Look at the actors of a host, and have one fail."), ("strategy", "Look at strategies."), ("blocks", "Look at blocks and their steps."), ("ledger", "Look at ledgers."),
        ("risk", "Look at risks against their limits."), ("events", "Look at events."), ("log", "Look at the log's levels and change them."), ("cluster", "Look at the nodes."),
    ];

    /// <summary>One command for each group, with its own commands if it is the one asked for: a backtest shall not load what looks at a host.</summary>
    public static IEnumerable<Command> Create(IReadOnlyList<string> args)
    {
        foreach (var (name, description) in Groups)
        {
            var command = new Command(name, description);
            if (args.Contains(name))
                Fill(command);
            yield return command;
        }
    }

    private static void Fill(Command group)
    {
        foreach (var inspection in InspectionCatalogue.Commands.Where(c => c.Group == group.Name))
            group.Add(Create(inspection));
    }

    private static Command Create(InspectionCommand inspection)
    {
        var host = new Option<string>("--host") { Description = "Address of the host.", DefaultValueFactory = _ => HttpOptions.UsualAddress };
        var keyFile = new Option<string>("--key-file") { Description = $"File with the key of the host; without it the environment variable {KeyVariable} is taken, if it is set." };
        var json = new Option<bool>("--json") { Description = "One JSON document; one a line where the answer has no end." };
        var command = new Command(inspection.Verb, inspection.Role == ApiRole.Read ? inspection.Description : $"{inspection.Description} Needs the {inspection.Role.Name()} role.") { host, keyFile, json };
        var given = inspection.Arguments.Select(argument => Add(command, argument)).ToList();
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                var call = inspection.Call(given.Select(g => (g.Name, Value: g.Value(parsed))).Where(g => g.Value is not null).Select(g => KeyValuePair.Create(g.Name, g.Value!)));
                using var http = RemoteHost.Connect(RemoteHost.Address(parsed.GetValue(host)!), Key(parsed.GetValue(keyFile)));
                await WriteAsync(call, new RemoteHost(http), parsed.GetValue(json), cancellation).ConfigureAwait(false);
                return ExitCodes.Fine;
            }
            catch (BasisException e)
            {
                return ErrorOutput.Write([e.Error], parsed.GetValue(json));
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return ExitCodes.Fine; // that is how one ends what has no end
            }
        });
        return command;
    }

    private static (string Name, Func<ParseResult, string?> Value) Add(Command command, InspectionArgument argument)
    {
        if (argument.IsPositional)
        {
            var place = new Argument<string?>(argument.Name) { Description = argument.Description, Arity = argument.IsRequired ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne };
            command.Add(place);
            return (argument.Name, parsed => parsed.GetValue(place));
        }

        if (argument.Kind == ArgumentKind.Flag)
        {
            var flag = new Option<bool>($"--{argument.Name}") { Description = argument.Description };
            command.Add(flag);
            return (argument.Name, parsed => parsed.GetValue(flag) ? "true" : null);
        }

        var option = new Option<string?>($"--{argument.Name}") { Description = argument.Description };
        command.Add(option);
        return (argument.Name, parsed => parsed.GetValue(option));
    }

    private static async Task WriteAsync(InspectionCall call, RemoteHost host, bool asJson, CancellationToken cancellation)
    {
        var records = new List<JsonElement>();
        await foreach (var record in host.AnswerAsync(call, cancellation).ConfigureAwait(false))
        {
            if (!call.Streams)
            {
                records.Add(record);
                continue;
            }

            foreach (var line in asJson ? [record.GetRawText()] : InspectionText.Lines(InspectionJson.Read(record)))
                Console.WriteLine(line);
        }

        if (call.Streams)
            return;
        foreach (var line in asJson ? [JsonSerializer.Serialize(records, Indented)] : InspectionText.Lines(call.Command.Shape, [.. records.Select(InspectionJson.Read)]))
            Console.WriteLine(line);
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static string? Key(string? file)
    {
        if (file is null)
            return Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } key ? key.Trim() : null;
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BasisException("INS-005", $"The key cannot be read: {exception.Message}", "--key-file");
        }
    }
}

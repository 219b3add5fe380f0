using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using BasisActors.Actors.Journal;
using BasisActors.Domain.Errors;
using BasisActors.Host.Live;
using BasisActors.Host.Terminal;

namespace BasisActors.Host.Commands;

/// <summary><c>basis journal</c>: look at what a live run has stored.</summary>
public static class JournalCommand
{
    public static Command Create() => new("journal", "Look at the journal of a live run.")
    {
        Sub("verify", "Check that the journal is whole, and say what it holds.", Verify),
        Sub("export", "Print the journal, one JSON document a line.", Export),
    };

    private static Command Sub(string name, string description, Func<ImmutableArray<IJournalEvent>, int> answer)
    {
        var id = OperatorRequests.Run();
        var directory = LiveCommand.Folder();
        var command = new Command(name, description) { id, directory };
        command.SetAction(async (parsed, cancellation) =>
        {
            var run = parsed.GetValue(id)!;
            var file = Path.Combine(parsed.GetValue(directory)!, run, "journal.db");
            var connection = Environment.GetEnvironmentVariable(JournalDatabase.Variable);
            if (connection is null && !File.Exists(file))
                return ErrorOutput.Write([new BasisError("LT-001", $"There is no journal {file}.", "--id", $"See `basis status`; a journal in PostgreSQL is named by {JournalDatabase.Variable}.")], json: false);
            return answer(await JournalReader.ReadAsync(JournalDatabase.Of(connection, file), run, cancellation).ConfigureAwait(false));
        });
        return command;
    }

    private static int Verify(ImmutableArray<IJournalEvent> events)
    {
        var wrong = JournalCheck.Of(events);
        foreach (var line in wrong)
            Console.Error.WriteLine($"LTS-001: {line}");
        var open = new JournalReplay(events).Unresolved.ToArray();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{events.Length} events, {events.Count(e => e is TickOpened)} ticks, {events.Count(e => e is OrderIntended)} orders intended, {events.Count(e => e is OrderResolved)} resolved, {open.Length} open; {(wrong.IsEmpty ? "whole" : "not whole")}"));
        foreach (var instruction in open)
            Console.WriteLine($"open: {instruction.Id} {instruction.Operation} {instruction.Amount} {instruction.Symbol} at {instruction.Venue}");
        return wrong.IsEmpty ? ExitCodes.Fine : ExitCodes.Failed;
    }

    private static int Export(ImmutableArray<IJournalEvent> events)
    {
        using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false));
        foreach (var stored in events)
            output.WriteLine($"{{\"event\":\"{stored.GetType().Name}\",\"data\":{JsonSerializer.Serialize(stored, stored.GetType(), JournalJson.Default)}}}");
        return ExitCodes.Fine;
    }
}

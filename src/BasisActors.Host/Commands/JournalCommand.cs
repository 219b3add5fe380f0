using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using BasisActors.Actors.Journal;
using BasisActors.Domain.Errors;
using BasisActors.Host.Configuration;
using BasisActors.Host.Live;
using BasisActors.Host.Terminal;

namespace BasisActors.Host.Commands;

/// <summary><c>basis journal</c>: look at what a live run has stored.</summary>
public static class JournalCommand
{
    public static Command Create()
    {
        var set = new Option<string[]>("--set") { Description = "Override a configuration key, for a journal that does not say how it was begun: key=value. Repeatable.", DefaultValueFactory = _ => [] };
        var replay = Sub("replay", "Play the journal through the actors again, without the outside world, and compare every tick with what is stored.", (events, parsed) => ReplayAsync(events, parsed.GetValue(set)!));
        replay.Add(set);
        var backtest = Sub("backtest", "Run the market that the live run has read through a backtest, and say where the two decided or sent something else.", (events, parsed) => BacktestAsync(events, parsed.GetValue(set)!));
        backtest.Add(set);
        return new("journal", "Look at the journal of a live run.")
        {
            Sub("verify", "Check that the journal is whole, and say what it holds.", (events, _) => Task.FromResult(Verify(events))),
            Sub("export", "Print the journal, one JSON document a line.", (events, _) => Task.FromResult(Export(events))),
            replay,
            backtest,
        };
    }

    private static Command Sub(string name, string description, Func<ImmutableArray<IJournalEvent>, ParseResult, Task<int>> answer)
    {
        var id = OperatorRequests.Run();
        var directory = LiveCommand.Folder();
        var command = new Command(name, description) { id, directory };
        command.SetAction(async (parsed, cancellation) =>
        {
            var run = parsed.GetValue(id)!;
            var file = Path.Combine(parsed.GetValue(directory)!, run, "journal.db");
            string? connection;
            try
            {
                connection = JournalDatabase.Named(Environment.GetEnvironmentVariable);
            }
            catch (BasisException e)
            {
                return ErrorOutput.Write([e.Error], json: false);
            }

            if (connection is null && !File.Exists(file))
                return ErrorOutput.Write([new BasisError("LT-001", $"There is no journal {file}.", "--id", $"See `basis status`; a journal in PostgreSQL is named by {JournalDatabase.Variable}.")], json: false);
            try
            {
                return await answer(await JournalReader.ReadAsync(JournalDatabase.Of(connection, file), run, cancellation).ConfigureAwait(false), parsed).ConfigureAwait(false);
            }
            catch (BasisException e)
            {
                return ErrorOutput.Write([e.Error], json: false);
            }
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

    /// <summary>Exit code 0 when all agrees, 1 when something differs or the journal cannot be replayed, 2 when the configuration is not valid.</summary>
    private static async Task<int> ReplayAsync(ImmutableArray<IJournalEvent> events, string[] sets)
    {
        var loaded = Begun(events, sets);
        if (loaded is not ConfigurationResult.Valid { Configuration: var configuration })
            return ErrorOutput.Write(((ConfigurationResult.Invalid)loaded).Errors, json: false);
        var result = await JournalRehearsal.RunAsync(configuration.Run, configuration.Hash, events).ConfigureAwait(false);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Ticks} ticks agree with the journal in decision, postings and equity: {result.Events} events in {result.Elapsed.TotalSeconds:0.00} s, {result.Events / Math.Max(result.Elapsed.TotalSeconds, 0.001):0} events/s"));
        return result.Difference is { } difference ? ErrorOutput.Write([difference], json: false) : ExitCodes.Fine;
    }

    /// <summary>Exit code 0 when both decided and sent the same, 1 when not, 2 when the configuration is not valid.</summary>
    private static async Task<int> BacktestAsync(ImmutableArray<IJournalEvent> events, string[] sets)
    {
        var loaded = Begun(events, sets);
        if (loaded is not ConfigurationResult.Valid { Configuration: var configuration })
            return ErrorOutput.Write(((ConfigurationResult.Invalid)loaded).Errors, json: false);
        var parity = await JournalBacktest.RunAsync(configuration, events).ConfigureAwait(false);
        Console.WriteLine(JournalBacktest.Text(parity));
        return parity.Differences.IsEmpty ? ExitCodes.Fine : ExitCodes.Failed;
    }

    /// <summary>The configuration that a run was begun with, as its journal says.</summary>
    private static ConfigurationResult Begun(ImmutableArray<IJournalEvent> events, string[] sets) => events.IsEmpty || events[0] is not RunOpened opened
        ? new ConfigurationResult.Invalid([new ConfigurationFault(new BasisError("LTS-001", "The journal does not begin with the opening of a run: there is nothing to replay.", "--id"))])
        : ConfigurationSource.OfProcess().Load(opened.Mode, [.. opened.Sets.IsEmpty ? LiveCommand.OnPaper : opened.Sets, .. sets]);
}

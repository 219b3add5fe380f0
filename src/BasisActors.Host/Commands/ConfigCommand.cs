using System.CommandLine;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Strategies;
using BasisActors.Host.Configuration;
using BasisActors.Host.Terminal;
using Spectre.Console;

namespace BasisActors.Host.Commands;

/// <summary><c>basis config show M</c> and <c>basis config check [M]</c>.</summary>
public static class ConfigCommand
{
    public static Command Create() => new("config", "Show or check configuration.") { Show(), Check() };

    private static Command Show()
    {
        var mode = new Argument<string>("mode") { Description = "Mode to show." };
        var set = new Option<string[]>("--set") { Description = "Override a key: key=value. Repeatable.", DefaultValueFactory = _ => [] };
        var command = new Command("show", "Effective configuration with the origin of each value.") { mode, set };
        command.SetAction(parsed => Guarded(() =>
        {
            switch (ConfigurationSource.OfProcess().Load(parsed.GetValue(mode)!, parsed.GetValue(set)!))
            {
                case ConfigurationResult.Invalid invalid:
                    return ErrorOutput.Write(invalid.Errors, json: false);
                case ConfigurationResult.Valid { Configuration: var effective }:
                    var table = new Table().Border(TableBorder.Rounded).AddColumn("key").AddColumn("value").AddColumn("origin");
                    foreach (var value in effective.Values)
                        table.AddRow(Markup.Escape(value.Key), Markup.Escape(Redaction.Show(value.Key, value.Value)), Markup.Escape(value.Origin));
                    AnsiConsole.Write(table);
                    Console.Out.WriteLine($"config_hash {effective.Hash}");
                    return ExitCodes.Fine;
                default:
                    throw new InvalidOperationException("A configuration is either valid or invalid.");
            }
        }));
        return command;
    }

    private static Command Check()
    {
        var mode = new Argument<string?>("mode") { Description = "Mode to check; all without it.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("check", "Validate all configuration files; every error at once.") { mode };
        command.SetAction(parsed => Guarded(() =>
        {
            var source = ConfigurationSource.OfProcess();
            IReadOnlyList<BasisError> errors = parsed.GetValue(mode) is { } one
                ? source.Load(one, []) is ConfigurationResult.Invalid invalid ? invalid.Errors : []
                : source.CheckAll();
            if (errors.Count > 0)
            {
                _ = ErrorOutput.Write(errors, json: false);
                return ExitCodes.Usage;
            }

            Console.Out.WriteLine($"configuration is valid ({string.Join(", ", StrategyFactory.All.Select(m => m.Name))})");
            return ExitCodes.Fine;
        }));
        return command;
    }

    private static int Guarded(Func<int> work)
    {
        try
        {
            return work();
        }
        catch (BasisException e)
        {
            return ErrorOutput.Write([e.Error], json: false);
        }
    }
}

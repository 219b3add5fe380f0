using System.CommandLine;
using BasisActors.Domain.Strategies;
using Spectre.Console;

namespace BasisActors.Host.Commands;

/// <summary><c>basis modes</c>: the known modes.</summary>
public static class ModesCommand
{
    public static Command Create()
    {
        var command = new Command("modes", "List the modes.");
        command.SetAction(_ =>
        {
            var table = new Table().Border(TableBorder.Rounded).AddColumn("mode").AddColumn("what it does");
            foreach (var (name, description) in StrategyFactory.All)
                table.AddRow(Markup.Escape(name), Markup.Escape(description));
            AnsiConsole.Write(table);
            return ExitCodes.Fine;
        });
        return command;
    }
}

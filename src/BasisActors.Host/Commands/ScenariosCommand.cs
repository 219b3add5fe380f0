using System.CommandLine;
using BasisActors.Host.Scenarios;
using BasisActors.Host.Terminal;
using Spectre.Console;

namespace BasisActors.Host.Commands;

/// <summary><c>basis scenarios</c>: what can be done to the data and the venues of a backtest.</summary>
public static class ScenariosCommand
{
    public static Command Create()
    {
        var command = new Command("scenarios", "List the stress scenarios with their keys.");
        command.SetAction(_ =>
        {
            foreach (var scenario in ScenarioCatalogue.All)
                Write(scenario);
            return ExitCodes.Fine;
        });
        return command;
    }

    private static void Write(ScenarioDefinition scenario)
    {
        Console.Out.WriteLine($"{scenario.Name}: {scenario.Meaning}");
        var table = new Table().Border(TableBorder.Rounded).AddColumn("key").AddColumn("default").AddColumn("it must be").AddColumn("meaning");
        foreach (var key in scenario.Keys)
            table.AddRow(Markup.Escape(key.Name), Markup.Escape(key.Default), Markup.Escape(key.Type.Allowed), Markup.Escape(key.Meaning));
        TableOutput.Write(table);
    }
}

using System.Collections.Immutable;
using BasisActors.Host.Inspection;
using Petabridge.Cmd;

namespace BasisActors.Petabridge;

/// <summary>The palette of a host in the terms of Petabridge.Cmd: one palette <c>basis</c>, with <c>actors tree</c> as its command <c>actors-tree</c> and each argument as a switch.</summary>
internal static class PaletteMap
{
    /// <summary>Name of the palette.</summary>
    public const string Name = "basis";

    /// <summary>Our commands by the names that they have there.</summary>
    public static readonly ImmutableSortedDictionary<string, InspectionCommand> Commands =
        InspectionCatalogue.Commands.ToImmutableSortedDictionary(c => $"{c.Group}-{c.Verb}", c => c, StringComparer.Ordinal);

    public static readonly CommandPalette Palette = new(Name, [.. Commands.Select(c => Definition(c.Key, c.Value))]);

    private static CommandDefinition Definition(string name, InspectionCommand command)
    {
        var builder = new CommandDefinitionBuilder().WithName(name).WithDescription(command.Description);
        foreach (var argument in command.Arguments)
        {
            builder = builder.WithArgument(a => a.WithName(argument.Name).WithDescription(Describe(argument)).IsMandatory(argument.IsRequired).WithSwitch($"--{argument.Name}"));
        }

        return builder.Build();
    }

    private static string Describe(InspectionArgument argument) => argument.Kind switch
    {
        ArgumentKind.Flag => $"{argument.Description} true or false.",
        ArgumentKind.Choice => $"{argument.Description} One of {string.Join(", ", argument.Choices)}.",
        _ => argument.Description,
    };
}

using System.Collections.Immutable;
using BasisActors.Domain.Errors;
using BasisActors.Host.Inspection.Commands;

namespace BasisActors.Host.Inspection;

/// <summary>
/// The palette: every command to look at a host's actors and to act on them, once. The command line, HTTP and Petabridge.Cmd only map it.
/// </summary>
public static class InspectionCatalogue
{
    /// <summary>All commands, by group and in the order in which they are shown.</summary>
    public static readonly ImmutableArray<InspectionCommand> Commands =
    [
        .. ActorCommands.All, .. StrategyCommands.All, .. BlockCommands.All, .. LedgerCommands.All, .. RiskCommands.All, .. EventCommands.All, .. LogCommands.All, .. ClusterCommands.All,
    ];

    /// <exception cref="BasisException">INS-003 when there is no such command.</exception>
    public static InspectionCommand Find(string group, string verb) =>
        Commands.FirstOrDefault(c => c.Group == group && c.Verb == verb)
        ?? throw new BasisException("INS-003", $"There is no command '{group} {verb}'.", $"{group}/{verb}", $"There are {string.Join(", ", Commands.Select(c => c.Name))}.");
}

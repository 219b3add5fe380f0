using System.Collections.Immutable;
using BasisActors.Host.Http;
using BasisActors.Host.Live;

namespace BasisActors.Host.Inspection.Commands;

/// <summary>The level of the log, or of what one source writes to it.</summary>
public sealed record LevelEntry(string Source, string Level) : InspectionRecord
{
    public override IEnumerable<InspectionField> Fields => [new("source", Source), new("level", Level)];
}

/// <summary><c>log level</c>.</summary>
internal static class LogCommands
{
    public static readonly ImmutableArray<InspectionCommand> All =
    [
        new("log", "level", "Show the levels of the log, or change one until the process ends.")
        {
            Arguments =
            [
                new("level", $"The new level: {string.Join(", ", LogLevels.Names)}; with --source also 'default', which takes a level of its own back.")
                {
                    Kind = ArgumentKind.Choice, Choices = [.. LogLevels.Names, LogLevels.Default], IsPositional = true, Role = ApiRole.Operate,
                },
                new("source", "Only of what comes from a source that begins so: a class, or an actor's path such as /user/runs/btc_basis."),
            ],
            Handle = (host, call, _) => Records.Of(Level(host.Levels, call)),
        },
    ];

    private static IEnumerable<InspectionRecord> Level(LogLevels levels, InspectionCall call)
    {
        if (call["level"] is { } level)
            levels.Set(level, call["source"]);
        return levels.All.Where(l => call["level"] is not null || call["source"] is null || l.Source == call["source"]).Select(l => new LevelEntry(l.Source, l.Level));
    }
}

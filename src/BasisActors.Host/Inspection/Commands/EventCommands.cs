using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using BasisActors.Domain.Errors;
using BasisActors.Host.EventLog;

namespace BasisActors.Host.Inspection.Commands;

/// <summary>One event of a run, as it stands in its file.</summary>
/// <param name="Run">The run.</param>
/// <param name="Line">The record.</param>
public sealed record EventEntry(string Run, string Line) : InspectionRecord
{
    private static readonly string[] Shown = ["order", "timestamp", "real_utc_time", "component", "event_type", "level", "status"];

    public override IEnumerable<InspectionField> Fields
    {
        get
        {
            using var document = JsonDocument.Parse(Line);
            var line = document.RootElement.Clone();
            yield return new InspectionField("run", Run);
            foreach (var name in Shown)
                yield return new InspectionField(name, line.TryGetProperty(name, out var value) ? value.ValueKind == JsonValueKind.Number ? value.GetInt64() : value.ToString() : null);
            yield return new InspectionField("data", line.TryGetProperty("data", out var data) ? data : null);
        }
    }
}

/// <summary><c>events tail</c>.</summary>
internal static class EventCommands
{
    public static readonly ImmutableArray<InspectionCommand> All =
    [
        new("events", "tail", "The last events of a run; with --follow also those to come.")
        {
            Arguments =
            [
                StrategyCommands.Run, new("component", "Only those of a component, by the name of its actor, such as ledger or cex-bybit."),
                new("count", "The last so many; 20 without it.") { Kind = ArgumentKind.Count, Range = (1, 10_000) }, new("follow", "Go on with the events to come.") { Kind = ArgumentKind.Flag },
            ],
            Streams = call => call.Has("follow"),
            Handle = TailAsync,
        },
    ];

    private static async IAsyncEnumerable<InspectionRecord> TailAsync(InspectedHost host, InspectionCall call, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var runs = host.RunsOf(call["run"]);
        var component = call["component"] is { } asked ? RecordName(asked) : null;
        var count = call.Count("count", 20);
        if (call.Has("follow") && runs.Count != 1)
            throw new BasisException("INS-001", $"This host carries {runs.Count} runs; one can be followed.", "run", runs.Count == 0 ? "Begin one." : $"Name one of {string.Join(", ", runs.Select(r => r.Id))}.");
        foreach (var run in runs)
        {
            if (run.Events is not { } events)
                continue;
            if (!call.Has("follow"))
            {
                foreach (var line in events.Last(count, component))
                    yield return new EventEntry(run.Id, line);
                continue;
            }

            await foreach (var line in events.FollowAsync(count, component, cancellation).ConfigureAwait(false))
                yield return new EventEntry(run.Id, line);
        }
    }

    private static string RecordName(string component)
    {
        try
        {
            return EventNames.RecordNameOf(component);
        }
        catch (BasisException)
        {
            throw new BasisException("INS-001", $"'{component}' is not a component that writes events.", "component", "It must be the name of a component's actor, such as clock, market-data, ledger, exposure, risk, attribution, strategy-btc_basis, execution, cex-bybit, on-chain, event-log or results.");
        }
    }
}

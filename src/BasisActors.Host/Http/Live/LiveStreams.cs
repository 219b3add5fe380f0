using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using BasisActors.Host.EventLog;
using BasisActors.Host.Http.Streams;
using BasisActors.Host.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace BasisActors.Host.Http.Live;

/// <summary>One event of the stream of ticks.</summary>
/// <param name="Status">A run as of its last tick; null in a <c>lag</c> event.</param>
/// <param name="Missed">How many ticks the reader was too slow for since the event before; null in a <c>tick</c> event.</param>
public sealed record StreamedTick(LiveRunStatus? Status, long? Missed);

/// <summary>Ticks and event logs of live runs as server-sent events. Nobody who reads can slow a run: ticks that a reader is too slow for are missed and counted, the log is read from its files.</summary>
public static class LiveStreams
{
    public static void Map(RouteGroupBuilder live)
    {
        live.MapGet("/ticks", (HttpContext context, LiveOperations operations, HostedRuns runs, EventStreams streams) => Ticks(null, context, operations, runs, streams))
            .WithSummary("Each tick of all runs that the host carries, as server-sent events: `tick`, `lag`. Begins with how they are.");
        live.MapGet("/{id}/ticks", (string id, HttpContext context, LiveOperations operations, HostedRuns runs, EventStreams streams) => Ticks(operations.Find(id).Id, context, operations, runs, streams))
            .WithSummary("Each tick of one run, as server-sent events: `tick`, `lag`. Begins with how it is.").ProducesProblem(404);
        live.MapGet("/{id}/log", Log).WithSummary("The event log of a run as it is written, as server-sent events named `event`, with the number of the event as id.").ProducesProblem(404);
    }

    private static ServerSentEventsResult<StreamedTick> Ticks(string? id, HttpContext context, LiveOperations operations, HostedRuns runs, EventStreams streams) =>
        TypedResults.ServerSentEvents(streams.Serve(context, stop => TicksAsync(id, operations, runs, stop)));

    private static async IAsyncEnumerable<SseItem<StreamedTick>> TicksAsync(string? id, LiveOperations operations, HostedRuns runs, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (missed, told) = (0L, 0L);
        using var watch = runs.Watch(id, _ => Interlocked.Increment(ref missed)); // before looking at how it is: nothing falls between
        foreach (var now in operations.List().Where(r => (id is null || r.Id == id) && r.Status is not null))
            yield return Tick(now, operations);
        await foreach (var status in watch.Ticks.ReadAllAsync(cancellation).ConfigureAwait(false))
        {
            if (Interlocked.Read(ref missed) is var sum && sum > told)
            {
                yield return new SseItem<StreamedTick>(new StreamedTick(null, sum - told), "lag");
                told = sum;
            }

            yield return Tick(new LiveRun(status.Run, LiveRun.Running, status, null, null), operations);
        }
    }

    private static SseItem<StreamedTick> Tick(LiveRun run, LiveOperations operations) =>
        new(new StreamedTick(LiveViews.Status(run, operations.NextTick(run)), null), "tick") { EventId = FormattableString.Invariant($"{run.Id}-{run.Status!.Tick}") };

    private static ServerSentEventsResult<string> Log(
        string id, HttpContext context, LiveOperations operations, HttpOptions options, EventStreams streams, TimeProvider time,
        [FromQuery] string? component = null, [FromQuery] string? level = null, [FromQuery] long? after = null, [FromHeader(Name = "Last-Event-ID")] string? lastEventId = null)
    {
        var run = operations.Find(id);
        if (component is not null && !EventNames.Files.Contains(component.Split(':')[0]))
            throw ApiFault.Invalid("component", $"'{Short(component)}' is not a component.", [.. EventNames.Files.Order(StringComparer.Ordinal)]).Exception();
        if (!TryLevel(level, out var least))
            throw ApiFault.Invalid("level", $"'{Short(level!)}' is not a level.", [.. EventLevels.All.Select(n => n.ToLowerInvariant())]).Exception();
        if (long.TryParse(lastEventId, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var last))
            after = last; // a reader that comes again
        var tail = new EventFileReader(Path.Combine(options.Runs, run.Id, "logs", "events"), component, least, after, time);
        return TypedResults.ServerSentEvents(streams.Serve(context, stop => LogAsync(tail, stop)));
    }

    private static async IAsyncEnumerable<SseItem<string>> LogAsync(EventFileReader tail, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var line in tail.ReadAsync(cancellation).ConfigureAwait(false))
            yield return new SseItem<string>(line.Text, "event") { EventId = FormattableString.Invariant($"{line.Order}") };
    }

    private static bool TryLevel(string? text, out EventLevel level)
    {
        var index = text is null ? 0 : EventLevels.All.ToList().FindIndex(n => n.Equals(text, StringComparison.OrdinalIgnoreCase));
        level = (EventLevel)Math.Max(0, index);
        return index >= 0;
    }

    private static string Short(string text) => text.Length <= 50 ? text : text[..50] + "…";
}

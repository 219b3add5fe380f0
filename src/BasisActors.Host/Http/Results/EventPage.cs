using System.Reflection;
using System.Text.Json;
using BasisActors.Host.EventLog.Files;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace BasisActors.Host.Http.Results;

/// <summary>Events of a run.</summary>
/// <param name="Events">In their order, as they stand in the run's files (docs/events.md): amounts are JSON numbers at full precision.</param>
/// <param name="Total">Order of the last event there is.</param>
/// <param name="Limit">Most in this answer.</param>
/// <param name="Offset">Events up to this order are left out.</param>
public sealed record EventList(IReadOnlyList<JsonElement> Events, long Total, int Limit, long Offset);

/// <summary>Streams a page of events: the answer is never in memory as a whole.</summary>
internal sealed class EventPage(string directory, Page page) : IResult, IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(Answer<EventList>), ["application/json"]));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var stop = httpContext.RequestAborted;
        var total = EventLines.Last(directory);
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        var output = httpContext.Response.BodyWriter;
        await using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteBoolean("success", true);
        json.WriteStartObject("data");
        json.WriteStartArray("events");
        var count = 0;
        await foreach (var line in EventLines.ReadAsync(directory, page.Offset, stop).ConfigureAwait(false))
        {
            if (count++ == page.Limit)
                break;
            json.WriteRawValue(line.Span, skipInputValidation: true);
            if (json.BytesPending > 64 * 1024)
            {
                await json.FlushAsync(stop).ConfigureAwait(false);
                await output.FlushAsync(stop).ConfigureAwait(false);
            }
        }

        json.WriteEndArray();
        json.WriteNumber("total", total);
        json.WriteNumber("limit", page.Limit);
        json.WriteNumber("offset", page.Offset);
        json.WriteEndObject();
        json.WriteString("timestamp", Answers.Now(httpContext));
        json.WriteString("correlation_id", httpContext.TraceIdentifier);
        json.WriteEndObject();
    }
}

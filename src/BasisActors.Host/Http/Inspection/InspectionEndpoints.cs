using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using BasisActors.Domain.Errors;
using BasisActors.Host.Inspection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace BasisActors.Host.Http.Inspection;

/// <summary>
/// The palette over HTTP: <c>GET inspect/{group}/{verb}</c> with the arguments in the query for what only looks, <c>POST</c> with the arguments as a JSON object for what
/// changes something. An answer without an end comes as server-sent events.
/// </summary>
public static class InspectionEndpoints
{
    /// <summary>For so long an answer without an end may still turn out to be an error.</summary>
    private static readonly TimeSpan Beginning = TimeSpan.FromMilliseconds(200);

    public static void Map(RouteGroupBuilder api)
    {
        var inspect = api.MapGroup("/inspect").WithTags("inspection");
        foreach (var command in InspectionCatalogue.Commands)
        {
            var path = $"/{command.Group}/{command.Verb}";
            var highest = command.Arguments.Select(a => a.Role ?? ApiRole.Read).Append(command.Role).Max();
            if (command.Role == ApiRole.Read)
            {
                inspect.MapGet(path, (HttpContext context, InspectedHost host) => GetAsync(command, context, host)).WithSummary(command.Description)
                    .Produces<Answer<InspectionRecord[]>>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable)
                    .AddOpenApiOperationTransformer((operation, _, _) => Describe(operation, command));
            }

            if (highest > ApiRole.Read)
            {
                inspect.MapPost(path, (Dictionary<string, string?> arguments, HttpContext context, InspectedHost host) => PostAsync(command, arguments, context, host))
                    .RequireAuthorization(highest.Name()).RequireRateLimiting(CallLimits.Capital).WithSummary(command.Description)
                    .Produces<Answer<InspectionRecord[]>>().ProducesProblem(StatusCodes.Status404NotFound);
            }
        }
    }

    private static async Task<IResult> GetAsync(InspectionCommand command, HttpContext context, InspectedHost host)
    {
        var call = command.Call(context.Request.Query.SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v ?? ""))));
        if (!call.IsReading)
            throw new BasisException("INS-001", $"{command.Name} with {string.Join(" and ", call.Arguments.Keys)} changes something.", "method", "Send it by POST, with the arguments as a JSON object.");
        return call.Streams ? await StreamAsync(call, context, host).ConfigureAwait(false) : await AnswerAsync(call, context, host).ConfigureAwait(false);
    }

    private static Task<IResult> PostAsync(InspectionCommand command, Dictionary<string, string?> arguments, HttpContext context, InspectedHost host) =>
        AnswerAsync(command.Call(arguments.Select(a => KeyValuePair.Create(a.Key, a.Value ?? ""))), context, host);

    private static async Task<IResult> AnswerAsync(InspectionCall call, HttpContext context, InspectedHost host)
    {
        var records = new List<InspectionRecord>();
        await foreach (var record in call.AnswerAsync(host, context.RequestAborted).ConfigureAwait(false))
            records.Add(record);
        return Answers.Ok(context, records.ToArray());
    }

    /// <summary>What is wrong with a call shows before its first record, and can then still be told as a problem.</summary>
    private static async Task<IResult> StreamAsync(InspectionCall call, HttpContext context, InspectedHost host)
    {
        var records = call.AnswerAsync(host, context.RequestAborted).GetAsyncEnumerator(context.RequestAborted);
        var first = records.MoveNextAsync().AsTask();
        await Task.WhenAny(first, Task.Delay(Beginning, host.Time, context.RequestAborted)).ConfigureAwait(false);
        if (first.IsFaulted)
            await first.ConfigureAwait(false);
        return TypedResults.ServerSentEvents(Items(records, first, context.RequestAborted), "record");
    }

    private static async IAsyncEnumerable<string> Items(IAsyncEnumerator<InspectionRecord> records, Task<bool> first, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using (records.ConfigureAwait(false))
        {
            for (var isThere = await first.ConfigureAwait(false); isThere && !cancellation.IsCancellationRequested; isThere = await records.MoveNextAsync().ConfigureAwait(false))
                yield return InspectionJson.Text(records.Current);
        }
    }

    private static Task Describe(OpenApiOperation operation, InspectionCommand command)
    {
        operation.Parameters ??= [];
        foreach (var argument in command.Arguments.Where(a => a.Role is null))
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = argument.Name,
                In = ParameterLocation.Query,
                Required = argument.IsRequired,
                Description = argument.Description,
                Schema = argument.Kind switch
                {
                    ArgumentKind.Flag => new OpenApiSchema { Type = JsonSchemaType.Boolean },
                    ArgumentKind.Count => new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = $"{argument.Range.Least}", Maximum = $"{argument.Range.Most}" },
                    ArgumentKind.Choice => new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. argument.Choices.Select(c => (JsonNode)JsonValue.Create(c))] },
                    ArgumentKind.Duration => new OpenApiSchema { Type = JsonSchemaType.String, Pattern = @"^\d{1,9}(ms|s|m|h)$" },
                    _ => new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1 },
                },
            });
        }

        return Task.CompletedTask;
    }
}

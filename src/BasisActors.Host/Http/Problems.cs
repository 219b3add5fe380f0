using System.Globalization;
using System.Text.Json;
using BasisActors.Domain.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace BasisActors.Host.Http;

/// <summary>Every refusal and failure leaves as a problem document (RFC 9457) with our code.</summary>
internal static class Problems
{
    public static Task WriteAsync(HttpContext context, ApiFault fault)
    {
        context.Response.StatusCode = fault.Status;
        if (fault.RetryAfter is { } after)
            context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var problem = new ProblemDetails
        {
            Type = $"urn:basis:{fault.Code.ToLowerInvariant()}",
            Title = ReasonPhrases.GetReasonPhrase(fault.Status),
            Status = fault.Status,
            Detail = fault.Message,
            Instance = context.Request.Path,
            Extensions = { ["success"] = false, ["code"] = fault.Code, ["correlation_id"] = context.TraceIdentifier },
        };
        Add("error_code", fault.ErrorCode);
        Add("where", fault.Where);
        Add("resolution", fault.Resolution);
        if (!fault.Errors.IsEmpty)
            problem.Extensions["errors"] = fault.Errors;
        return context.Response.WriteAsJsonAsync(problem, ApiJson.Options, "application/problem+json", CancellationToken.None);

        void Add(string name, string? value)
        {
            if (value is not null)
                problem.Extensions[name] = value;
        }
    }

    /// <summary>What an exception is to a caller. One that nobody expected says nothing of the inside; it is in the host's log under the correlation id.</summary>
    public static ApiFault Of(Exception exception) => exception switch
    {
        ApiFaultException known => known.Fault,
        BasisException known => ApiFault.Of(known.Error),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new ApiFault(413, ApiFault.Validation, "The request is too large."),
        BadHttpRequestException { InnerException: JsonException json } => ApiFault.Invalid(json.Path is { Length: > 2 } path ? path[2..] : "body", $"The body is not what this call takes: {Short(json)}"),
        BadHttpRequestException bad => new ApiFault(bad.StatusCode, ApiFault.Validation, bad.Message),
        JsonException json => ApiFault.Invalid("body", $"The body is not JSON of this call: {Short(json)}"),
        _ => new ApiFault(500, "SYSTEM_ERROR", "The call failed inside the host.") { ErrorCode = "API-002", Resolution = "See the host's log under the correlation id." },
    };

    public static void Handle(IApplicationBuilder app, ILogger log)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            AllowStatusCode404Response = true,
            SuppressDiagnosticsCallback = _ => true, // what is the caller's fault is not for the log, and the rest is logged below
            ExceptionHandler = context =>
            {
                var exception = context.Features.GetRequiredFeature<IExceptionHandlerFeature>().Error;
                var fault = Of(exception);
                if (fault.Status >= StatusCodes.Status500InternalServerError && exception is not (BasisException or ApiFaultException))
                    log.LogError(exception, "{Method} {Path} failed, correlation id {CorrelationId}", context.Request.Method, context.Request.Path, context.TraceIdentifier);
                return WriteAsync(context, fault);
            },
        });
        app.UseStatusCodePages(pages => WriteAsync(pages.HttpContext, IsStranger(pages.HttpContext) ? ApiFault.Unauthenticated : OfStatus(pages.HttpContext.Response.StatusCode)));
    }

    /// <summary>A body of the wrong type is refused before anybody asks for the key; who has none is told that first.</summary>
    private static bool IsStranger(HttpContext context) =>
        context.Response.StatusCode == StatusCodes.Status415UnsupportedMediaType && context.User.Identity is not { IsAuthenticated: true } && !context.Request.Path.StartsWithSegments($"{HostServer.Api}/v1/auth");

    private static ApiFault OfStatus(int status) => status switch
    {
        404 => ApiFault.NotFound(ApiFault.NotFoundCode, "There is nothing under this address.", "See /openapi/v1.json."),
        405 => new ApiFault(405, "METHOD_NOT_ALLOWED", "This address does not take that method."),
        415 => new ApiFault(415, ApiFault.Validation, "The body must be application/json."),
        429 => new ApiFault(429, ApiFault.RateLimit, "Too many calls."),
        _ => new ApiFault(status, status >= 500 ? "SYSTEM_ERROR" : ApiFault.Validation, ReasonPhrases.GetReasonPhrase(status)),
    };

    private static string Short(JsonException exception) => exception.Message.Split(" Path:", 2)[0];
}

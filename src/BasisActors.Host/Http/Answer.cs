using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BasisActors.Host.Http;

/// <summary>What a successful call is answered with (domain reference §10).</summary>
/// <param name="Data">The answer itself.</param>
/// <param name="Timestamp">UTC.</param>
/// <param name="CorrelationId">Stands in the host's log and audit too.</param>
public sealed record Answer<T>(T Data, DateTimeOffset Timestamp, string CorrelationId)
{
    public bool Success => true;
}

public static class Answers
{
    public static Ok<Answer<T>> Ok<T>(HttpContext context, T data) => TypedResults.Ok(Of(context, data));

    /// <summary>Taken in; it will be carried out.</summary>
    public static Accepted<Answer<T>> Accepted<T>(HttpContext context, T data, string? location = null) => TypedResults.Accepted(location, Of(context, data));

    /// <summary>An answer whose status says something of the host and not of the call.</summary>
    public static JsonHttpResult<Answer<T>> WithStatus<T>(HttpContext context, T data, int status) => TypedResults.Json(Of(context, data), statusCode: status);

    internal static DateTimeOffset Now(HttpContext context) => Time(context).GetUtcNow();

    private static Answer<T> Of<T>(HttpContext context, T data) => new(data, Now(context), context.TraceIdentifier);

    private static TimeProvider Time(HttpContext context) => (TimeProvider?)context.RequestServices.GetService(typeof(TimeProvider)) ?? throw new UnreachableException();
}

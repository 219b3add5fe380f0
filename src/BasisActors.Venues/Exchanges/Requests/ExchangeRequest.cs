namespace BasisActors.Venues.Exchanges.Requests;

/// <summary>A request before it is signed.</summary>
/// <param name="Path">Such as <c>/v5/order/create</c>.</param>
/// <param name="Query">Without '?'; names and values need no escaping, or have it.</param>
/// <param name="Body">JSON of a POST; null when there is none.</param>
/// <param name="IsSigned">Whether it concerns the account.</param>
internal sealed record ExchangeRequest(string Path, string Query, string? Body, bool IsSigned)
{
    /// <summary>Whether it changes something. Such a request goes out once.</summary>
    public bool IsPost { get; init; } = Body is not null;

    public string Method => IsPost ? "POST" : "GET";

    public static ExchangeRequest Public(string path, string query = "") => new(path, query, null, false);

    public static ExchangeRequest Account(string path, string query) => new(path, query, null, true);

    public static ExchangeRequest Order(string path, string body) => new(path, "", body, true);

    /// <summary>A POST with its parameters in the query.</summary>
    public static ExchangeRequest Post(string path, string query) => new(path, query, null, true) { IsPost = true };
}

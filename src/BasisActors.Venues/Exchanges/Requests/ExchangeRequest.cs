namespace BasisActors.Venues.Exchanges.Requests;

/// <summary>A request before it is signed.</summary>
/// <param name="Path">Such as <c>/v5/order/create</c>.</param>
/// <param name="Query">Without '?'; names and values need no escaping.</param>
/// <param name="Body">JSON of a POST; null for a GET.</param>
/// <param name="IsSigned">Whether it concerns the account.</param>
internal sealed record ExchangeRequest(string Path, string Query, string? Body, bool IsSigned)
{
    public static ExchangeRequest Public(string path, string query = "") => new(path, query, null, false);

    public static ExchangeRequest Account(string path, string query) => new(path, query, null, true);

    public static ExchangeRequest Order(string path, string body) => new(path, "", body, true);
}

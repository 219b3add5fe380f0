using System.Collections.Immutable;

namespace BasisActors.Venues.Paper;

/// <summary>A request as it came over the wire: the paper exchange checks signatures over exactly these bytes.</summary>
/// <param name="Method">GET, POST, DELETE.</param>
/// <param name="Path">Path without query, such as <c>/v5/order/create</c>.</param>
/// <param name="Query">Query without '?', exactly as sent; empty when there is none.</param>
/// <param name="Headers">By name, case-insensitive.</param>
/// <param name="Body">Text of the body; empty when there is none.</param>
public sealed record WireRequest(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>A header's value; empty when there is none.</summary>
    public string Header(string name)
    {
        foreach (var (known, value) in Headers)
        {
            if (known.Equals(name, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        return "";
    }
}

/// <param name="Status">HTTP status.</param>
/// <param name="Body">JSON.</param>
/// <param name="Headers">Besides the content type.</param>
public sealed record WireAnswer(int Status, string Body, ImmutableArray<KeyValuePair<string, string>> Headers)
{
    public static WireAnswer Json(string body, int status = 200) => new(status, body, []);
}

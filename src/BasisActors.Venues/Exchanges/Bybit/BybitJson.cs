using System.Text.Json;

namespace BasisActors.Venues.Exchanges.Bybit;

internal static class BybitJson
{
    /// <summary>The entries of <c>result.list</c>.</summary>
    public static IEnumerable<JsonElement> List(this JsonElement result) => result.GetProperty("list").EnumerateArray();
}

using System.Text.Json.Nodes;

namespace BasisActors.Host.Tests.Http.Fuzz;

/// <summary>One method of one path, as the document describes it.</summary>
/// <param name="Method">GET, POST, ….</param>
/// <param name="Path">With its placeholders.</param>
/// <param name="Parameters">In path, query or header.</param>
/// <param name="Body">Schema of the JSON body; null without one.</param>
/// <param name="Statuses">What it says it answers.</param>
/// <param name="NeedsKey">Whether it asks for one.</param>
internal sealed record Operation(string Method, string Path, IReadOnlyList<Parameter> Parameters, JsonNode? Body, IReadOnlySet<int> Statuses, bool NeedsKey)
{
    public bool ChangesState => Method is not ("GET" or "HEAD");

    public static IReadOnlyList<Operation> All(JsonNode document) =>
    [
        .. from path in document["paths"]!.AsObject()
           from method in path.Value!.AsObject()
           where method.Key is "get" or "post" or "put" or "delete" or "patch"
           let operation = method.Value!
           select new Operation(
               method.Key.ToUpperInvariant(),
               path.Key,
               [.. (operation["parameters"]?.AsArray() ?? []).Select(p => new Parameter(p!["name"]!.GetValue<string>(), p["in"]!.GetValue<string>(), p["schema"]))],
               operation["requestBody"]?["content"]?["application/json"]?["schema"],
               operation["responses"]!.AsObject().Select(r => int.TryParse(r.Key, out var status) ? status : 0).ToHashSet(),
               operation["security"] is not null),
    ];

    public override string ToString() => $"{Method} {Path}";
}

internal sealed record Parameter(string Name, string In, JsonNode? Schema);

using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace BasisActors.Host.Tests.Http.Fuzz;

/// <summary>Makes requests of an operation from a seed: as its schema wants them, with something wrong in them, or made of rubbish.</summary>
internal sealed class Requests(JsonNode document, int seed)
{
    private const int Deepest = 6;

    private static readonly string[] Rubbish =
    [
        "", " ", "null", "0", "-1", "1e400", "NaN", "../../etc/passwd", "..%2f..%2fetc", "%00", "%", "'; drop table runs; --", "<script>", "é漢🚀", "true", "[]", "{}", "9999999999999999999999999999",
        "2024-13-45", "2024-06-01", "2024-06-01T00:00:00Z", "btc_basis", "usdt", "USDT", "modes", "a", "live", ".host", "con", new('x', 1000), "\u202e\u0000",
    ];

    private readonly Random _random = new(seed);

    public HttpRequestMessage Of(Operation operation)
    {
        var path = operation.Path;
        var query = new List<string>();
        var headers = new List<(string, string)>();
        foreach (var parameter in operation.Parameters)
        {
            switch (parameter.In)
            {
                case "path":
                    var value = Uri.EscapeDataString(Text(parameter.Schema)).Replace("%00", "", StringComparison.Ordinal); // the web server refuses a zero in a path before any code of ours runs
                    path = path.Replace($"{{{parameter.Name}}}", value.Length == 0 ? "x" : value, StringComparison.Ordinal);
                    break;
                case "query" when OneIn(2):
                    query.Add($"{parameter.Name}={Uri.EscapeDataString(Text(parameter.Schema))}");
                    break;
                case "header" when OneIn(3):
                    headers.Add((parameter.Name, new string([.. Text(parameter.Schema).Where(c => c is >= ' ' and <= '~')])));
                    break;
            }
        }

        if (OneIn(20))
            query.Add($"{Uri.EscapeDataString(Pick(Rubbish))}={Uri.EscapeDataString(Pick(Rubbish))}");
        var request = new HttpRequestMessage(new HttpMethod(operation.Method), path + (query.Count > 0 ? "?" + string.Join('&', query) : ""));
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (operation.ChangesState && OneIn(10))
            request.Headers.TryAddWithoutValidation("Idempotency-Key", new string([.. Pick(Rubbish).Where(c => c is >= ' ' and <= '~')]));
        if (operation.Body is not null || (operation.ChangesState && OneIn(10)))
            request.Content = Content(operation.Body);
        return request;
    }

    /// <summary>One of the keys, a wrong one, or none.</summary>
    /// <returns>What the request comes with.</returns>
    public string? Sign(HttpRequestMessage request)
    {
        var key = _random.Next(6) switch
        {
            0 => null,
            1 => "wrong-key-of-the-tests-0123456789abcdef",
            2 => ServedHost.ReadKey,
            3 => ServedHost.OperateKey,
            _ => ServedHost.AdminKey,
        };
        if (key is null)
            return null;
        if (OneIn(2))
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        else
            request.Headers.Add("X-API-Key", key);
        return key;
    }

    private HttpContent Content(JsonNode? schema)
    {
        var text = _random.Next(12) switch
        {
            0 => Pick(Rubbish),
            1 => "{\"a\":",
            2 => string.Concat(Enumerable.Repeat("[", 200)),
            _ => (schema is null ? null : Value(schema, 0))?.ToJsonString() ?? "null",
        };
        var type = OneIn(15) ? Pick(["text/plain", "application/xml", "application/json; charset=utf-16", "multipart/form-data"]) : "application/json";
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }

    private JsonNode? Value(JsonNode schema, int depth)
    {
        if (OneIn(25) || depth > Deepest)
            return _random.Next(4) switch { 0 => null, 1 => new JsonArray(), 2 => JsonValue.Create(_random.Next()), _ => JsonValue.Create(Pick(Rubbish)) };
        schema = Resolve(schema);
        if (schema["oneOf"]?.AsArray() is { Count: > 0 } choices)
            return Value(choices[_random.Next(choices.Count)]!, depth + 1);
        if (schema["enum"]?.AsArray() is { Count: > 0 } allowed)
            return allowed[_random.Next(allowed.Count)]?.DeepClone();
        return Type(schema) switch
        {
            "object" => Object(schema, depth),
            "array" => new JsonArray([.. Enumerable.Range(0, _random.Next(3)).Select(_ => schema["items"] is { } items ? Value(items, depth + 1) : null)]),
            "integer" => JsonValue.Create(_random.Next(-10, 1000)),
            "number" => JsonValue.Create(_random.NextDouble() * 1000),
            "boolean" => JsonValue.Create(OneIn(2)),
            "null" => null,
            _ => JsonValue.Create(Text(schema)),
        };
    }

    private JsonObject Object(JsonNode schema, int depth)
    {
        var made = new JsonObject();
        foreach (var (name, property) in schema["properties"]?.AsObject() ?? [])
        {
            if (property is not null && !OneIn(8))
                made[name] = Value(property, depth + 1);
        }

        if (schema["additionalProperties"] is JsonObject values)
            made[Pick(Rubbish)] = Value(values, depth + 1);
        if (OneIn(20))
            made[Pick(Rubbish)] = Pick(Rubbish);
        return made;
    }

    private string Text(JsonNode? schema)
    {
        if (schema is null || OneIn(6))
            return Pick(Rubbish);
        schema = Resolve(schema);
        if (schema["enum"]?.AsArray() is { Count: > 0 } allowed)
            return allowed[_random.Next(allowed.Count)]?.ToString() ?? "";
        return (Type(schema), schema["format"]?.GetValue<string>()) switch
        {
            (_, "decimal") => ((_random.NextDouble() - 0.1) * 100_000).ToString("0.####", CultureInfo.InvariantCulture),
            (_, "date-time") => DateTimeOffset.UnixEpoch.AddHours(477_000 + _random.Next(10_000)).ToString("O", CultureInfo.InvariantCulture),
            ("integer", _) => _random.Next(-2, 300).ToString(CultureInfo.InvariantCulture),
            ("boolean", _) => Pick(["true", "false"]),
            _ => Pick(["btc_basis", "pure_lending", "eth_leveraged", "USDT", "ETH", "run", "2024-06-01", "2024-06-03", "100000", .. Rubbish]),
        };
    }

    private static string? Type(JsonNode schema) => schema["type"] switch
    {
        JsonArray types => types.Select(t => t!.GetValue<string>()).FirstOrDefault(t => t != "null"),
        JsonValue type => type.GetValue<string>(),
        _ => null,
    };

    private JsonNode Resolve(JsonNode schema)
    {
        while (schema["$ref"]?.GetValue<string>() is { } reference)
            schema = reference[2..].Split('/').Aggregate(document, (node, name) => node[name]!);
        return schema;
    }

    private bool OneIn(int n) => _random.Next(n) == 0;

    private string Pick(string[] from) => from[_random.Next(from.Length)];
}

using System.Globalization;
using System.Text.Json;

namespace BasisActors.Venues.Paper;

/// <summary>Parameters of a request, from the query of a GET or the JSON body of a POST, as text.</summary>
internal abstract class WireArguments
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    protected WireArguments(WireRequest request)
    {
        if (request.Method == "GET")
            Read(request.Query);
        else
            ReadBody(request.Body);
    }

    protected WireArguments(JsonElement body) => Read(body);

    /// <param name="form">Parameters of a body that is a form.</param>
    /// <param name="query">Parameters of the query; where both have one it is this.</param>
    protected WireArguments(string form, string query)
    {
        Read(form);
        Read(query);
    }

    public string this[string name] => _values.GetValueOrDefault(name, "");

    public string Required(string name) => this[name] is { Length: > 0 } value ? value : throw Refusal($"{name} is missing");

    public decimal Number(string name) =>
        decimal.TryParse(Required(name), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Refusal($"{name} is '{this[name]}', not a number");

    public bool Flag(string name) => this[name] switch
    {
        "" or "false" or "False" => false,
        "true" or "True" => true,
        var other => throw Refusal($"{name} is '{other}', not true or false"),
    };

    /// <summary>Entries on a page, 1 to the largest allowed.</summary>
    public int Limit(int usual, int largest)
    {
        if (this["limit"].Length == 0)
            return usual;
        return int.TryParse(this["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit >= 1
            ? Math.Min(limit, largest)
            : throw Refusal($"limit is '{this["limit"]}', not a number from 1 to {largest}");
    }

    /// <summary>Milliseconds; null when it is not given.</summary>
    public long? Time(string name)
    {
        if (this[name].Length == 0)
            return null;
        return long.TryParse(this[name], NumberStyles.None, CultureInfo.InvariantCulture, out var time)
            ? time
            : throw Refusal($"{name} is '{this[name]}', not a time in milliseconds");
    }

    /// <summary>The exchange's way to refuse a parameter.</summary>
    protected abstract Exception Refusal(string message);

    private void Read(string query)
    {
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = at < 0 ? (pair, "") : (pair[..at], pair[(at + 1)..]);
            _values[Uri.UnescapeDataString(name)] = Uri.UnescapeDataString(value.Replace('+', ' '));
        }
    }

    private void ReadBody(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            Read(document.RootElement);
        }
        catch (JsonException)
        {
            throw Refusal("the body is not JSON");
        }
    }

    private void Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
            throw Refusal("the body is not a JSON object");
        foreach (var property in body.EnumerateObject())
            _values[property.Name] = property.Value.ValueKind == JsonValueKind.Null ? "" : property.Value.ToString();
    }
}

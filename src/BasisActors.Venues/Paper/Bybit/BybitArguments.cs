using System.Globalization;
using System.Text.Json;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Paper.Bybit;

/// <summary>Parameters of a request, from the query of a GET or the JSON body of a POST, as text.</summary>
internal sealed class BybitArguments
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public string this[string name] => _values.GetValueOrDefault(name, "");

    public static BybitArguments Of(WireRequest request)
    {
        var arguments = new BybitArguments();
        if (request.Method == "GET")
            arguments.Read(request.Query);
        else
            arguments.ReadBody(request.Body);
        return arguments;
    }

    public string Required(string name) => this[name] is { Length: > 0 } value ? value : throw Bad($"{name} is missing");

    public Product Category() => Required("category") switch
    {
        "spot" => Product.Spot,
        "linear" => Product.Perpetual,
        var other => throw Bad($"category {other} is not served here; allowed are spot and linear"),
    };

    public decimal Number(string name) =>
        decimal.TryParse(Required(name), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Bad($"{name} is '{this[name]}', not a number");

    public bool Flag(string name) => this[name] switch
    {
        "" or "false" or "False" => false,
        "true" or "True" => true,
        var other => throw Bad($"{name} is '{other}', not true or false"),
    };

    /// <summary>Entries on a page, 1 to the largest allowed.</summary>
    public int Limit(int usual, int largest)
    {
        if (this["limit"].Length == 0)
            return usual;
        return int.TryParse(this["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit >= 1
            ? Math.Min(limit, largest)
            : throw Bad($"limit is '{this["limit"]}', not a number from 1 to {largest}");
    }

    /// <summary>Milliseconds; null when it is not given.</summary>
    public long? Time(string name)
    {
        if (this[name].Length == 0)
            return null;
        return long.TryParse(this[name], NumberStyles.None, CultureInfo.InvariantCulture, out var time)
            ? time
            : throw Bad($"{name} is '{this[name]}', not a time in milliseconds");
    }

    /// <summary>First and last millisecond asked for: a window from one end when only one is given, the last one before now when none is; at most 7 days.</summary>
    public (long From, long To) Window(DateTimeOffset now, TimeSpan usual)
    {
        var span = (long)usual.TotalMilliseconds;
        var (from, to) = (Time("startTime"), Time("endTime"));
        var (first, last) = (from, to) switch
        {
            ({ } f, { } t) => (f, t),
            ({ } f, null) => (f, f + span),
            (null, { } t) => (t - span, t),
            _ => (now.ToUnixTimeMilliseconds() - span, now.ToUnixTimeMilliseconds()),
        };
        if (last < first || last - first > 7 * 86_400_000L)
            throw Bad("startTime must not be after endTime, nor more than 7 days before it");
        return (first, last);
    }

    public static BybitRefusalException Bad(string message) => new(BybitRefusal.Parameter(message));

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
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw Bad("the body is not a JSON object");
            foreach (var property in document.RootElement.EnumerateObject())
                _values[property.Name] = property.Value.ValueKind == JsonValueKind.Null ? "" : property.Value.ToString();
        }
        catch (JsonException)
        {
            throw Bad("the body is not JSON");
        }
    }
}

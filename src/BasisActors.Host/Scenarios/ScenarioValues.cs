using System.Collections.Immutable;
using System.Globalization;

namespace BasisActors.Host.Scenarios;

/// <summary>The values of a scenario's keys, canonical, in the order of its definition.</summary>
internal sealed class ScenarioValues(ImmutableArray<(string Key, string Value)> values)
{
    public DateTimeOffset At => DateTimeOffset.Parse(this[ScenarioCatalogue.At], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public int Hours => Integer("hours");

    public string this[string key] => values.First(v => v.Key == key).Value;

    public decimal Decimal(string key) => decimal.Parse(this[key], CultureInfo.InvariantCulture);

    public int Integer(string key) => int.Parse(this[key], CultureInfo.InvariantCulture);

    public (decimal Least, decimal Most) Range(string key)
    {
        var parts = this[key].Split('-');
        return (decimal.Parse(parts[0], CultureInfo.InvariantCulture), decimal.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    public override string ToString() => string.Join(',', values.Select(v => $"{v.Key}={v.Value}"));
}

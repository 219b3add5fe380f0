using System.Collections.Immutable;
using System.Globalization;
using BasisActors.Domain.Configuration;

namespace BasisActors.Host.Configuration.Schema;

/// <summary>Weights by name that sum to 1; written <c>binance:0.6,okx:0.4</c> on one line or as a YAML mapping. The canonical text is ordered by name.</summary>
internal sealed class WeightsType : SettingType
{
    private const decimal Tolerance = 1e-9m;

    public override string Name => "map of weights";

    public override string Allowed => "name:weight pairs, each weight 0 to 1, with sum 1";

    public override Reading Read(string text)
    {
        var weights = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (name, number) in Pairs(text))
        {
            if (!NameType.IsName(name))
                return Reading.Refuse($"'{name}' is not a name; it must be {Allowed}");
            if (!DecimalType.TryParse(number, out var weight) || !Bounds.Fraction.Contains(weight))
                return Reading.Refuse($"the weight of {name} is '{number}', it must be {Bounds.Fraction}");
            if (!weights.TryAdd(name, weight))
                return Reading.Refuse($"'{name}' is listed twice");
        }

        var sum = weights.Values.Sum();
        return Math.Abs(sum - 1m) <= Tolerance
            ? Reading.Of(string.Join(',', weights.Select(w => $"{w.Key}:{DecimalType.Canonical(w.Value)}")))
            : Reading.Refuse($"the weights sum to {DecimalType.Canonical(sum)}, they must sum to 1");
    }

    public static ImmutableArray<HedgeWeight> Bind(string canonical) =>
        [.. Pairs(canonical).Select(p => new HedgeWeight(p.Name, decimal.Parse(p.Number, CultureInfo.InvariantCulture)))];

    internal static IEnumerable<(string Name, string Number)> Pairs(string text)
    {
        foreach (var item in ListType.Split(text))
        {
            var colon = item.LastIndexOf(':');
            yield return colon < 0 ? (item, "") : (item[..colon].Trim(), item[(colon + 1)..].Trim());
        }
    }
}

/// <summary>Slippage in basis points by notional in USD; written <c>10000:5,100000:7</c> or as a YAML mapping. Bigger trades never slip less.</summary>
internal sealed class SlippageCurveType : SettingType
{
    private static readonly Bounds Bps = Bounds.Between(0m, 10_000m);

    public override string Name => "map notional → bps";

    public override string Allowed => "notional:bps pairs, notional above 0, bps 0 to 10000 and never falling";

    public override Reading Read(string text)
    {
        var points = new SortedDictionary<decimal, decimal>();
        foreach (var (left, right) in WeightsType.Pairs(text))
        {
            if (!DecimalType.TryParse(left, out var notional) || notional <= 0m)
                return Reading.Refuse($"the notional '{left}' must be a decimal number above 0");
            if (!DecimalType.TryParse(right, out var bps) || !Bps.Contains(bps))
                return Reading.Refuse($"the slippage at {left} is '{right}', it must be {Bps}");
            if (!points.TryAdd(notional, bps))
                return Reading.Refuse($"the notional {left} is listed twice");
        }

        if (points.Count == 0)
            return Reading.Refuse($"it is empty; it must be {Allowed}");
        var previous = 0m;
        foreach (var (notional, bps) in points)
        {
            if (bps < previous)
                return Reading.Refuse($"the slippage falls at {DecimalType.Canonical(notional)}; bigger trades must not slip less");
            previous = bps;
        }

        return Reading.Of(string.Join(',', points.Select(p => $"{DecimalType.Canonical(p.Key)}:{DecimalType.Canonical(p.Value)}")));
    }

    public static ImmutableArray<SlippagePoint> Bind(string canonical) =>
        [.. WeightsType.Pairs(canonical).Select(p => new SlippagePoint(
            decimal.Parse(p.Name, CultureInfo.InvariantCulture),
            decimal.Parse(p.Number, CultureInfo.InvariantCulture)))];
}

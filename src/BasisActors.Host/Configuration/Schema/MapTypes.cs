using System.Collections.Immutable;
using System.Globalization;
using BasisActors.Domain.Configuration;

namespace BasisActors.Host.Configuration.Schema;

/// <summary>One <c>left:right</c> of a map.</summary>
internal sealed record MapItem(string Left, string Right)
{
    /// <summary>Splits at the last colon of each item; without a colon the right side is empty.</summary>
    public static List<MapItem> Split(string text)
    {
        var items = new List<MapItem>();
        foreach (var item in ListType.Split(text))
        {
            var colon = item.LastIndexOf(':');
            items.Add(colon < 0 ? new MapItem(item, "") : new MapItem(item[..colon].Trim(), item[(colon + 1)..].Trim()));
        }

        return items;
    }
}

/// <summary>Weights by name that sum to 1; written <c>binance:0.6,okx:0.4</c> on one line or as a YAML mapping. The canonical text is ordered by name.</summary>
internal sealed class WeightsType : SettingType
{
    private const decimal Tolerance = 1e-9m;

    public override string Name => "map name → weight";

    public override string Allowed => "name:weight pairs, each weight 0 to 1, with sum 1";

    public override Reading Read(string text)
    {
        var weights = new List<MapItem>();
        var sum = 0m;
        foreach (var (name, number) in MapItem.Split(text))
        {
            if (!NameType.IsName(name))
                return Reading.Refuse($"'{name}' is not a name; it must be {Allowed}");
            if (!DecimalType.TryParse(number, out var weight) || !Bounds.Fraction.Contains(weight))
                return Reading.Refuse($"the weight of {name} is '{number}', it must be {Bounds.Fraction}");
            if (weights.Exists(w => w.Left == name))
                return Reading.Refuse($"'{name}' is listed twice");
            weights.Add(new MapItem(name, DecimalType.Canonical(weight)));
            sum += weight;
        }

        if (Math.Abs(sum - 1m) > Tolerance)
            return Reading.Refuse($"the weights sum to {DecimalType.Canonical(sum)}, they must sum to 1");
        weights.Sort((a, b) => string.CompareOrdinal(a.Left, b.Left));
        return Reading.Of(string.Join(',', weights.Select(w => $"{w.Left}:{w.Right}")));
    }

    public static HedgeWeight[] Bind(string canonical)
    {
        var items = MapItem.Split(canonical);
        var weights = new HedgeWeight[items.Count];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = new HedgeWeight(items[i].Left, decimal.Parse(items[i].Right, CultureInfo.InvariantCulture));
        return weights;
    }
}

/// <summary>Slippage in basis points by notional in USD; written <c>10000:5,100000:7</c> or as a YAML mapping, in rising order. Bigger trades never slip less.</summary>
internal sealed class SlippageCurveType : SettingType
{
    private static readonly Bounds Bps = Bounds.Between(0m, 10_000m);

    public override string Name => "map notional → bps";

    public override string Allowed => "notional:bps pairs, notional above 0 and rising, bps 0 to 10000 and never falling";

    public override Reading Read(string text)
    {
        var points = new List<string>();
        var (lastNotional, lastBps) = (0m, 0m);
        foreach (var (left, right) in MapItem.Split(text))
        {
            if (!DecimalType.TryParse(left, out var notional) || notional <= lastNotional)
                return Reading.Refuse($"the notional '{left}' must be a decimal number above {DecimalType.Canonical(lastNotional)}");
            if (!DecimalType.TryParse(right, out var bps) || !Bps.Contains(bps))
                return Reading.Refuse($"the slippage at {left} is '{right}', it must be {Bps}");
            if (bps < lastBps)
                return Reading.Refuse($"the slippage falls at {left}; bigger trades must not slip less");
            points.Add($"{DecimalType.Canonical(notional)}:{DecimalType.Canonical(bps)}");
            (lastNotional, lastBps) = (notional, bps);
        }

        return points.Count > 0 ? Reading.Of(string.Join(',', points)) : Reading.Refuse($"it is empty; it must be {Allowed}");
    }

    public static ImmutableArray<SlippagePoint> Bind(string canonical)
    {
        var items = MapItem.Split(canonical);
        var points = new SlippagePoint[items.Count];
        for (var i = 0; i < points.Length; i++)
            points[i] = new SlippagePoint(decimal.Parse(items[i].Left, CultureInfo.InvariantCulture), decimal.Parse(items[i].Right, CultureInfo.InvariantCulture));
        return ImmutableArray.Create(points);
    }
}

using System.Collections.Immutable;
using System.Globalization;
using BasisActors.Domain.Lending;
using BasisActors.Domain.Perpetuals;

namespace BasisActors.Host.Configuration.Schema;

/// <summary>Numbers with slashes between them, such as <c>0.93/0.95/0.01</c>.</summary>
internal static class Slashed
{
    /// <summary>The numbers; null when there are not that many or one is not a number of 0 to below 1.</summary>
    public static decimal[]? Read(string text, int count)
    {
        var parts = text.Split('/', StringSplitOptions.TrimEntries);
        var numbers = new decimal[count];
        if (parts.Length != count)
            return null;
        for (var i = 0; i < count; i++)
        {
            if (!DecimalType.TryParse(parts[i], out numbers[i]) || numbers[i] is < 0 or >= 1)
                return null;
        }

        return numbers;
    }

    public static string Text(decimal[] numbers) => string.Join('/', numbers.Select(DecimalType.Canonical));
}

/// <summary>Risk parameters of one asset or category: <c>maximum loan-to-value/liquidation threshold/liquidation bonus</c>.</summary>
internal sealed class ReserveType : SettingType
{
    public override string Name => "max LTV/threshold/bonus";

    public override string Allowed => "max_ltv/liquidation_threshold/liquidation_bonus, each 0 to below 1, the first below the second, or nothing";

    public override Reading Read(string text)
    {
        if (text.Length == 0)
            return Reading.Of("");
        return Slashed.Read(text, 3) is { } numbers && numbers[0] < numbers[1] ? Reading.Of(Slashed.Text(numbers)) : Refuse();
    }

    public static ReserveParameters Bind(string canonical)
    {
        var numbers = Slashed.Read(canonical, 3)!;
        return new ReserveParameters(numbers[0], numbers[1], numbers[2]);
    }
}

/// <summary>Risk parameters by asset; written <c>WETH:0.805/0.83/0.05,…</c> or as a YAML mapping. The canonical text is ordered by asset.</summary>
internal sealed class ReservesType : SettingType
{
    private static readonly ReserveType One = new();

    public override string Name => "map asset → max LTV/threshold/bonus";

    public override string Allowed => "asset:max_ltv/liquidation_threshold/liquidation_bonus, or nothing";

    public override Reading Read(string text)
    {
        var reserves = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (asset, numbers) in text.Length == 0 ? [] : MapItem.Split(text))
        {
            if (!NameType.IsName(asset) || numbers.Length == 0 || One.Read(numbers).Value is not { } value)
                return Reading.Refuse($"'{asset}:{numbers}' must be asset:{One.Allowed}");
            if (!reserves.TryAdd(asset, value))
                return Reading.Refuse($"'{asset}' is listed twice");
        }

        return Reading.Of(string.Join(',', reserves.Select(r => $"{r.Key}:{r.Value}")));
    }

    public static ImmutableSortedDictionary<string, ReserveParameters> Bind(string canonical) =>
        (canonical.Length == 0 ? [] : MapItem.Split(canonical)).ToImmutableSortedDictionary(i => i.Left, i => ReserveType.Bind(i.Right), StringComparer.Ordinal);
}

/// <summary>Rates by utilisation and asset; written <c>WETH:0/0.0276/0.8/0.92/0.15,…</c> or as a YAML mapping. The canonical text is ordered by asset.</summary>
internal sealed class RateCurvesType : SettingType
{
    public const string Key = "venues.aave_v3.rate_curves";

    public override string Name => "map asset → base/slope1/slope2/optimal utilisation/reserve factor";

    public override string Allowed => "asset:base/slope1/slope2/optimal_utilisation/reserve_factor, each 0 to below 1, the optimal utilisation above 0, or nothing";

    public override Reading Read(string text)
    {
        var curves = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (asset, numbers) in text.Length == 0 ? [] : MapItem.Split(text))
        {
            if (!NameType.IsName(asset) || Slashed.Read(numbers, 5) is not { } values || values[3] == 0)
                return Reading.Refuse($"'{asset}:{numbers}' must be {Allowed}");
            if (!curves.TryAdd(asset, Slashed.Text(values)))
                return Reading.Refuse($"'{asset}' is listed twice");
        }

        return Reading.Of(string.Join(',', curves.Select(c => $"{c.Key}:{c.Value}")));
    }

    public static ImmutableSortedDictionary<string, RateCurve> Bind(string canonical) =>
        (canonical.Length == 0 ? [] : MapItem.Split(canonical)).ToImmutableSortedDictionary(
            i => i.Left, i => Slashed.Read(i.Right, 5) is [var start, var slope1, var slope2, var optimal, var factor] ? new RateCurve(start, slope1, slope2, optimal, factor) : throw new InvalidOperationException(i.Right), StringComparer.Ordinal);
}

/// <summary>Margin tiers by notional in USD: <c>0:0.008/0.004,50000:0.01/0.005</c>, initial and maintenance rate, rising; empty means the two plain rates for every size.</summary>
internal sealed class MarginTiersType : SettingType
{
    public override string Name => "map notional → initial/maintenance rate";

    public override string Allowed => "notional:initial/maintenance, beginning at 0, notional and maintenance rising, each maintenance rate below its initial rate, or nothing";

    public override Reading Read(string text)
    {
        var tiers = new List<string>();
        var (last, lastRate) = (-1m, 0m);
        foreach (var (left, right) in text.Length == 0 ? [] : MapItem.Split(text))
        {
            if (!DecimalType.TryParse(left, out var notional) || notional <= last || (tiers.Count == 0 && notional != 0)
                || Slashed.Read(right, 2) is not { } rates || rates[1] >= rates[0] || rates[1] < lastRate)
                return Reading.Refuse($"'{left}:{right}' does not fit; it must be {Allowed}");
            tiers.Add($"{DecimalType.Canonical(notional)}:{Slashed.Text(rates)}");
            (last, lastRate) = (notional, rates[1]);
        }

        return Reading.Of(string.Join(',', tiers));
    }

    public static ImmutableArray<MarginTier> Bind(string canonical)
    {
        if (canonical.Length == 0)
            return [];
        return MarginRequirement.Tiers([.. MapItem.Split(canonical).Select(i =>
        {
            var rates = Slashed.Read(i.Right, 2)!;
            return (decimal.Parse(i.Left, CultureInfo.InvariantCulture), rates[0], rates[1]);
        })]);
    }
}

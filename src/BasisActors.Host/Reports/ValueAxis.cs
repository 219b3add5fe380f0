using System.Collections.Immutable;

namespace BasisActors.Host.Reports;

/// <summary>A value axis with round ticks that covers the values given.</summary>
internal sealed class ValueAxis
{
    private const int Intervals = 5;
    private static readonly decimal[] Steps = [1m, 2m, 2.5m, 5m, 10m];

    private ValueAxis(decimal low, decimal high, decimal step)
    {
        (Low, High, Step) = (low, high, step);
        var ticks = ImmutableArray.CreateBuilder<decimal>();
        for (var tick = low; tick <= high; tick += step)
            ticks.Add(tick);
        Ticks = ticks.ToImmutable();
    }

    public decimal Low { get; }

    public decimal High { get; }

    public decimal Step { get; }

    public ImmutableArray<decimal> Ticks { get; }

    public static ValueAxis Over(decimal low, decimal high)
    {
        if (high <= low)
        {
            var margin = low == 0 ? 1 : Math.Abs(low) * 0.01m;
            (low, high) = (low - margin, high + margin);
        }

        var step = RoundStep((high - low) / Intervals);
        return new ValueAxis(Math.Floor(low / step) * step, Math.Ceiling(high / step) * step, step);
    }

    /// <summary>Height of a value in units of the axis' length, from the top.</summary>
    public decimal FromTop(decimal value, decimal length) => (High - Math.Clamp(value, Low, High)) / (High - Low) * length;

    private static decimal RoundStep(decimal raw)
    {
        var unit = 1m;
        while (unit > raw && unit > 0.000000000001m)
            unit /= 10;
        while (unit * 10 <= raw)
            unit *= 10;
        foreach (var step in Steps)
        {
            if (unit * step >= raw)
                return unit * step;
        }

        return unit * 10;
    }
}

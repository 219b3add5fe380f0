using System.Collections.Immutable;

namespace BasisActors.Host.Comparison;

/// <summary>One line of <c>equity.csv</c>, as far as a comparison needs it.</summary>
/// <param name="At">Time of the tick.</param>
/// <param name="Equity">Equity after it.</param>
/// <param name="NetFlow">Capital subscribed (+) or paid out (−) in it.</param>
/// <param name="MarginRatio">Smallest margin ratio; null without a position.</param>
/// <param name="HealthFactor">Health factor; null without debt.</param>
/// <param name="IsStale">True when its marks are carried over a hole of the data.</param>
public readonly record struct EquityTick(DateTimeOffset At, decimal Equity, decimal NetFlow, decimal? MarginRatio, decimal? HealthFactor, bool IsStale);

/// <summary>A fill's costs: fee, gas and slippage.</summary>
public readonly record struct FillCost(DateTimeOffset At, decimal Amount);

/// <summary>A result as its folder holds it.</summary>
public sealed record ComparedRun
{
    public required string Id { get; init; }

    public required string Mode { get; init; }

    public required string ShareClass { get; init; }

    /// <summary>completed, cancelled, halted or failed.</summary>
    public required string Status { get; init; }

    /// <summary>Code of the error that ended it; null when it completed.</summary>
    public required string? ErrorCode { get; init; }

    public required ImmutableArray<string> DataNotes { get; init; }

    /// <summary>In order of time, at least two.</summary>
    public required ImmutableArray<EquityTick> Ticks { get; init; }

    /// <summary>Fees, gas and slippage of the whole run.</summary>
    public required decimal TotalCosts { get; init; }

    /// <summary>The same fill by fill, for a part of the run; each is rounded on its own, so their sum can differ in the last digits.</summary>
    public required ImmutableArray<FillCost> Costs { get; init; }

    public DateTimeOffset First => Ticks[0].At;

    public DateTimeOffset Last => Ticks[^1].At;

    public int StepSeconds => (int)(Ticks[1].At - Ticks[0].At).TotalSeconds;
}

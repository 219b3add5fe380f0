using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace BasisActors.Actors.Telemetry;

/// <summary>
/// Where live runs put their metrics and traces. Who wants them listens under these names; while nobody does they cost a check. A backtest touches none of it.
/// </summary>
public static class Instrumentation
{
    /// <summary>Name of the meter and of the source of traces.</summary>
    public const string Name = "BasisActors";

    internal static readonly Meter LiveMeter = new(Name);

    internal static readonly ActivitySource LiveSource = new(Name);

    internal static KeyValuePair<string, object?> Tag(string name, object? value) => new(name, value);
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using BasisActors.Actors.Telemetry;

namespace BasisActors.Actors.Tests.Telemetry;

/// <summary>Meters and traces belong to the process: these tests run while no other run does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TelemetryTestGroup
{
    public const string Name = "Telemetry";
}

/// <summary>Somebody who listens.</summary>
internal sealed class Collector : IDisposable
{
    private readonly ConcurrentDictionary<string, double> _sums = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, double> _gauges = new(StringComparer.Ordinal);
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _traces;

    public Collector()
    {
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Instrumentation.Name)
                listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _sums.AddOrUpdate(Key(instrument, tags), value, (_, sum) => sum + value));
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
        {
            if (instrument.IsObservable)
                _gauges[Key(instrument, tags)] = value;
            else
                _sums.AddOrUpdate(Key(instrument, tags), value, (_, sum) => sum + value);
        });
        _meters.Start();
        _traces = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Instrumentation.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_traces);
    }

    /// <summary>Spans in the order of their ends.</summary>
    public ConcurrentQueue<Activity> Spans { get; } = new();

    /// <summary>Sum of a counter or of what a histogram recorded; 0 when nothing was.</summary>
    public double Sum(string key) => _sums.GetValueOrDefault(key);

    public IReadOnlyDictionary<string, double> Sums => _sums;

    /// <summary>All gauges as they are now.</summary>
    public IReadOnlyDictionary<string, double> Gauges()
    {
        _gauges.Clear();
        _meters.RecordObservableInstruments();
        return _gauges;
    }

    public void Dispose()
    {
        _meters.Dispose();
        _traces.Dispose();
    }

    private static string Key(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        $"{instrument.Name}{{{string.Join(',', tags.ToArray().Select(t => $"{t.Key}={t.Value}"))}}}";
}

using System.Reflection;
using BasisActors.Actors.Telemetry;
using BasisActors.Host.Alerts;
using BasisActors.Venues.Exchanges.Requests;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace BasisActors.Host.Telemetry;

/// <summary>
/// Collects the metrics of this process for who asks, and sends metrics and traces to a collector by OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one; the other
/// variables of OpenTelemetry hold too. Without a collector nobody listens to traces, and none is made.
/// </summary>
public sealed class HostTelemetry : IDisposable
{
    /// <summary>Variable that names the collector.</summary>
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Meters of ours, of the web server, and of the runtime.</summary>
    private static readonly string[] Meters =
        [Instrumentation.Name, VenueRequests.MeterName, AlertMetrics.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    private readonly Lock _gate = new();
    private readonly PrometheusText _text = new();
    private readonly BaseExportingMetricReader _reader;
    private readonly MeterProvider _metrics;
    private readonly TracerProvider? _traces;

    private HostTelemetry(bool sends)
    {
        _reader = new BaseExportingMetricReader(_text);
        var metrics = Sdk.CreateMeterProviderBuilder().ConfigureResource(Describe).AddMeter(Meters).AddReader(_reader);
        _metrics = (sends ? metrics.AddOtlpExporter() : metrics).Build();
        _traces = sends ? Sdk.CreateTracerProviderBuilder().ConfigureResource(Describe).AddSource(Instrumentation.Name).AddOtlpExporter().Build() : null;
    }

    /// <summary>Begins to collect.</summary>
    /// <param name="environment">Environment of the process.</param>
    public static HostTelemetry Start(IReadOnlyDictionary<string, string> environment) =>
        new(environment.TryGetValue(Endpoint, out var endpoint) && endpoint.Trim().Length > 0);

    /// <summary>All metrics now, as Prometheus reads them (text format 0.0.4).</summary>
    public string Prometheus()
    {
        lock (_gate)
        {
            _reader.Collect();
            return _text.Take();
        }
    }

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics.Dispose();
    }

    private static void Describe(ResourceBuilder resource) =>
        resource.AddService("basis", serviceVersion: typeof(HostTelemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]).AddEnvironmentVariableDetector();
}

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

    private const string StatesOfComponents = "basis.component_state";

    /// <summary>Some 25 components of a run in six states each, of a hundred runs; the SDK's own limit is 2,000.</summary>
    private const int MostStates = 20_000;

    /// <summary>Meters of ours, of the web server, and of the runtime.</summary>
    private static readonly string[] Meters =
        [Instrumentation.Name, VenueRequests.MeterName, AlertMetrics.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    private readonly PrometheusPage _page = new(Meters);
    private readonly MeterProvider? _metrics;
    private readonly TracerProvider? _traces;

    private HostTelemetry(bool sends)
    {
        if (sends)
            (_metrics, _traces) = Collector();
    }

    /// <summary>Begins to collect.</summary>
    /// <param name="environment">Environment of the process.</param>
    public static HostTelemetry Start(IReadOnlyDictionary<string, string> environment) =>
        new(environment.TryGetValue(Endpoint, out var endpoint) && endpoint.Trim().Length > 0);

    /// <summary>All metrics now, as Prometheus reads them (text format 0.0.4).</summary>
    public string Prometheus() => _page.Write();

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
        _page.Dispose();
    }

    private static (MeterProvider, TracerProvider) Collector() =>
        (Sdk.CreateMeterProviderBuilder().ConfigureResource(Describe).AddMeter(Meters).AddView(StatesOfComponents, new MetricStreamConfiguration { CardinalityLimit = MostStates }).AddOtlpExporter().Build(),
            Sdk.CreateTracerProviderBuilder().ConfigureResource(Describe).AddSource(Instrumentation.Name).AddOtlpExporter().Build());

    private static void Describe(ResourceBuilder resource) =>
        resource.AddService("basis", serviceVersion: typeof(HostTelemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]).AddEnvironmentVariableDetector();
}

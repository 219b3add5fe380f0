using System.Collections.Immutable;

namespace BasisActors.Host.Http.Health;

/// <summary>An answer to a probe.</summary>
/// <param name="Status">live, ready or not_ready.</param>
public sealed record ProbeDocument(string Status)
{
    /// <summary>Runs that are still to be taken up; 0 when ready.</summary>
    public int RunsAwaited { get; init; }
}

/// <summary>How the host is, in a line (domain reference §10).</summary>
/// <param name="Status">healthy, degraded, unhealthy or unknown.</param>
/// <param name="Service">basis.</param>
/// <param name="ExecutionMode">live.</param>
/// <param name="UptimeSeconds">Since the host began.</param>
/// <param name="Summary">Components by their state.</param>
public sealed record HealthDocument(string Status, string Service, string ExecutionMode, double UptimeSeconds, HealthSummary Summary);

/// <summary>How the host and each component is.</summary>
/// <param name="Status">healthy, degraded, unhealthy or unknown.</param>
/// <param name="Service">basis.</param>
/// <param name="ExecutionMode">live.</param>
/// <param name="UptimeSeconds">Since the host began.</param>
/// <param name="System">Processor and memory of the process.</param>
/// <param name="Components">By <c>run/component</c>; those of the host itself by <c>host/component</c>.</param>
/// <param name="Summary">Components by their state.</param>
public sealed record DetailedHealthDocument(
    string Status, string Service, string ExecutionMode, double UptimeSeconds, SystemDocument System, ImmutableSortedDictionary<string, ComponentDocument> Components, HealthSummary Summary);

/// <summary>The components alone.</summary>
public sealed record ComponentsDocument(string Status, ImmutableSortedDictionary<string, ComponentDocument> Components, HealthSummary Summary);

/// <summary>Components by their state; those that are absent on purpose are not among the total.</summary>
public sealed record HealthSummary(int Total, int Healthy, int Degraded, int Unhealthy, int NotReady, int Unknown);

/// <param name="Cpu">Processor.</param>
/// <param name="Memory">Memory.</param>
public sealed record SystemDocument(CpuDocument Cpu, MemoryDocument Memory);

/// <param name="Percent">Of one core, since the host began.</param>
/// <param name="Cores">Cores of the machine.</param>
public sealed record CpuDocument(double Percent, int Cores);

/// <param name="WorkingSetBytes">Of the process.</param>
/// <param name="ManagedBytes">Of the managed heap.</param>
public sealed record MemoryDocument(long WorkingSetBytes, long ManagedBytes);

/// <summary>One component.</summary>
/// <param name="Status">healthy, degraded, unhealthy, not_ready, unknown or not_configured.</param>
/// <param name="ErrorCode">Why it is not healthy; null when it is.</param>
/// <param name="Error">The same for a person.</param>
/// <param name="LastUpdate">Time of the last tick that it worked on; null where it has no report.</param>
/// <param name="Errors">Its last ten, oldest first.</param>
/// <param name="ReadinessChecks">By name.</param>
/// <param name="Metrics">Null where it has no report.</param>
public sealed record ComponentDocument(
    string Status, string? ErrorCode, string? Error, DateTimeOffset? LastUpdate, ImmutableArray<ErrorDocument> Errors, ImmutableSortedDictionary<string, bool> ReadinessChecks,
    ComponentMetricsDocument? Metrics);

/// <param name="Code">Such as RST-003.</param>
/// <param name="Severity">low, medium, high or critical.</param>
/// <param name="Message">For a person.</param>
public sealed record ErrorDocument(string Code, string Severity, string Message);

/// <param name="UpdateCount">Messages handled.</param>
/// <param name="AvgProcessingTimeMs">Of those that were measured, one in 64.</param>
/// <param name="ErrorRate">Errors by updates.</param>
/// <param name="CurrentAction">Of a strategy.</param>
/// <param name="InstructionBlocksGenerated">Of a strategy.</param>
public sealed record ComponentMetricsDocument(long UpdateCount, double AvgProcessingTimeMs, double ErrorRate, string? CurrentAction, long? InstructionBlocksGenerated);

using System.Diagnostics.Metrics;

namespace BasisActors.Host.Alerts;

/// <summary>Alerts by kind, and what became of the messages.</summary>
internal static class AlertMetrics
{
    public const string MeterName = "BasisActors.Host";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Raised = Meter.CreateCounter<long>("basis.alerts", "{alert}", "Alerts that were raised.");

    private static readonly Counter<long> Messages = Meter.CreateCounter<long>("basis.alert.messages", "{message}", "Messages to the webhook: delivered, failed after all retries, or dropped since too many waited.");

    /// <summary>Every kind stands at zero, so that the first alert is seen as an increase.</summary>
    public static void Begin()
    {
        foreach (var kind in Enum.GetValues<AlertKind>())
            Raised.Add(0, new KeyValuePair<string, object?>("kind", kind.Name()));
    }

    public static void Told(AlertKind kind) => Raised.Add(1, new KeyValuePair<string, object?>("kind", kind.Name()));

    public static void Message(string outcome) => Messages.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}

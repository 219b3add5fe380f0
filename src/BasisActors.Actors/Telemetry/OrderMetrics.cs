using System.Diagnostics.Metrics;
using BasisActors.Domain.Instructions;
using static BasisActors.Actors.Telemetry.Instrumentation;

namespace BasisActors.Actors.Telemetry;

/// <summary>Orders and steps of live runs by what became of them.</summary>
internal static class OrderMetrics
{
    private static readonly Counter<long> Orders = LiveMeter.CreateCounter<long>("basis.orders", "{order}", "Orders and transfers whose outcome is known and stored: filled, partial, failed or cancelled.");

    private static readonly Counter<long> Steps = LiveMeter.CreateCounter<long>("basis.block.steps", "{step}", "Instructions of blocks: filled, partial, failed or cancelled; denied when a check held the block back, skipped when it was not begun or one before it failed.");

    public static void Resolved(string run, string venue, ExecutionReport report) =>
        Orders.Add(1, Tag("run", run), Tag("venue", venue), Tag("outcome", OutcomeOf(report)));

    public static void Step(string run, string outcome, int steps = 1)
    {
        if (steps > 0)
            Steps.Add(steps, Tag("run", run), Tag("outcome", outcome));
    }

    public static string OutcomeOf(ExecutionReport report) => report.Status switch
    {
        ExecutionStatus.Confirmed => report.IsComplete ? "filled" : "partial",
        ExecutionStatus.Cancelled => "cancelled",
        _ => "failed",
    };
}

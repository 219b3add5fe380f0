using BasisActors.Actors.Events;
using BasisActors.Actors.Ledger;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Risk;

namespace BasisActors.Host.EventLog;

/// <summary>How urgently a person should look at a record.</summary>
internal enum EventLevel
{
    Info,
    Warning,
    Error,
    Critical,
}

internal static class EventLevels
{
    private static readonly string[] Names = ["INFO", "WARNING", "ERROR", "CRITICAL"];

    public static readonly int Count = Names.Length;

    public static IReadOnlyList<string> All => Names;

    /// <summary>The level of a record; one that is not known is the most urgent.</summary>
    public static EventLevel Parse(string? name) => Array.IndexOf(Names, name) is >= 0 and var index ? (EventLevel)index : EventLevel.Critical;

    public static string Name(this EventLevel level) => Names[(int)level];

    /// <summary>An error is as urgent as its severity; an alert as its first trigger; a failure without an error is an error.</summary>
    public static EventLevel Of(LogEvent entry) => entry switch
    {
        { Type: EventType.RiskAlert, Payload: RiskAssessment { Primary: { } trigger } } when IsCritical(trigger) => EventLevel.Critical,
        { Payload: TradingHold { State: TradingState.Halted } } or { Payload: DifferenceSeen { Grade: DifferenceGrade.FarAbove } } => EventLevel.Critical,
        { Payload: DifferenceSeen { Grade: DifferenceGrade.Above } } => EventLevel.Error,
        { Payload: TradingHold { State: TradingState.Reducing } or DifferenceSeen } => EventLevel.Warning,
        { Type: EventType.RiskAlert or EventType.TickSkipped } => EventLevel.Warning,
        { Status: not EventStatus.Failed, Type: not (EventType.Error or EventType.RunHalted) } => EventLevel.Info,
        { Payload: BasisError error } => Of(error.Severity),
        { Payload: ExecutionReport { Error: { } error } } => Of(error.Severity),
        _ => EventLevel.Error,
    };

    private static bool IsCritical(RiskTrigger trigger) =>
        trigger is RiskTrigger.MarginCritical or RiskTrigger.DeltaDriftCritical or RiskTrigger.AaveLtvCritical;

    private static EventLevel Of(Severity severity) => severity switch
    {
        Severity.Low => EventLevel.Info,
        Severity.Medium => EventLevel.Warning,
        Severity.High => EventLevel.Error,
        _ => EventLevel.Critical,
    };
}

namespace BasisActors.Host.Alerts;

/// <summary>One message to an operator.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Run">The run.</param>
/// <param name="IsResolved">False: it has begun. True: it is over.</param>
/// <param name="Cause">What distinguishes it from another of the same kind and run: a reason, an order, an entry of a log.</param>
/// <param name="Since">When it began, UTC.</param>
/// <param name="At">When this was seen, UTC.</param>
/// <param name="Code">Our code, such as RST-003; null where there is none.</param>
/// <param name="Message">For a person.</param>
/// <param name="Resolution">What to do; null when nothing is.</param>
public sealed record Alert(AlertKind Kind, string Run, bool IsResolved, string Cause, DateTimeOffset Since, DateTimeOffset At, string? Code, string Message, string? Resolution = null)
{
    /// <summary>The same for each attempt to deliver it.</summary>
    public string Id => FormattableString.Invariant($"{Run}-{Kind.Name()}-{At:yyyyMMdd'T'HHmmssfffffff}-{(IsResolved ? "resolved" : "raised")}");
}

using BasisActors.Domain.Ledger;

namespace BasisActors.Actors.Live;

public enum OperatorRequestKind
{
    Deposit,
    Withdraw,

    /// <summary>Enter nothing until resumed; what reduces risk goes on.</summary>
    Halt,

    /// <summary>End of a halt, whatever it was for: everything is judged again first.</summary>
    Resume,

    /// <summary>Close everything; the run then halts.</summary>
    Close,

    /// <summary>End after the tick in hand, positions as they are; the run can be taken up again.</summary>
    Stop,

    /// <summary>Book a difference between ledger and venue: it is real.</summary>
    Adjust,

    /// <summary>Have the next tick made for this: everything is judged and brought back to target, as at any tick, and the tick says that it was asked for.</summary>
    Rebalance,
}

/// <summary>What an operator asks of a run. Taken in at a tick, once.</summary>
/// <param name="Id">Unique; a request that is read twice counts once.</param>
/// <param name="Kind">What is asked for.</param>
/// <param name="Amount">Share-class currency, above 0 for a deposit or withdrawal; units of the position, signed, for an adjustment; 0 otherwise.</param>
public sealed record OperatorRequest(string Id, OperatorRequestKind Kind, decimal Amount)
{
    /// <summary>Of an adjustment; null otherwise.</summary>
    public PositionKey? Position { get; init; }

    /// <summary>Why, for people; null where nothing was said.</summary>
    public string? Note { get; init; }

    /// <summary>When it was left, UTC; null in one from before that was kept.</summary>
    public DateTimeOffset? LeftAt { get; init; }
}

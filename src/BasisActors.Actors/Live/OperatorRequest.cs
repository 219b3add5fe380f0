namespace BasisActors.Actors.Live;

public enum OperatorRequestKind
{
    Deposit,
    Withdraw,

    /// <summary>Enter nothing until resumed; what reduces risk goes on.</summary>
    Halt,

    /// <summary>End of <see cref="Halt"/>.</summary>
    Resume,

    /// <summary>Close everything; the run then halts.</summary>
    Close,

    /// <summary>End after the tick in hand, positions as they are; the run can be taken up again.</summary>
    Stop,
}

/// <summary>What an operator asks of a run. Taken in at a tick, once.</summary>
/// <param name="Id">Unique; a request that is read twice counts once.</param>
/// <param name="Kind">What is asked for.</param>
/// <param name="Amount">Share-class currency, above 0 for a deposit or withdrawal; 0 otherwise.</param>
public sealed record OperatorRequest(string Id, OperatorRequestKind Kind, decimal Amount);

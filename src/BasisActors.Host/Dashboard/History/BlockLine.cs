using System.Collections.Immutable;

namespace BasisActors.Host.Dashboard.History;

/// <summary>A step of a block: one instruction.</summary>
/// <param name="Id">Its id, under which the exchange has the order.</param>
/// <param name="Operation">Such as SPOT_BUY or TRANSFER_TO_CEX.</param>
/// <param name="Venue">Where.</param>
/// <param name="Symbol">Of what.</param>
/// <param name="Amount">How much was asked for.</param>
public sealed record StepLine(string Id, string Operation, string Venue, string Symbol, decimal Amount)
{
    /// <summary>The venue's word: confirmed, failed and so on; null until it has said one.</summary>
    public string? State { get; init; }

    public decimal? Filled { get; init; }

    /// <summary>Price of the fill; null where there is none.</summary>
    public decimal? Price { get; init; }

    public string? Error { get; init; }
}

/// <summary>A block of instructions of a live run, as its event log tells it.</summary>
/// <param name="Id">Name of the block.</param>
/// <param name="Action">What it is for.</param>
/// <param name="At">When it began, UTC.</param>
/// <param name="Steps">In their order.</param>
public sealed record BlockLine(string Id, string Action, DateTimeOffset At, ImmutableArray<StepLine> Steps)
{
    /// <summary>under way, completed or failed.</summary>
    public string State { get; init; } = "under way";

    public string? Error { get; init; }
}

/// <summary>What the run may do has changed.</summary>
/// <param name="At">UTC.</param>
/// <param name="State">running, reducing or halted.</param>
/// <param name="Reason">Why; null when it is free.</param>
public sealed record HoldLine(DateTimeOffset At, string State, string? Reason);

using BasisActors.Domain.Configuration;
using BasisActors.Domain.Ledger;

namespace BasisActors.Domain.Risk;

/// <summary>What is judged at one tick; all of it from what the tick brought in, so that a replay judges alike.</summary>
/// <param name="Now">Time of the tick.</param>
/// <param name="Asked">True: an operator halts; false: resumes; null: neither.</param>
/// <param name="Books">The ledger compared with the venues.</param>
/// <param name="Breaker">Why the circuit breaker opened at this tick; null when it did not.</param>
/// <param name="Silence">Time since a tick was completed.</param>
/// <param name="Interval">Time between two ticks.</param>
public readonly record struct GuardSigns(DateTimeOffset Now, bool? Asked, BooksCheck Books, string? Breaker, TimeSpan Silence, TimeSpan Interval);

/// <summary>
/// Decides what a live run may do. A halt stays until an operator resumes it, and resuming judges everything again first: a reason that still holds halts at once.
/// A difference above tolerance that is not far above it only holds the run back while it is there.
/// </summary>
/// <param name="Hold">Why nothing is entered; null while the run is free.</param>
public sealed record TradingGuard(TradingHold? Hold)
{
    public const string ByOperator = "halted_by_operator", LedgerDiffers = "ledger_differs", HeartbeatLost = "heartbeat_lost", TransferRefused = "transfer_refused";

    public static readonly TradingGuard Free = new((TradingHold?)null);

    public TradingState State => Hold?.State ?? TradingState.Running;

    /// <summary>Judges one tick.</summary>
    public TradingGuard Observe(in GuardSigns signs, LiveLimits limits)
    {
        var isHalted = State == TradingState.Halted && signs.Asked != false;
        if (isHalted)
            return this;
        if (HaltReason(signs, limits) is { } reason)
            return To(TradingState.Halted, reason, signs);
        return signs.Books.Grade == DifferenceGrade.Above ? To(TradingState.Reducing, signs.Books.Refusing is null ? LedgerDiffers : TransferRefused, signs) : Free;
    }

    private static string? HaltReason(in GuardSigns signs, LiveLimits limits)
    {
        var allowed = TimeSpan.FromSeconds(Math.Max(limits.HeartbeatSeconds, 2 * signs.Interval.TotalSeconds));
        return signs.Asked == true ? ByOperator
            : signs.Books.Grade == DifferenceGrade.FarAbove ? LedgerDiffers
            : signs.Breaker ?? (signs.Silence > allowed ? HeartbeatLost : null);
    }

    /// <summary>The same reason goes on, with the time at which it began.</summary>
    private TradingGuard To(TradingState state, string reason, in GuardSigns signs)
    {
        var where = reason switch
        {
            LedgerDiffers => signs.Books.Worst?.ToString(),
            TransferRefused => signs.Books.Refusing,
            _ => null,
        };
        return Hold is { } hold && (hold.State, hold.Reason, hold.Where) == (state, reason, where) ? this : new TradingGuard(new TradingHold(state, reason, signs.Now, where));
    }
}

namespace BasisActors.Venues.Paper;

public enum RefusalReason
{
    /// <summary>No such pair, or no price for it at this time.</summary>
    UnknownSymbol,

    /// <summary>Quantity not above 0 or not a multiple of the step.</summary>
    QuantityStep,

    QuantityTooLarge,

    /// <summary>Below the smallest quantity.</summary>
    QuantityTooSmall,

    MinimumNotional,

    /// <summary>The client's id was used before, by an order of whatever end; only where ids are taken for ever.</summary>
    DuplicateLinkId,

    /// <summary>Too few coins, or too little USDT for a purchase.</summary>
    InsufficientBalance,

    /// <summary>Too little USDT for the initial margin.</summary>
    InsufficientMargin,

    /// <summary>A reduce-only order without, beyond or on the side of the position.</summary>
    ReduceOnly,

    /// <summary>Would make a long perpetual, which is not simulated.</summary>
    LongPosition,

    UnchangedLeverage,

    LeverageOutOfRange,
}

/// <summary>The exchange said no and nothing was done.</summary>
/// <param name="Reason">Which rule.</param>
/// <param name="Message">What a person needs to know, values included.</param>
public sealed record PaperRefusal(RefusalReason Reason, string Message);

/// <summary>Either an order or a refusal.</summary>
public readonly record struct OrderAnswer(PaperOrder? Order, PaperRefusal? Refusal)
{
    public static implicit operator OrderAnswer(PaperRefusal refusal) => new(null, refusal);

    public static implicit operator OrderAnswer(PaperOrder order) => new(order, null);
}

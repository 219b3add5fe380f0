namespace BasisActors.Venues.Exchanges.Requests;

/// <summary>What an answer means for the request.</summary>
internal enum Verdict
{
    Done,

    /// <summary>Refused: the timestamp lies outside the window.</summary>
    WrongClock,

    /// <summary>Refused: signature, key, permission or address.</summary>
    WrongCredentials,

    /// <summary>Refused before execution: too many requests.</summary>
    TooMany,

    /// <summary>No answer, or one that says that the exchange does not know.</summary>
    NotKnown,

    /// <summary>The order id is taken.</summary>
    Duplicate,

    /// <summary>There is no order by this id, or none any more.</summary>
    NoSuchOrder,

    /// <summary>Refused: balance, margin, position limit.</summary>
    Funds,

    /// <summary>Refused: size, price, notional or another parameter.</summary>
    Size,

    /// <summary>Refused: there is no position to reduce.</summary>
    ReduceOnly,

    /// <summary>An error with a code that is not listed here. After an order it is as good as not known.</summary>
    Other,
}

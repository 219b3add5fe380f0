namespace BasisActors.Venues.Tests.Exchanges.Contract;

/// <summary>What happens to one request on its way there and back.</summary>
public enum LineFault
{
    None,
    LostOnTheWay,
    AnswerLost,

    /// <summary>The sender sees a broken connection at once; the request arrives three seconds later.</summary>
    ArrivesLate,

    /// <summary>The same, at the last moment at which it is accepted.</summary>
    ArrivesAtTheLastMoment,

    /// <summary>The same, when that is over.</summary>
    ArrivesTooLate,
    SilenceBefore,
    SilenceAfter,
    Http502Before,
    Http502After,
    GarbageAfter,

    /// <summary>The exchange says that it does not know.</summary>
    NotKnownBefore,
    NotKnownAfter,

    /// <summary>An error with a code that nobody has listed.</summary>
    UnlistedBefore,
    UnlistedAfter,
    TooMany,
    WrongClock,
    Refused,
}

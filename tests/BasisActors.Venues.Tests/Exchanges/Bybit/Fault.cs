namespace BasisActors.Venues.Tests.Exchanges.Bybit;

/// <summary>What happens to one request on its way there and back.</summary>
public enum Fault
{
    None,
    LostOnTheWay,
    AnswerLost,

    /// <summary>The sender sees a broken connection at once; the request arrives three seconds later.</summary>
    ArrivesLate,

    /// <summary>The same, at the last moment of its window.</summary>
    ArrivesAtTheLastMoment,

    /// <summary>The same, when the window is over.</summary>
    ArrivesTooLate,
    SilenceBefore,
    SilenceAfter,
    Http502Before,
    Http502After,
    GarbageAfter,
    Code10000Before,
    Code10000After,
    Code10016Before,
    Code10016After,
    UnlistedBefore,
    UnlistedAfter,
    TooMany10006,
    TooMany429,
    WrongClock,
    Refused,
    Barred403,
    WrongKey,
}

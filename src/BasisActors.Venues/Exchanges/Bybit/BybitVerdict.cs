namespace BasisActors.Venues.Exchanges.Bybit;

/// <summary>What an answer means for the request.</summary>
internal enum BybitVerdict
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

    /// <summary>Refused: balance, margin, position limit.</summary>
    Funds,

    /// <summary>Refused: size, price, notional or another parameter.</summary>
    Size,

    /// <summary>Refused: there is no position to reduce.</summary>
    ReduceOnly,

    /// <summary>An error with a code that is not listed here. After an order it is as good as not known.</summary>
    Other,
}

/// <summary>Bybit's codes, as of July 2026.</summary>
internal static class BybitVerdicts
{
    public static BybitVerdict Of(int status, int? code) => (status, code) switch
    {
        (401, _) => BybitVerdict.WrongCredentials,
        (403 or 429, _) => BybitVerdict.TooMany,
        (200, { } known) => Of(known),
        _ => BybitVerdict.NotKnown,
    };

    private static BybitVerdict Of(int code) => code switch
    {
        0 => BybitVerdict.Done,
        10002 or -1 => BybitVerdict.WrongClock,
        10003 or 10004 or 10005 or 10007 or 10010 or 33004 => BybitVerdict.WrongCredentials,
        10006 or 10018 or 429 => BybitVerdict.TooMany,
        10000 or 10016 or 170146 => BybitVerdict.NotKnown,
        110072 or 170141 => BybitVerdict.Duplicate,
        110004 or 110007 or 110012 or 110044 or 110045 or 110052 or 170131 or 110090 or 110021 => BybitVerdict.Funds,
        10001 or 170124 or (>= 170130 and <= 170140) or 110003 or 110094 => BybitVerdict.Size,
        110017 => BybitVerdict.ReduceOnly,
        _ => BybitVerdict.Other,
    };
}

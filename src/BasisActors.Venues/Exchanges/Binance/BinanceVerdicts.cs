using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges.Binance;

/// <summary>Binance's codes, as of July 2026. They come with many a status, so the code is looked at first.</summary>
internal static class BinanceVerdicts
{
    /// <param name="status">HTTP status.</param>
    /// <param name="code">Below 0; null when the answer has none.</param>
    /// <param name="message">The exchange's text: one code has several meanings, told apart by it.</param>
    public static Verdict Of(int status, int? code, string message) => (status, code) switch
    {
        (403 or 418 or 429, _) => Verdict.TooMany,
        (_, { } known) => Of(known, message),
        ( >= 200 and < 300, null) => Verdict.Done,
        (401, _) => Verdict.WrongCredentials,
        (503, _) when message.StartsWith("Service Unavailable", StringComparison.Ordinal) => Verdict.TooMany, // not executed, as documented
        _ => Verdict.NotKnown,
    };

    private static Verdict Of(int code, string message) => code switch
    {
        -1021 => Verdict.WrongClock,
        -1022 or -2014 or -2015 or -1002 => Verdict.WrongCredentials,
        -1003 or -1015 or -1008 => Verdict.TooMany, // -1008: overloaded, not executed
        -1006 or -1007 or -1001 or -1000 => Verdict.NotKnown,
        -4116 => Verdict.Duplicate,
        -2010 => Rejected(message),
        -2018 or -2019 or -4026 or -2027 or -4131 => Verdict.Funds,
        -1013 or -1111 or -1121 or -4003 or -4004 or -4005 or -4014 or -4164 => Verdict.Size,
        -2022 => Verdict.ReduceOnly,
        -2013 or -2011 => Verdict.NoSuchOrder,
        _ => Verdict.Other,
    };

    private static Verdict Rejected(string message) => message switch
    {
        "Duplicate order sent." => Verdict.Duplicate,
        "Account has insufficient balance for requested action." or "Market is closed." => Verdict.Funds,
        _ => Verdict.Other,
    };
}

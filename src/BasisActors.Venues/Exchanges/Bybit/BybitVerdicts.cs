using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges.Bybit;

/// <summary>Bybit's codes, as of July 2026.</summary>
internal static class BybitVerdicts
{
    public static Verdict Of(int status, int? code) => (status, code) switch
    {
        (401, _) => Verdict.WrongCredentials,
        (403 or 429, _) => Verdict.TooMany,
        (200, { } known) => Of(known),
        _ => Verdict.NotKnown,
    };

    private static Verdict Of(int code) => code switch
    {
        0 => Verdict.Done,
        10002 or -1 => Verdict.WrongClock,
        10003 or 10004 or 10005 or 10007 or 10010 or 33004 => Verdict.WrongCredentials,
        10006 or 10018 or 429 => Verdict.TooMany,
        10000 or 10016 or 170146 => Verdict.NotKnown,
        110072 or 170141 => Verdict.Duplicate,
        110004 or 110007 or 110012 or 110044 or 110045 or 110052 or 170131 or 110090 or 110021 => Verdict.Funds,
        10001 or 170124 or (>= 170130 and <= 170140) or 110003 or 110094 => Verdict.Size,
        110017 => Verdict.ReduceOnly,
        _ => Verdict.Other,
    };
}

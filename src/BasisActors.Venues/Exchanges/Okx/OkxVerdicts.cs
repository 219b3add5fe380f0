using System.Globalization;
using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges.Okx;

/// <summary>OKX's codes, as of July 2026. They come with many a status, so the code is looked at first.</summary>
internal static class OkxVerdicts
{
    /// <param name="status">HTTP status.</param>
    /// <param name="code">Of the order where there is one, else of the answer; null when it could not be read.</param>
    public static Verdict Of(int status, int? code) => (status, code) switch
    {
        (_, { } known and not 0) => Of(known),
        (200, 0) => Verdict.Done,
        (401, _) => Verdict.WrongCredentials,
        (403 or 429, _) => Verdict.TooMany,
        _ => Verdict.NotKnown,
    };

    /// <summary>A code's number; some have a sub-code behind a line.</summary>
    public static int? Number(string code) =>
        int.TryParse(code.Split('_')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Verdict Of(int code) => code switch
    {
        50102 or 50112 => Verdict.WrongClock,
        50101 or (>= 50103 and <= 50107) or 50110 or 50111 or 50113 or 50114 => Verdict.WrongCredentials,
        50011 or 50040 or 50061 or 50013 => Verdict.TooMany,
        50001 or 50004 or 50026 or 51149 => Verdict.NotKnown, // 51149: the order timed out
        51016 => Verdict.Duplicate,
        51008 or 51119 or 51127 or 51131 or 51004 => Verdict.Funds,
        51000 or 51001 or 51006 or 51020 or 51121 => Verdict.Size,
        51112 or 51169 => Verdict.ReduceOnly,
        51603 => Verdict.NoSuchOrder,
        _ => Verdict.Other,
    };
}

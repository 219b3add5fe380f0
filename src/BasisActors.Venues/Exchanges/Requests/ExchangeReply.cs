using System.Text.Json;

namespace BasisActors.Venues.Exchanges.Requests;

/// <summary>What came of one request.</summary>
/// <param name="Verdict">What it means.</param>
/// <param name="Code">The exchange's code; null when there was no readable answer.</param>
/// <param name="Message">For a person; holds neither key nor secret.</param>
internal sealed record ExchangeReply(Verdict Verdict, int? Code, string Message)
{
    /// <summary>The answer itself; undefined unless <see cref="Verdict"/> is done.</summary>
    public JsonElement Result { get; init; }

    /// <summary>The exchange's clock at the answer.</summary>
    public DateTimeOffset ServerTime { get; init; }

    /// <summary>The request's timestamp on the exchange's clock, when it was signed.</summary>
    public DateTimeOffset SignedAt { get; init; }

    /// <summary>How long the exchange wants to be left alone; null when it does not say.</summary>
    public TimeSpan? Wait { get; init; }
}

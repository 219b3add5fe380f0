using System.Diagnostics.Metrics;

namespace BasisActors.Venues.Exchanges.Requests;

/// <summary>Counts and times the requests to exchanges, for who listens. No path, key or text of an exchange is told, only its name and what came of it.</summary>
public static class VenueRequests
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "BasisActors.Venues";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Requests = Meter.CreateCounter<long>("basis.venue.requests", "{request}", "Requests to an exchange by what came of them; barred ones were not sent.");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "basis.venue.request.duration", "s", "From sending a request until its answer is read, or until none came.", advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
        });

    internal static void Answered(string venue, Verdict verdict, TimeSpan took)
    {
        Count(venue, NameOf(verdict));
        Duration.Record(took.TotalSeconds, new KeyValuePair<string, object?>("venue", venue));
    }

    internal static void Barred(string venue) => Count(venue, "barred");

    private static void Count(string venue, string outcome) =>
        Requests.Add(1, new KeyValuePair<string, object?>("venue", venue), new KeyValuePair<string, object?>("outcome", outcome));

    private static string NameOf(Verdict verdict) => verdict switch
    {
        Verdict.Done => "ok",
        Verdict.WrongClock => "wrong_clock",
        Verdict.WrongCredentials => "wrong_credentials",
        Verdict.TooMany => "too_many",
        Verdict.NotKnown => "not_known",
        Verdict.Duplicate => "duplicate",
        Verdict.NoSuchOrder => "no_such_order",
        Verdict.Funds => "funds",
        Verdict.Size => "size",
        Verdict.ReduceOnly => "reduce_only",
        _ => "other",
    };
}

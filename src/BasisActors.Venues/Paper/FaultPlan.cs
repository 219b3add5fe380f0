using System.Collections.Immutable;
using System.Globalization;
using BasisActors.Venues.Simulated.Faults;

namespace BasisActors.Venues.Paper;

public enum FaultKind
{
    /// <summary>Executed, and the connection broken without an answer.</summary>
    LostAnswer,

    /// <summary>Not executed, and the connection broken without an answer.</summary>
    LostRequest,

    /// <summary>Executed, and answered late.</summary>
    Delay,

    /// <summary>HTTP 500; executed or not.</summary>
    ServerError,

    /// <summary>HTTP 503; executed or not.</summary>
    Unavailable,

    /// <summary>10006, not executed.</summary>
    RateLimit,

    /// <summary>10016, executed or not.</summary>
    InternalError,

    /// <summary>An order that is filled in part, the rest cancelled.</summary>
    PartialFill,

    /// <summary>An order that is acknowledged and ends rejected.</summary>
    Rejection,

    /// <summary>Not executed and never answered: the connection stays open until the caller leaves.</summary>
    Silence,
}

/// <summary>A fault that befalls one request.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Executes">Whether the request is executed all the same.</param>
/// <param name="Share">Part of an order that is filled, 0 to 1, for <see cref="FaultKind.PartialFill"/>.</param>
public sealed record Fault(FaultKind Kind, bool Executes, decimal Share);

/// <summary>Which requests go wrong, and how: drawn from a seed and the number of the request, so that the same requests in the same order fail alike.</summary>
/// <param name="seed">Seed.</param>
/// <param name="probabilities">By kind, 0 to 1; a kind left out never happens. Their sum is at most 1 for orders.</param>
public sealed class FaultPlan(int seed, ImmutableSortedDictionary<FaultKind, decimal> probabilities)
{
    public static readonly FaultPlan None = new(0, ImmutableSortedDictionary<FaultKind, decimal>.Empty);

    /// <summary>Names as an option gives them.</summary>
    public static readonly ImmutableSortedDictionary<string, FaultKind> Names = new Dictionary<string, FaultKind>
    {
        ["lost-answer"] = FaultKind.LostAnswer,
        ["lost-request"] = FaultKind.LostRequest,
        ["delay"] = FaultKind.Delay,
        ["http-500"] = FaultKind.ServerError,
        ["http-503"] = FaultKind.Unavailable,
        ["rate-limit"] = FaultKind.RateLimit,
        ["internal-error"] = FaultKind.InternalError,
        ["partial-fill"] = FaultKind.PartialFill,
        ["rejection"] = FaultKind.Rejection,
        ["silence"] = FaultKind.Silence,
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private long _requests;

    /// <summary>How late a delayed answer comes.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The fault of the next request; null when all goes well.</summary>
    /// <param name="isOrder">Whether it places an order: others can neither be filled in part nor rejected.</param>
    public Fault? Next(bool isOrder) => For(Interlocked.Increment(ref _requests), isOrder);

    /// <summary>The fault of a request by its number, from 1 on.</summary>
    public Fault? For(long request, bool isOrder)
    {
        if (probabilities.IsEmpty)
            return null;
        var id = request.ToString(CultureInfo.InvariantCulture);
        var draw = FaultDraw.Of(seed, "fault", id);
        foreach (var (kind, probability) in probabilities)
        {
            var concerned = isOrder || kind is not (FaultKind.PartialFill or FaultKind.Rejection);
            if (concerned && draw < probability)
                return new Fault(kind, Executes(kind, id), FaultDraw.Of(seed, "share", id));
            draw -= probability;
        }

        return null;
    }

    private bool Executes(FaultKind kind, string id) => kind switch
    {
        FaultKind.LostRequest or FaultKind.RateLimit or FaultKind.Silence => false,
        FaultKind.ServerError or FaultKind.Unavailable or FaultKind.InternalError => FaultDraw.Of(seed, "executes", id) < 0.5m,
        _ => true,
    };
}

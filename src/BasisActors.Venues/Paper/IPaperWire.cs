using System.Collections.Immutable;

namespace BasisActors.Venues.Paper;

/// <summary>A paper exchange in the wire format of one venue, without a transport.</summary>
public interface IPaperWire
{
    /// <summary>Name of the venue.</summary>
    string Venue { get; }

    /// <summary>The engine behind it.</summary>
    PaperExchange Exchange { get; }

    /// <summary>How its paths begin.</summary>
    ImmutableArray<string> Roots { get; }

    /// <summary>The most requests seen in a window so far, by endpoint.</summary>
    ImmutableSortedDictionary<string, int> MostRequests { get; }

    /// <summary>Whether a request places an order.</summary>
    bool PlacesOrder(WireRequest request);

    /// <param name="request">As it came.</param>
    /// <param name="fate">What a fault plan makes of an order.</param>
    WireAnswer Answer(WireRequest request, OrderFate fate);

    /// <summary>Refused for a rate limit, before anything was done.</summary>
    WireAnswer TooMany();

    /// <summary>The exchange does not know itself what became of the request.</summary>
    WireAnswer InternalError();
}

namespace BasisActors.Data.Timeline;

/// <summary>A value that takes the place of a missing observation, as if it had become known when that one was due.</summary>
/// <param name="KnownAt">Epoch seconds.</param>
/// <param name="Value">The value.</param>
/// <param name="Origin">Where it comes from: a venue, or "zero".</param>
internal sealed record StandIn(long KnownAt, decimal Value, string Origin);

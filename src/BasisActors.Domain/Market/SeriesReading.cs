namespace BasisActors.Domain.Market;

/// <summary>One value read from a live source.</summary>
/// <param name="Key">Which series.</param>
/// <param name="Value">The value.</param>
/// <param name="ObservedAt">When the source says it held; for funding, when it was settled.</param>
public readonly record struct SeriesReading(SeriesKey Key, decimal Value, DateTimeOffset ObservedAt);

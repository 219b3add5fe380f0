using System.Collections.Immutable;

namespace BasisActors.Domain.Market;

/// <summary>What a live market keeps.</summary>
/// <param name="Last">Time of the last tick.</param>
/// <param name="Rows">Rows so far.</param>
/// <param name="Series">Each series.</param>
public sealed record MarketMemory(DateTimeOffset Last, int Rows, ImmutableArray<SeriesMemory> Series);

/// <summary>What is kept of one series.</summary>
/// <param name="Key">Which.</param>
/// <param name="ObservedAt">When the last value was observed.</param>
/// <param name="FirstKept">First row that can be read.</param>
/// <param name="Values">Its values, oldest first.</param>
public sealed record SeriesMemory(SeriesKey Key, DateTimeOffset ObservedAt, int FirstKept, ImmutableArray<KnownValue> Values);

/// <summary>A value of a series.</summary>
/// <param name="Row">First row at which it is known.</param>
/// <param name="Value">The value.</param>
/// <param name="AgeSeconds">Its age at that row.</param>
public readonly record struct KnownValue(int Row, decimal Value, int AgeSeconds);

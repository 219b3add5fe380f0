using BasisActors.Actors.Clock;

namespace BasisActors.Actors.MarketData;

/// <summary>The snapshot for the tick exists. Fresh or stale, what is due by the clock is settled; only a fresh one is traded on.</summary>
public abstract record MarketStatus(Tick Tick)
{
    /// <summary>True when a series that the mode trades on is carried over a hole.</summary>
    public bool IsStale => this is MarketStale;
}

public sealed record MarketReady(Tick Tick) : MarketStatus(Tick);

/// <summary>The tick is skipped by the strategy, logged and counted, and still completes (C-29).</summary>
/// <param name="Tick">The tick.</param>
/// <param name="Series">The first overdue series.</param>
/// <param name="AgeSeconds">Age of its last value.</param>
public sealed record MarketStale(Tick Tick, string Series, int AgeSeconds) : MarketStatus(Tick);

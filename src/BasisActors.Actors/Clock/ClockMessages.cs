using System.Collections.Immutable;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Strategies;

namespace BasisActors.Actors.Clock;

/// <summary>Why a tick was made (S-069).</summary>
public enum TickTrigger
{
    FullLoop,
    Manual,
    RiskTrigger,
}

public static class TickTriggers
{
    private static readonly string[] Names = ["full_loop", "manual", "risk_trigger"];

    public static string Name(this TickTrigger trigger) => Names[(int)trigger];
}

/// <summary>Time passes. Carries time only; whoever needs the market asks for it by timestamp.</summary>
/// <param name="Sequence">0 for the first tick of a run.</param>
/// <param name="Timestamp">The tick's time.</param>
/// <param name="Trigger">Why.</param>
/// <param name="Flows">Deposits and withdrawals that take effect at this tick, in order; usually none.</param>
public sealed record Tick(long Sequence, DateTimeOffset Timestamp, TickTrigger Trigger, ImmutableArray<CapitalRequest> Flows)
{
    /// <summary>Funding that exchanges have settled since the tick before, by their own logs; empty in a backtest, where it is worked out.</summary>
    public ImmutableArray<VenueSettlement> Settlements { get; init; } = [];

    /// <summary>Perpetuals that exchanges have closed by themselves since the tick before, by their own logs; empty in a backtest, where it is worked out.</summary>
    public ImmutableArray<VenueTakeover> Takeovers { get; init; } = [];

    /// <summary>What is taken in of such; null in a backtest.</summary>
    public MarketData.TakeoverCursor? Cursor { get; init; }

    /// <summary>Differences that an operator has declared to be real.</summary>
    public ImmutableArray<Adjustment> Adjustments { get; init; } = [];

    /// <summary>What operators asked for and this tick takes in; flows and adjustments stand in their own places as well. None in a backtest.</summary>
    public ImmutableArray<Live.OperatorRequest> Requests { get; init; } = [];

    /// <summary>Time since a tick was completed; zero in a backtest.</summary>
    public TimeSpan Silence { get; init; }

    /// <summary>Up to when funding is taken in at this tick, by venue; null in a backtest.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset>? SettledUpTo { get; init; }
}

/// <summary>Starts the clock.</summary>
public sealed class StartClock
{
    public static readonly StartClock Instance = new();

    private StartClock()
    {
    }
}

/// <summary>Sends the next tick.</summary>
internal sealed class Advance
{
    public static readonly Advance Instance = new();

    private Advance()
    {
    }
}

/// <summary>No further tick: the kill switch or a cancellation.</summary>
/// <param name="Outcome">How the run ends.</param>
public sealed record StopClock(Runs.RunOutcome Outcome);

/// <summary>An operator holds the run, or lets it go again.</summary>
/// <param name="IsHeld">True: nothing is entered from the next tick on.</param>
public sealed record HoldRisk(bool IsHeld);

/// <summary>The kill switch: the next tick closes everything and the run halts.</summary>
public sealed class KillSwitch
{
    public static readonly KillSwitch Instance = new();

    private KillSwitch()
    {
    }
}

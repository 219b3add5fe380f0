using System.Collections.Immutable;
using BasisActors.Actors.Clock;
using BasisActors.Actors.Journal;
using BasisActors.Domain.Instructions;
using BasisActors.Host.Live;

namespace BasisActors.Host.Tests.Live;

/// <summary>What a journal must be whatever the rules are.</summary>
public sealed class JournalCheckTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly RunOpened Opened = new("run", "btc_basis", "hash", At, 30, [], []);

    private static readonly Instruction Buy = new()
    {
        Id = "key-0-1-1",
        Operation = Operation.CexSpotBuy,
        Venue = "bybit",
        Symbol = "BTCUSDT",
        Amount = 1,
        EstimatedDeltas = [],
        EstimatedCost = 0,
    };

    private static readonly OrderIntended Intended = new(Buy, At);
    private static readonly OrderResolved Resolved = new(new ExecutionReport { Instruction = Buy, Status = ExecutionStatus.Confirmed, ExecutedAt = At });

    [Fact]
    public void A_whole_journal_has_nothing_wrong() =>
        Assert.Empty(JournalCheck.Of([Opened, Tick(0), Intended, Resolved, new VenueCompared(0, "key-0-1", "bybit", []), Closed(0), Tick(1), Closed(1), Tick(2)]));

    [Fact]
    public void What_is_wrong_is_said() => Assert.All(
        new (IJournalEvent[] Events, string Says)[]
        {
            ([Tick(0)], "does not begin"),
            ([Opened, Tick(0), Closed(0), Opened], "opens the run again"),
            ([Opened, Tick(0), Tick(1)], "opens tick 1 after 0"),
            ([Opened, Tick(0), Closed(0), Tick(2)], "opens tick 2 after 0"),
            ([Opened, Tick(0), Closed(1)], "closes tick 1"),
            ([Opened, Tick(0), Closed(0), Closed(0)], "closes tick 0"),
            ([Opened, Tick(0), new VenueCompared(1, null, "bybit", [])], "at tick 1, which is not open"),
            ([Opened, Tick(0), Closed(0), new VenueCompared(0, null, "bybit", [])], "at tick 0, which is not open"),
            ([Opened, Tick(0), Intended, Intended], "again"),
            ([Opened, Tick(0), Resolved], "never intended"),
            ([Opened, Tick(0), Intended, Resolved, Resolved], "resolved before"),
        },
        journal => Assert.Contains(JournalCheck.Of([.. journal.Events]), line => line.Contains(journal.Says, StringComparison.Ordinal)));

    private static TickOpened Tick(long sequence) => new(sequence, At.AddSeconds(30 * sequence), TickTrigger.FullLoop, [], [], []);

    private static TickClosed Closed(long sequence) => new(sequence, StrategyAction.SellDust, "hold", 0, 100_000, ImmutableArray<StoredPosting>.Empty);
}

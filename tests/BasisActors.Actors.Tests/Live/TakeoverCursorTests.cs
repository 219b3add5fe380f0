using BasisActors.Actors.Clock;
using BasisActors.Actors.Journal;
using BasisActors.Actors.MarketData;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;

namespace BasisActors.Actors.Tests.Live;

/// <summary>From when on the logs of the exchanges are read for what they have closed by themselves.</summary>
public sealed class TakeoverCursorTests
{
    private static readonly DateTimeOffset Begun = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), Later = Begun.AddHours(2);
    private static readonly string[] Exchanges = ["bybit", "okx"];

    [Fact]
    public void It_follows_the_ticks_five_minutes_behind() =>
        Assert.Equal(Later.AddMinutes(-5), TakeoverCursor.At(Begun).After(Tick(Later, "bybit", "okx"), Exchanges).Since);

    [Fact]
    public void It_stays_while_an_exchange_does_not_answer_so_that_no_liquidation_is_missed()
    {
        var away = TakeoverCursor.At(Begun).After(Tick(Later, "bybit"), Exchanges).After(Tick(Later.AddMinutes(30)), Exchanges);

        Assert.Equal(Begun, away.Since);
        Assert.Equal(Later.AddMinutes(55), away.After(Tick(Later.AddMinutes(60), "bybit", "okx"), Exchanges).Since);
    }

    [Fact]
    public void What_was_taken_in_meanwhile_is_not_taken_in_again()
    {
        var taken = new VenueTakeover(new PositionKey("bybit", PositionType.Perp, "BTCUSDT"), "bybit/7", TakeoverKind.AutoDeleveraging, 0.1m, 60_000m, 0, Later);

        var after = TakeoverCursor.At(Begun).After(Tick(Later, "bybit") with { Takeovers = [taken] }, Exchanges);

        Assert.Equal((Begun, "bybit/7"), (after.Since, Assert.Single(after.Known)));
    }

    private static TickOpened Tick(DateTimeOffset at, params string[] read) =>
        new(1, at, TickTrigger.FullLoop, [], [.. read.Select(v => new SeriesReading(new SeriesKey(SeriesKind.Perp, v, "BTCUSDT"), 60_000, at))], []);
}

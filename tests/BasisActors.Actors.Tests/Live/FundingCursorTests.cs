using System.Collections.Immutable;
using BasisActors.Actors.Clock;
using BasisActors.Actors.Journal;
using BasisActors.Actors.Live;
using BasisActors.Actors.Tests.Fixtures;
using BasisActors.Actors.Tests.Live.Fixtures;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;

namespace BasisActors.Actors.Tests.Live;

/// <summary>How far back the log of an exchange is read at each tick.</summary>
public sealed class FundingCursorTests
{
    private static readonly DateTimeOffset Begun = MarketBuilder.Hour(0);
    private static readonly ImmutableSortedDictionary<string, DateTimeOffset> Start =
        new Dictionary<string, DateTimeOffset> { ["binance"] = Begun, ["bybit"] = Begun, ["on-chain"] = Begun }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    [Fact]
    public void It_moves_to_a_settlement_that_was_taken_in() =>
        Assert.Equal(MarketBuilder.Hour(8), FundingCursor.After(Start, Tick(8, ["bybit"], ("bybit", 8)))["bybit"]);

    [Fact]
    public void Where_no_funding_is_paid_it_follows_the_ticks_an_hour_behind()
    {
        var after = FundingCursor.After(Start, Tick(30, ["binance", "bybit"]));

        Assert.Equal((MarketBuilder.Hour(29), MarketBuilder.Hour(29), Begun), (after["binance"], after["bybit"], after["on-chain"]));
    }

    [Fact]
    public void It_never_goes_back_neither_behind_a_settlement_nor_before_the_run()
    {
        var settled = FundingCursor.After(Start, Tick(8, ["bybit"], ("bybit", 8)));

        Assert.Equal(MarketBuilder.Hour(8), FundingCursor.After(settled, Tick(8.5, ["bybit"]))["bybit"]);
        Assert.Equal(Begun, FundingCursor.After(Start, Tick(0.25, ["bybit"]))["bybit"]);
    }

    [Fact]
    public void It_stays_where_the_exchange_did_not_answer_so_that_nothing_is_missed()
    {
        var after = FundingCursor.After(Start, Tick(30, ["binance"]));

        Assert.Equal((MarketBuilder.Hour(29), Begun), (after["binance"], after["bybit"]));
        Assert.Equal(Start, FundingCursor.After(Start, Tick(30, [])));
    }

    [Fact]
    public async Task In_a_run_that_is_paid_no_funding_the_stretch_that_is_read_does_not_grow()
    {
        var desk = new LiveDesk(SampleConfiguration.Basis, SampleMarket.Builder(40).Build());
        desk.World.Held = held => held;
        await using var start = desk.Start(readOnly: true); // nothing is held, so nothing is paid
        start.ToEndOf(30);
        await start.CancelAsync();

        Assert.Empty(desk.Tape.Of<TickOpened>().SelectMany(t => t.Settlements));
        Assert.All(desk.World.Statements.TakeLast(3).Where(s => s.Venue != "on-chain"), s => Assert.Equal(MarketBuilder.Hour(29), s.SettledUpTo));
        Assert.Equal(MarketBuilder.Hour(28), desk.World.LastRead["bybit"]); // the tick of 30:00 reads what the one of 29:00 left
    }

    private static TickOpened Tick(double hour, string[] read, params (string Venue, int Hour)[] settled) => new(
        1, Begun.AddHours(hour), TickTrigger.FullLoop, [], [.. read.Select(v => new SeriesReading(new SeriesKey(SeriesKind.Perp, v, "BTCUSDT"), 60_000, Begun.AddHours(hour)))],
        [.. settled.Select(s => new VenueSettlement(new PositionKey(s.Venue, PositionType.Perp, "BTCUSDT"), "f", 1, MarketBuilder.Hour(s.Hour)))]);
}

using BasisActors.Actors.Runs;
using BasisActors.Actors.Tests.Fixtures;
using BasisActors.Actors.Tests.Live.Fixtures;
using BasisActors.Domain.Ledger;

namespace BasisActors.Actors.Tests.Live;

/// <summary>Live, what the venues hold is compared with the ledger at every tick, whether something was booked or not.</summary>
public sealed class ReconciliationTests
{
    private readonly LiveDesk _desk = new(SampleConfiguration.Basis, HalfMinutes.Market());

    [Fact]
    public async Task All_venues_are_asked_at_a_tick_in_which_nothing_happens()
    {
        await using var start = _desk.Start();
        start.ToEndOf(2);
        _desk.World.Statements.Clear();

        start.ToEndOf(3);

        Assert.Equal(["binance", "bybit", "on-chain"], _desk.World.Statements.Select(s => s.Venue));
    }

    [Theory]
    [InlineData("binance:BaseToken:BTC", 0.001)]
    [InlineData("bybit:Perp:BTCUSDT", 0.001)]
    [InlineData("bybit:BaseToken:USDT", -1)]
    [InlineData("wallet:BaseToken:USDT", 1)]
    public async Task A_venue_that_holds_something_else_than_the_ledger_ends_trading(string position, double difference)
    {
        await using var start = _desk.Start();
        start.ToEndOf(2);
        var orders = _desk.World.Attempts.Count;
        _desk.World.Held = held => held.Key == PositionKey.Parse(position) ? held with { Amount = held.Amount + (decimal)difference } : held;

        start.NextTickOpens();
        var outcome = start.ToOutcome();

        Assert.Equal((RunStatus.Failed, "POS-005", position), (outcome.Status, outcome.Error?.Code, outcome.Error?.Where));
        Assert.Equal(orders, _desk.World.Attempts.Count);
        Assert.Equal(3, start.Recording.Ticks.Count);
        Assert.Equal(2, _desk.Tape.Closed);
    }

    [Fact]
    public async Task A_run_that_is_taken_up_does_not_trade_while_the_difference_is_there_and_goes_on_when_it_is_gone()
    {
        await using (var first = _desk.Start())
            first.ToEndOf(2);
        _desk.World.Held = held => held.Key == PositionKey.Parse("binance:BaseToken:BTC") ? held with { Amount = held.Amount - 0.01m } : held;
        await using (var second = _desk.Start())
            Assert.Equal("POS-005", second.ToOutcome().Error?.Code);
        Assert.Equal(2, _desk.Tape.Opened);

        _desk.World.Held = held => held;
        await using var third = _desk.Start();
        third.ToEndOf(3);

        Assert.Null(third.Outcome);
    }
}

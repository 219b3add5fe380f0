using BasisActors.Venues.Exchanges.Binance;
using BasisActors.Venues.Tests.Exchanges.Contract;

namespace BasisActors.Venues.Tests.Exchanges.Binance;

/// <summary>The log of funding is dear: it is asked for again only when something can have been settled. Settlements at 8:00 and 16:00; it is 12:00.</summary>
public class FundingScheduleTests
{
    private static readonly DateTimeOffset Noon = ContractDesk.Start;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly FundingSchedule _schedule = new();

    [Fact]
    public void Nothing_is_known_without_a_quote() => Assert.False(_schedule.IsQuiet(Noon, Noon, Minute));

    [Theory]
    [InlineData(0, 239, true)]
    [InlineData(-239, 0, true)] // one minute after the settlement at 8:00
    [InlineData(-239.1, 0, false)] // it may not have been written down yet
    [InlineData(0, 239.99, false)] // it may be there already: the clocks are not the same to the last second
    [InlineData(0, 240, false)]
    public void A_read_is_good_between_two_settlements(double readMinutes, double nowMinutes, bool isQuiet)
    {
        _schedule.Note("BTCUSDT", Noon.AddHours(4), TimeSpan.FromHours(8));

        Assert.Equal(isQuiet, _schedule.IsQuiet(Noon.AddMinutes(readMinutes), Noon.AddMinutes(nowMinutes), Minute));
    }

    [Fact]
    public void An_interval_that_becomes_shorter_is_noticed_by_the_settlement_that_is_gone()
    {
        _schedule.Note("BTCUSDT", Noon.AddHours(4), TimeSpan.FromHours(8));
        _schedule.Note("BTCUSDT", Noon.AddHours(8), TimeSpan.FromHours(8)); // every four hours by now

        Assert.False(_schedule.IsQuiet(Noon.AddHours(4), Noon.AddHours(5), Minute));
        Assert.True(_schedule.IsQuiet(Noon.AddHours(4) + Minute, Noon.AddHours(5), Minute));
    }

    [Fact]
    public void A_settlement_that_is_brought_forward_counts()
    {
        _schedule.Note("BTCUSDT", Noon.AddHours(4), TimeSpan.FromHours(8));
        _schedule.Note("BTCUSDT", Noon.AddHours(1), TimeSpan.FromHours(8));

        Assert.False(_schedule.IsQuiet(Noon, Noon.AddHours(1), Minute));
    }

    [Fact]
    public void Each_perpetual_has_its_own()
    {
        _schedule.Note("BTCUSDT", Noon.AddHours(4), TimeSpan.FromHours(8));
        _schedule.Note("ETHUSDT", Noon.AddHours(1), TimeSpan.FromHours(1));

        Assert.False(_schedule.IsQuiet(Noon, Noon.AddMinutes(30), Minute));
        Assert.True(_schedule.IsQuiet(Noon + Minute, Noon.AddMinutes(30), Minute));
    }

    /// <summary>As a run asks: a quote, then the payments, every half hour of a day. Each payment is seen at the first question after it.</summary>
    [Fact]
    public void A_run_asks_for_the_log_around_settlements_only_and_misses_none()
    {
        var desk = new ContractDesk(new BinanceVenue());
        desk.Accepted(ContractDesk.Short());
        var log = new LogRequests();
        var client = desk.NewClient(log);
        for (var halfHour = 0; halfHour < 48; halfHour++)
        {
            desk.Time.Run(() => client.QuoteAsync(ContractDesk.Pair, default));
            var payments = desk.Time.Run(() => client.FundingPaymentsAsync(Noon, default));
            var now = desk.Clock.GetUtcNow();
            Assert.Equal(Enumerable.Range(0, 3).Select(i => Noon.AddHours(4 + 8 * i)).Where(at => at <= now), payments.Select(p => p.At));
            desk.Time.Pass(TimeSpan.FromMinutes(30));
        }

        Assert.Equal(10, log.Count); // the first, and three times at each of three settlements: until the hour is over in which it may still be written down
    }

    private sealed class LogRequests : DelegatingHandler
    {
        public int Count { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsolutePath == "/fapi/v1/income")
                Count++;
            return base.SendAsync(request, cancellationToken);
        }
    }
}

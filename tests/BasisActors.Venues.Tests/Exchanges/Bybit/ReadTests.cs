using BasisActors.Domain.Errors;
using BasisActors.Venues.Exchanges;
using BasisActors.Venues.Exchanges.Bybit;

namespace BasisActors.Venues.Tests.Exchanges.Bybit;

/// <summary>What the client reads, and how it reads on a bad line.</summary>
public class ReadTests
{
    [Fact]
    public void Filters_are_the_ones_that_the_exchange_checks()
    {
        var desk = new BybitDesk();

        Assert.Equal(new OrderFilter(0.000001m, 0.000001m, 5m), desk.Ask(c => c.FilterAsync(Product.Spot, "BTCUSDT", default)));
        Assert.Equal(new OrderFilter(0.001m, 0.001m, 60m), desk.Ask(c => c.FilterAsync(Product.Perpetual, "BTCUSDT", default)));
    }

    [Fact]
    public void Filters_are_asked_for_once_a_day()
    {
        var desk = new BybitDesk();
        foreach (var hours in new[] { 0, 1, 10, 14 }) // 12:00, 13:00, 23:00, 13:00 on the next day
        {
            desk.Time.Pass(TimeSpan.FromHours(hours));
            desk.Ask(c => c.FilterAsync(Product.Spot, "BTCUSDT", default));
        }

        Assert.Equal(2, desk.Exchange.Requests.Count);
    }

    [Fact]
    public void A_quote_has_spot_mark_and_funding()
    {
        var quote = new BybitDesk().Ask(c => c.QuoteAsync("BTCUSDT", default));

        Assert.Equal(new Quote(50_000m, 50_010.5m, -0.00012m, BybitDesk.Start.AddHours(1), BybitDesk.Start), quote);
    }

    [Fact]
    public void A_coin_without_perpetual_has_no_mark() =>
        Assert.Equal(new Quote(0.1m, null, null, null, BybitDesk.Start), new BybitDesk().Ask(c => c.QuoteAsync("DOGEUSDT", default)));

    [Theory]
    [InlineData(3)]
    [InlineData(450)] // three pages
    [InlineData(1_000)] // twice as many as there are
    public void Funding_rates_come_oldest_first(int count)
    {
        var rates = new BybitDesk().Ask(c => c.FundingRatesAsync("BTCUSDT", count, default));
        var n = Math.Min(count, 500);

        Assert.Equal(Enumerable.Range(501 - n, n).Select(i => new FundingRate(i * 0.0001m, FakeMarket.FundingStart.AddHours(8 * i))), rates);
    }

    [Theory]
    [InlineData("-0.25")]
    [InlineData("0.25")]
    [InlineData("0")]
    public void Holdings_are_coins_and_signed_positions(string text)
    {
        var position = decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        var desk = new BybitDesk();
        desk.Exchange.Account.Position = position;
        var holdings = desk.Ask(c => c.HoldingsAsync(["USDT", "BTC", "ETH"], ["BTCUSDT"], default));

        Assert.Equal(new Dictionary<string, decimal> { ["USDT"] = 100_000m, ["BTC"] = 1m, ["ETH"] = 0m }, holdings.Coins);
        Assert.Equal(new Dictionary<string, decimal> { ["BTCUSDT"] = position }, holdings.Perpetuals);
    }

    [Fact]
    public void Funding_payments_are_the_settlements_after_a_time_from_all_pages_and_weeks()
    {
        var desk = new BybitDesk();
        var account = desk.Exchange.Account;
        for (var i = 0; i < 150; i++) // 50 days of three a day: eight windows, and one of them with more than a page once transfers join
            account.Settle($"s-{i}", BybitDesk.Start.AddHours(-8 * i), i - 50);
        for (var i = 0; i < 100; i++)
            account.Settle($"t-{i}", BybitDesk.Start.AddMinutes(-i), 1m, "TRANSFER_IN");
        var payments = desk.Ask(c => c.FundingPaymentsAsync(BybitDesk.Start.AddHours(-8 * 120), default));

        Assert.Equal(Enumerable.Range(0, 120).Reverse().Select(i => new FundingPayment($"s-{i}", "BTCUSDT", i - 50, BybitDesk.Start.AddHours(-8 * i))), payments);
    }

    [Fact]
    public void The_exchanges_clock_can_be_asked()
    {
        var desk = new BybitDesk();
        desk.Exchange.Skew = TimeSpan.FromSeconds(7);

        Assert.Equal(BybitDesk.Start.AddSeconds(7), desk.Ask(c => c.TimeAsync(default)));
    }

    [Fact]
    public void The_clocks_are_compared_at_the_first_signed_call_and_every_ten_minutes()
    {
        var desk = new BybitDesk();
        desk.Exchange.Skew = TimeSpan.FromMinutes(-20);
        foreach (var minutes in new[] { 0, 4, 4, 4 })
        {
            desk.Time.Pass(TimeSpan.FromMinutes(minutes));
            desk.Ask(c => c.HoldingsAsync(["USDT"], [], default));
        }

        Assert.Equal(2, desk.Exchange.Requests.Count(r => r == "GET /v5/market/time"));
    }

    [Theory]
    [InlineData(Fault.LostOnTheWay, 0.75)]
    [InlineData(Fault.Http502Before, 0.75)]
    [InlineData(Fault.Code10016Before, 0.75)]
    [InlineData(Fault.TooMany429, 6)] // Retry-After: 3
    [InlineData(Fault.TooMany10006, 4)] // X-Bapi-Limit-Reset-Timestamp in 2 s
    [InlineData(Fault.SilenceBefore, 20.75)]
    public void A_read_is_tried_three_times_with_growing_pauses(Fault fault, double seconds)
    {
        var desk = new BybitDesk().ReadFaults(fault, fault);
        desk.Ask(c => c.TimeAsync(default));

        Assert.Equal(TimeSpan.FromSeconds(seconds), desk.Passed);
        Assert.Equal(3, desk.Exchange.Requests.Count);
    }

    [Fact]
    public void A_read_that_fails_three_times_has_failed()
    {
        var desk = new BybitDesk().ReadFaults(Fault.LostOnTheWay, Fault.LostOnTheWay, Fault.LostOnTheWay);

        Assert.Equal("EXI-003", Assert.Throws<BasisException>(() => desk.Ask(c => c.TimeAsync(default))).Error.Code);
    }

    [Fact]
    public void A_read_with_a_wrong_timestamp_is_repeated_with_the_clock_measured_again()
    {
        var desk = new BybitDesk();
        desk.Ask(c => c.HoldingsAsync(["USDT"], [], default));
        desk.Exchange.Skew = TimeSpan.FromSeconds(30);

        Assert.Equal(100_000m, desk.Ask(c => c.HoldingsAsync(["USDT"], [], default)).Coins["USDT"]);
        Assert.Equal(TimeSpan.Zero, desk.Passed);
    }

    [Fact]
    public void A_refused_key_stops_a_read_at_once()
    {
        var desk = new BybitDesk().ReadFaults(Fault.None, Fault.WrongKey);
        var error = Assert.Throws<BasisException>(() => desk.Ask(c => c.HoldingsAsync(["USDT"], [], default)));

        Assert.Equal("EXI-004", error.Error.Code);
        Assert.DoesNotContain("test-", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_limit_of_requests_is_kept_on_this_side()
    {
        var time = new SteppedTime(BybitDesk.Start);
        var client = new BybitClient(
            new HttpClient(new FakeBybit(time)) { BaseAddress = new Uri("https://exchange.invalid") }, FakeBybit.Credentials, time, limits: new BybitLimits(time, requests: 3));
        var after = Enumerable.Range(0, 7).Select(_ =>
        {
            time.Run(() => client.TimeAsync(default));
            return (time.GetUtcNow() - BybitDesk.Start).TotalSeconds;
        });

        Assert.Equal([0, 0, 0, 5, 5, 5, 10], after);
    }

    [Fact]
    public void The_limit_of_orders_is_kept_on_this_side()
    {
        var time = new SteppedTime(BybitDesk.Start);
        var client = new BybitClient(
            new HttpClient(new FakeBybit(time)) { BaseAddress = new Uri("https://exchange.invalid") }, FakeBybit.Credentials, time, limits: new BybitLimits(time, orders: 1));
        foreach (var id in new[] { "a", "b", "c" })
            Assert.IsType<OrderOutcome.Accepted>(time.Run(() => client.PlaceAsync(BybitDesk.Short() with { ClientOrderId = id }, mayHaveBeenSent: false, default)));

        Assert.Equal(TimeSpan.FromSeconds(2.2), time.GetUtcNow() - BybitDesk.Start); // sent at 0, 1 and 2 s, and read 0.2 s later
    }

    [Fact]
    public void A_client_needs_an_address() =>
        Assert.Throws<ArgumentException>(() => new BybitClient(new HttpClient(), FakeBybit.Credentials, TimeProvider.System));
}

using System.Net;
using BasisActors.Domain.Errors;
using BasisActors.Venues.Exchanges;
using BasisActors.Venues.Exchanges.Binance;
using BasisActors.Venues.Exchanges.Requests;
using BasisActors.Venues.Tests.Exchanges.Contract;

namespace BasisActors.Venues.Tests.Exchanges.Binance;

/// <summary>What Binance's answers mean where the paper exchange has none like them.</summary>
public class BinanceAnswerTests
{
    [Theory]
    [InlineData(200, null, "", "Done")]
    [InlineData(400, -2010, "Duplicate order sent.", "Duplicate")]
    [InlineData(400, -2010, "Account has insufficient balance for requested action.", "Funds")]
    [InlineData(400, -2010, "Market is closed.", "Funds")]
    [InlineData(400, -2010, "Something else.", "Other")] // after an order as good as not known
    [InlineData(400, -4116, "ClientOrderId is duplicated.", "Duplicate")]
    [InlineData(429, -1003, "", "TooMany")]
    [InlineData(418, null, "", "TooMany")]
    [InlineData(403, null, "<html>", "TooMany")]
    [InlineData(503, null, "Service Unavailable.", "TooMany")] // not executed, as documented
    [InlineData(503, null, "Unknown error, please check your request or try again later.", "NotKnown")]
    [InlineData(503, -1008, "", "TooMany")]
    [InlineData(408, -1007, "", "NotKnown")]
    [InlineData(500, null, "", "NotKnown")]
    [InlineData(401, -2015, "", "WrongCredentials")]
    [InlineData(400, -1022, "", "WrongCredentials")]
    [InlineData(400, -1021, "", "WrongClock")]
    [InlineData(400, -9_999, "", "Other")]
    public void An_answer_is_understood_by_code_status_and_text(int status, int? code, string message, string verdict) =>
        Assert.Equal(Enum.Parse<Verdict>(verdict), BinanceVerdicts.Of(status, code, message));

    [Theory]
    [InlineData("""{"filterType":"MARKET_LOT_SIZE","minQty":"0","stepSize":"0"},{"filterType":"NOTIONAL","minNotional":"5","applyMinToMarket":true}""", "0.001", "0.001", "5")]
    [InlineData("""{"filterType":"MARKET_LOT_SIZE","minQty":"0.05","stepSize":"0.01"},{"filterType":"NOTIONAL","minNotional":"5","applyMinToMarket":false}""", "0.01", "0.05", "0")]
    [InlineData("""{"filterType":"MIN_NOTIONAL","minNotional":"10","applyToMarket":true}""", "0.001", "0.001", "10")] // an older pair
    public async Task A_market_order_keeps_both_lots(string filters, string step, string minimum, string notional)
    {
        var filter = await Client($$"""[{"filterType":"LOT_SIZE","minQty":"0.001","stepSize":"0.001"},{{filters}}]""").FilterAsync(Product.Spot, "BTCUSDT", default);

        Assert.Equal(new OrderFilter(Number(step), Number(minimum), Number(notional)), filter);
    }

    [Fact]
    public async Task Lots_that_do_not_fit_together_are_not_guessed_at()
    {
        var client = Client("""[{"filterType":"LOT_SIZE","minQty":"0.003","stepSize":"0.003"},{"filterType":"MARKET_LOT_SIZE","minQty":"0","stepSize":"0.01"}]""");

        Assert.Equal("EXI-003", (await Assert.ThrowsAsync<BasisException>(() => client.FilterAsync(Product.Spot, "BTCUSDT", default))).Error.Code);
    }

    /// <summary>The exchange has counted 4 770 of 6 000, of which four fifths are used here: one account fits, the next waits for the minute to pass.</summary>
    [Fact]
    public void What_the_exchange_has_counted_before_counts_here()
    {
        var time = new SteppedTime(ContractDesk.Start);
        var venue = new BinanceVenue();
        var clock = new ExchangeTime(time);
        var door = new Counting { InnerHandler = new PaperLine(venue, venue.Wire(venue.Exchange(clock, feesInCoin: false)), clock) };
        var client = venue.Client(new HttpClient(door) { BaseAddress = new Uri("https://exchange.invalid") }, time);
        time.Run(() => client.HoldingsAsync(["USDT"], [], default));
        Assert.Equal(ContractDesk.Start, time.GetUtcNow());
        time.Run(() => client.HoldingsAsync(["USDT"], [], default));

        Assert.Equal(ContractDesk.Start.AddMinutes(1), time.GetUtcNow());
    }

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static BinanceClient Client(string filters)
    {
        var http = new HttpClient(new Fixed($$"""{"rateLimits":[],"symbols":[{"symbol":"BTCUSDT","filters":{{filters}}}]}""")) { BaseAddress = new Uri("https://exchange.invalid") };
        return new BinanceClient(
            new BinanceHost(http, new BinanceLimits(TimeProvider.System, Product.Spot)), new BinanceHost(http, new BinanceLimits(TimeProvider.System, Product.Perpetual)),
            new ApiCredentials("test-key", "test-secret"), TimeProvider.System);
    }

    private sealed class Fixed(string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body) });
    }

    private sealed class Counting : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (!request.RequestUri!.AbsolutePath.StartsWith("/api/", StringComparison.Ordinal))
                return answer;
            answer.Headers.Remove("X-MBX-USED-WEIGHT-1M");
            answer.Headers.Add("X-MBX-USED-WEIGHT-1M", "4770");
            return answer;
        }
    }
}

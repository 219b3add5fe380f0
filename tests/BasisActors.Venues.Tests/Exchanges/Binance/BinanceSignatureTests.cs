using BasisActors.Venues.Exchanges;
using BasisActors.Venues.Exchanges.Binance;
using BasisActors.Venues.Tests.Exchanges.Contract;

namespace BasisActors.Venues.Tests.Exchanges.Binance;

/// <summary>Vectors of Binance, verified against running code; the last one is the exchange's own.</summary>
public class BinanceSignatureTests
{
    [Theory]
    [InlineData(
        "test-secret",
        "symbol=ETHUSDT&side=SELL&type=MARKET&quantity=0.123&newClientOrderId=basis-1&newOrderRespType=RESULT&recvWindow=5000&timestamp=1767225600000", "",
        "5780a2491a74b982e2e779b5235442fcf8da03d56cd384b5f925277220a5780f")]
    [InlineData(
        "test-secret", "symbol=ETHUSDT&side=SELL", "type=MARKET&quantity=0.123&timestamp=1767225600000",
        "855bfd609fa3b24cc7c87bf9733903071ca871704fa979d3e5075ea61b1e178b")]
    [InlineData(
        "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j",
        "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559", "",
        "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71")]
    public void A_request_is_signed_as_the_exchange_signs_it(string secret, string query, string body, string signature) =>
        Assert.Equal(signature, BinanceSignature.Sign(secret, query, body));

    [Fact]
    public void Values_are_percent_encoded_before_they_are_signed() =>
        Assert.Equal("symbol=ETHUSDT&note=a%20b%26c%2F%C3%A9", BinanceSignature.Query(("symbol", "ETHUSDT"), ("note", "a b&c/é")));

    /// <summary>The first vector, as the client sends it. Its money is moved before, which a process that has just begun does after 6 s.</summary>
    [Fact]
    public void An_order_is_sent_with_exactly_the_bytes_that_are_signed()
    {
        var venue = new BinanceVenue();
        var time = new SteppedTime(DateTimeOffset.FromUnixTimeMilliseconds(1767225600000).AddSeconds(-6));
        var clock = new ExchangeTime(time);
        var line = new PaperLine(venue, venue.Wire(venue.Exchange(clock, feesInCoin: false)), clock);
        var client = venue.Client(new HttpClient(line) { BaseAddress = new Uri("https://exchange.invalid") }, time);
        time.Run(() => client.PlaceAsync(new ExchangeOrder("basis-1", Product.Perpetual, "ETHUSDT", IsBuy: false, 0.123m, ReduceOnly: false, time.GetUtcNow()), mayHaveBeenSent: false, default));

        var sent = Assert.Single(line.Orders);
        Assert.Equal(("POST", "/fapi/v1/order", "", "test-key"), (sent.Method, sent.Path, sent.Body, sent.Header("X-MBX-APIKEY")));
        Assert.Equal(
            "symbol=ETHUSDT&side=SELL&type=MARKET&quantity=0.123&newClientOrderId=basis-1&newOrderRespType=RESULT&recvWindow=5000&timestamp=1767225600000"
            + "&signature=5780a2491a74b982e2e779b5235442fcf8da03d56cd384b5f925277220a5780f",
            sent.Query);
    }
}

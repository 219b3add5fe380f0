using BasisActors.Venues.Exchanges;
using BasisActors.Venues.Exchanges.Okx;

namespace BasisActors.Venues.Tests.Exchanges.Okx;

/// <summary>Vectors of OKX v5, verified against running code.</summary>
public class OkxSignatureTests
{
    private const string Body = """{"instId":"ETH-USDT-SWAP","tdMode":"cross","side":"sell","ordType":"market","sz":"1.2","clOrdId":"basis1"}""";

    private static readonly DateTimeOffset At = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("GET", "/api/v5/account/balance?ccy=USDT", "", "q88nhwRRgbZed82etcHsHMp56hE0ne7uqeezHdX2B0s=")]
    [InlineData("POST", "/api/v5/trade/order", Body, "cP0YIB/yB55zjWtjdteHjarLEtdEXlVN+w6mNYI28YU=")]
    public void A_request_is_signed_as_the_exchange_signs_it(string method, string path, string body, string signature) =>
        Assert.Equal(signature, OkxSignature.Sign("test-secret", OkxSignature.Timestamp(At), method, path, body));

    [Fact]
    public void A_signed_request_has_four_headers() => Assert.Equal(
        [
            new("OK-ACCESS-KEY", "test-key"),
            new("OK-ACCESS-SIGN", "cP0YIB/yB55zjWtjdteHjarLEtdEXlVN+w6mNYI28YU="),
            new("OK-ACCESS-TIMESTAMP", "2026-01-01T00:00:00.000Z"),
            new("OK-ACCESS-PASSPHRASE", "test-pass"),
        ],
        OkxSignature.Headers(new ApiCredentials("test-key", "test-secret", "test-pass"), At, "POST", "/api/v5/trade/order", Body));

    [Fact]
    public void A_timestamp_has_three_decimals_and_is_in_utc() =>
        Assert.Equal("2026-03-01T22:59:59.007Z", OkxSignature.Timestamp(new DateTimeOffset(2026, 3, 2, 0, 59, 59, 7, TimeSpan.FromHours(2))));
}

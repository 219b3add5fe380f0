using BasisActors.Venues.Exchanges;
using BasisActors.Venues.Exchanges.Bybit;

namespace BasisActors.Venues.Tests.Exchanges.Bybit;

public class BybitSignatureTests
{
    private const long Timestamp = 1767225600000;
    private const string Body =
        """{"category":"linear","symbol":"ETHUSDT","side":"Sell","orderType":"Market","qty":"0.12","orderLinkId":"basis-1"}""";

    [Theory]
    [InlineData("category=linear&symbol=ETHUSDT", "4f15d8739ac123022878154d8abd07f7730cca7f127121299ace10050d4a1ad2")]
    [InlineData(Body, "be5da7b0d84f05001e43ed41a13c41bb1273f62bc0a376eeafd03c0f74f098e6")]
    public void A_payload_is_signed_as_the_exchange_signs_it(string payload, string signature) =>
        Assert.Equal(signature, BybitSignature.Sign("test-secret", Timestamp, "test-key", 5000, payload));

    [Fact]
    public void A_signed_request_has_four_headers() => Assert.Equal(
        [
            new("X-BAPI-API-KEY", "test-key"),
            new("X-BAPI-TIMESTAMP", "1767225600000"),
            new("X-BAPI-RECV-WINDOW", "5000"),
            new("X-BAPI-SIGN", "be5da7b0d84f05001e43ed41a13c41bb1273f62bc0a376eeafd03c0f74f098e6"),
        ],
        BybitSignature.Headers(FakeBybit.Credentials, Timestamp, 5000, Body));

    [Fact]
    public void Credentials_do_not_show_what_they_are()
    {
        Assert.DoesNotContain("test-", $"{FakeBybit.Credentials}", StringComparison.Ordinal);
        Assert.Equal("said *** of ***", FakeBybit.Credentials.Redact("said test-key of test-secret"));
        Assert.Equal(new ApiCredentials("test-key", "test-secret"), FakeBybit.Credentials);
    }
}

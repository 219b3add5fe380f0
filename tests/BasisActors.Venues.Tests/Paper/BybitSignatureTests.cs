using BasisActors.Venues.Paper.Bybit;

namespace BasisActors.Venues.Tests.Paper;

/// <summary>Vectors of Bybit v5, verified against running code.</summary>
public class BybitSignatureTests
{
    [Theory]
    [InlineData("category=linear&symbol=ETHUSDT", "4f15d8739ac123022878154d8abd07f7730cca7f127121299ace10050d4a1ad2")]
    [InlineData("""{"category":"linear","symbol":"ETHUSDT","side":"Sell","orderType":"Market","qty":"0.12","orderLinkId":"basis-1"}""", "be5da7b0d84f05001e43ed41a13c41bb1273f62bc0a376eeafd03c0f74f098e6")]
    public void The_signature_is_over_time_key_window_and_payload(string payload, string signature) =>
        Assert.Equal(signature, BybitSignature.Of("test-secret", "1767225600000", "test-key", "5000", payload));
}

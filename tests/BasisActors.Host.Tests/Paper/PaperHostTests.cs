using System.Text;
using System.Text.Json;
using BasisActors.Venues.Paper.Bybit;

namespace BasisActors.Host.Tests.Paper;

/// <summary>The paper exchange over a real socket.</summary>
public class PaperHostTests
{
    [Fact]
    public async Task A_signed_order_is_filled_over_a_socket_and_sigterm_ends_the_exchange()
    {
        if (OperatingSystem.IsWindows())
            return; // there is no such signal

        using var paper = new PaperProcess("--speed", "60");
        using var client = await paper.ClientAsync();
        Assert.Contains("done", await PostAsync(client, "/paper/chain/fundings", """{"id":"f","account":"paper","token":"USDT","amount":"10000"}"""), StringComparison.Ordinal);
        Assert.Contains("done", await PostAsync(client, "/paper/chain/transfers", """{"id":"t","account":"paper","token":"USDT","amount":"10000","from":"wallet","to":"bybit"}"""), StringComparison.Ordinal);

        var created = await SignedAsync(client, "/v5/order/create", """{"category":"linear","symbol":"BTCUSDT","side":"Sell","orderType":"Market","qty":"0.010","orderLinkId":"e2e-1"}""");
        var found = await SignedAsync(client, "/v5/order/realtime?category=linear&symbol=BTCUSDT&orderLinkId=e2e-1", null);
        var again = await SignedAsync(client, "/v5/order/create", """{"category":"linear","symbol":"BTCUSDT","side":"Sell","orderType":"Market","qty":"0.010","orderLinkId":"e2e-1"}""");

        Assert.Equal((0, 110072), (created.GetProperty("retCode").GetInt32(), again.GetProperty("retCode").GetInt32()));
        var order = found.GetProperty("result").GetProperty("list")[0];
        Assert.Equal(("Filled", "0.01"), (order.GetProperty("orderStatus").GetString(), order.GetProperty("cumExecQty").GetString()));
        Assert.Equal(0, paper.Terminate());
    }

    [Fact]
    public async Task A_lost_answer_breaks_the_connection_after_the_order_was_executed()
    {
        using var paper = new PaperProcess("--fault", "lost-answer=1");
        using var client = await paper.ClientAsync();
        _ = await client.GetStringAsync("/paper/state"); // a look is never lost
        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(client, "/paper/chain/fundings", """{"id":"f","account":"paper","token":"USDT","amount":"10000"}"""));
        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(client, "/paper/chain/transfers", """{"id":"t","account":"paper","token":"USDT","amount":"10000","from":"wallet","to":"bybit"}"""));

        _ = await client.GetStringAsync("/paper/state"); // the next connection is one that was used before
        await Assert.ThrowsAsync<HttpRequestException>(() => SignedAsync(client, "/v5/order/create", """{"category":"linear","symbol":"BTCUSDT","side":"Sell","orderType":"Market","qty":"0.010","orderLinkId":"e2e-1"}"""));

        using var orders = JsonDocument.Parse(await client.GetStringAsync("/paper/orders"));
        Assert.Equal("Filled", Assert.Single(orders.RootElement.GetProperty("orders").EnumerateArray()).GetProperty("end").GetString());
        using var state = JsonDocument.Parse(await client.GetStringAsync("/paper/state"));
        Assert.Equal(1, state.RootElement.GetProperty("mostRequests").GetProperty("/v5/order/create linear").GetInt32()); // not sent twice by the client's own connection pool
    }

    private static async Task<string> PostAsync(HttpClient client, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(path, content);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<JsonElement> SignedAsync(HttpClient client, string target, string? body)
    {
        using var clock = JsonDocument.Parse(await client.GetStringAsync("/paper/state"));
        var time = clock.RootElement.GetProperty("time").GetString()!;
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, target);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Add("X-BAPI-API-KEY", "paper");
        request.Headers.Add("X-BAPI-TIMESTAMP", time);
        request.Headers.Add("X-BAPI-RECV-WINDOW", "5000");
        request.Headers.Add("X-BAPI-SIGN", BybitSignature.Of("paper", time, "paper", "5000", body ?? target[(target.IndexOf('?', StringComparison.Ordinal) + 1)..]));
        using var answer = await client.SendAsync(request);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }
}

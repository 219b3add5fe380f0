using System.Net;
using BasisActors.Venues.Exchanges.Requests;
using BasisActors.Venues.Tests.Paper;

namespace BasisActors.Venues.Tests.Exchanges;

/// <summary>Which host of an exchange is asked.</summary>
public sealed class MarketHostsTests : IDisposable
{
    private static readonly Uri First = new("https://first.example"), Second = new("https://second.example"), Third = new("https://third.example");

    private readonly ManualTime _time = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly Line _line = new();
    private readonly HttpClient _http;

    public MarketHostsTests() => _http = new HttpClient(new MarketHosts([First, Second, Third], _time, _line)) { BaseAddress = First };

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task The_first_is_asked_as_long_as_it_answers()
    {
        Assert.Equal("first.example /quote?symbol=BTCUSDT", await ReadAsync());
        Assert.Equal(["first.example"], _line.Asked);
    }

    [Fact]
    public async Task The_next_answers_for_one_that_does_not()
    {
        _line.Down["first.example"] = () => throw new HttpRequestException("refused");
        _line.Down["second.example"] = () => new HttpResponseMessage(HttpStatusCode.BadGateway);

        Assert.Equal("third.example /quote?symbol=BTCUSDT", await ReadAsync());
        Assert.Equal(["first.example", "second.example", "third.example"], _line.Asked);
    }

    [Fact]
    public async Task One_that_fails_again_and_again_is_left_alone_for_half_a_minute()
    {
        _line.Down["first.example"] = () => throw new HttpRequestException("refused");
        for (var i = 0; i < 3; i++)
            await ReadAsync();
        _line.Asked.Clear();

        await ReadAsync();
        Assert.Equal(["second.example"], _line.Asked);

        _line.Down.Clear();
        _time.Now += TimeSpan.FromSeconds(31);
        Assert.StartsWith("first.example", await ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_signed_goes_to_the_first_alone()
    {
        _line.Down["first.example"] = () => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);

        using var answer = await _http.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/order"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(["first.example"], _line.Asked);
    }

    [Fact]
    public async Task When_none_answers_the_read_fails_with_what_was_said_or_with_nothing()
    {
        _line.Down["first.example"] = _line.Down["third.example"] = () => throw new HttpRequestException("refused");
        _line.Down["second.example"] = () => new HttpResponseMessage(HttpStatusCode.BadGateway);
        using (var answer = await _http.SendAsync(Read()))
            Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);

        _line.Down["second.example"] = () => throw new HttpRequestException("refused");
        await Assert.ThrowsAsync<HttpRequestException>(() => _http.SendAsync(Read()));
    }

    private async Task<string> ReadAsync()
    {
        using var answer = await _http.SendAsync(Read());
        return await answer.Content.ReadAsStringAsync();
    }

    private static HttpRequestMessage Read()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/quote?symbol=BTCUSDT");
        request.Options.Set(MarketHosts.Anywhere, true);
        return request;
    }

    /// <summary>Answers with host and path.</summary>
    private sealed class Line : HttpMessageHandler
    {
        public List<string> Asked { get; } = [];

        public Dictionary<string, Func<HttpResponseMessage>> Down { get; } = new(StringComparer.Ordinal);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var host = request.RequestUri!.Host;
            Asked.Add(host);
            return Task.FromResult(Down.TryGetValue(host, out var down) ? down() : new HttpResponseMessage { Content = new StringContent($"{host} {request.RequestUri.PathAndQuery}") });
        }
    }
}

using System.Net;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Tests.Exchanges.Contract;

/// <summary>Rate limits: what the clients ask at once, the exchanges' own count, and a host that wants to be left alone.</summary>
public class BurstTests
{
    private static readonly TimeSpan Told = TimeSpan.FromSeconds(20);

    private static readonly Dictionary<string, PaperVenue> Venues = new PaperVenue[] { new BinanceVenue(), new BybitVenue(), new OkxVenue() }.ToDictionary(v => v.Name);

    /// <summary>By the paper exchange's names of what it counts; in the window of the venue's documentation.</summary>
    private static int Allowed(string venue, string counted) => (venue, counted) switch
    {
        ("binance", "spot weight") => 6_000,
        ("binance", "futures weight") => 2_400,
        ("binance", "spot orders 10s") => 100,
        ("binance", "futures orders 10s") => 300,
        ("binance", "futures orders 1m") => 1_200,
        ("binance", "funding") => 500,
        ("bybit", "all") => 600,
        ("bybit", "/v5/order/create linear") => 10,
        ("bybit", "/v5/order/create spot") => 20,
        ("bybit", _) => 50,
        ("okx", _) when counted.Contains("/trade/order ", StringComparison.Ordinal) || counted.EndsWith("/trade/fills", StringComparison.Ordinal) => 60,
        ("okx", _) when counted.EndsWith("/public/instruments", StringComparison.Ordinal) || counted.EndsWith("/market/ticker", StringComparison.Ordinal) => 20,
        ("okx", _) => 10,
        _ => throw new ArgumentOutOfRangeException(nameof(counted), counted, venue),
    };

    [Theory]
    [InlineData("binance")]
    [InlineData("bybit")]
    [InlineData("okx")]
    public void A_burst_never_exceeds_what_the_exchange_allows(string name)
    {
        var desk = new ContractDesk(Venues[name]);
        desk.Ask(c => BurstAsync(c, 150));

        var counted = desk.Wire.MostRequests;
        Assert.All(counted, c => Assert.True(c.Value <= Allowed(name, c.Key), $"{c.Key}: {c.Value} of {Allowed(name, c.Key)}"));
        Assert.Contains(counted, c => c.Value > Allowed(name, c.Key) * 0.7m); // it was a burst
        Assert.Equal(30, desk.Orders.Count);
    }

    [Theory]
    [InlineData("binance", 429, "/fapi/")]
    [InlineData("binance", 418, "/fapi/")]
    [InlineData("binance", 429, "/api/")]
    [InlineData("binance", 418, "/api/")]
    [InlineData("bybit", 429, "/")]
    [InlineData("okx", 429, "/")]
    public void A_host_that_wants_to_be_left_alone_is(string name, int status, string host)
    {
        var desk = new ContractDesk(Venues[name]);
        var door = new Doorkeeper(desk.Time, host, (HttpStatusCode)status);
        var client = desk.NewClient(door);
        desk.Time.Run(() => client.HoldingsAsync(["USDT"], ["BTCUSDT"], default)); // clocks are measured, filters not known yet
        door.IsFull = true;
        var from = desk.Time.GetUtcNow();
        desk.Time.Run(() => BurstAsync(client, 3));

        Assert.Equal(from, door.Refused);
        Assert.All(door.Passed.Where(at => at > from), at => Assert.True(at >= from + Told, $"{at - from}"));
        Assert.Contains(door.Passed, at => at >= from + Told);
        Assert.Equal(30, desk.Orders.Count);
    }

    [Fact]
    public void A_bar_is_not_made_shorter_by_another_one()
    {
        var time = new SteppedTime(ContractDesk.Start);
        var limits = new BasisActors.Venues.Exchanges.Bybit.BybitLimits(time);
        limits.Bar(TimeSpan.FromMinutes(10));
        limits.Bar(TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.FromMinutes(10), limits.Barred);
        time.Pass(TimeSpan.FromMinutes(10));
        Assert.Null(limits.Barred);
    }

    /// <summary>All that is asked of an exchange, many times at once, and thirty orders.</summary>
    private static async Task<bool> BurstAsync(IExchangeClient client, int times)
    {
        var reads = Enumerable.Range(0, times).SelectMany(_ => new Task[]
        {
            client.QuoteAsync("BTCUSDT", default), client.HoldingsAsync(["USDT", "BTC"], ["BTCUSDT"], default), client.FundingPaymentsAsync(ContractDesk.Start, default),
            client.FundingRatesAsync("BTCUSDT", 10, default), client.TimeAsync(default), client.PermissionsAsync(default), client.ArrangeAsync(0m, default), client.TakeoversAsync(ContractDesk.Start, default),
        });
        var orders = Enumerable.Range(0, 30).Select(i => client.PlaceAsync(ContractDesk.Short(0.01m) with { ClientOrderId = $"burst-{i}" }, mayHaveBeenSent: false, default));
        await Task.WhenAll(reads.Concat(orders));
        return true;
    }

    /// <summary>Refuses one request to a host, with a time to wait, and takes down when the others of that host come.</summary>
    private sealed class Doorkeeper(TimeProvider time, string host, HttpStatusCode status) : DelegatingHandler
    {
        public bool IsFull { get; set; }

        public DateTimeOffset? Refused { get; private set; }

        public List<DateTimeOffset> Passed { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (!request.RequestUri!.AbsolutePath.StartsWith(host, StringComparison.Ordinal))
                return base.SendAsync(request, cancellationToken);
            if (!IsFull)
            {
                Passed.Add(time.GetUtcNow());
                return base.SendAsync(request, cancellationToken);
            }

            (IsFull, Refused) = (false, time.GetUtcNow());
            var answer = new HttpResponseMessage(status) { Content = new StringContent("""{"code":-1003,"msg":"Too many requests.","retCode":10006}""") };
            answer.Headers.Add("Retry-After", $"{Told.TotalSeconds}");
            return Task.FromResult(answer);
        }
    }
}

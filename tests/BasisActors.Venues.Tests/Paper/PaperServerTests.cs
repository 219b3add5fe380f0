using System.Collections.Immutable;
using BasisActors.Venues.Paper;

namespace BasisActors.Venues.Tests.Paper;

/// <summary>All paths together, and what a fault plan makes of them.</summary>
public class PaperServerTests
{
    [Theory]
    [InlineData(FaultKind.LostAnswer, true, 0)]
    [InlineData(FaultKind.LostRequest, false, 0)]
    [InlineData(FaultKind.Silence, false, 0)]
    [InlineData(FaultKind.Delay, true, 200)]
    [InlineData(FaultKind.RateLimit, false, 200)]
    [InlineData(FaultKind.PartialFill, true, 200)]
    [InlineData(FaultKind.Rejection, true, 200)]
    public void A_fault_decides_whether_an_order_is_executed_and_what_is_answered(FaultKind kind, bool placed, int status)
    {
        var desk = Desk(kind);

        var served = desk.Server.Serve(Signed.Post(desk, "/v5/order/create", Signed.Order("a", "Sell", "1")));

        Assert.Equal(status, served.Answer?.Status ?? 0);
        Assert.Equal(placed, desk.Exchange.Orders(PaperDesk.Key).Length == 1);
        Assert.Equal(kind == FaultKind.Silence, served.Silent);
        Assert.Equal(kind == FaultKind.Delay, served.After > TimeSpan.Zero);
        var filled = desk.Exchange.Orders(PaperDesk.Key).Sum(o => o.Filled);
        Assert.True(kind switch
        {
            FaultKind.PartialFill => filled < 1m,
            FaultKind.LostAnswer or FaultKind.Delay => filled == 1m,
            _ => filled == 0m,
        });
    }

    [Theory]
    [InlineData(FaultKind.ServerError, 500)]
    [InlineData(FaultKind.Unavailable, 503)]
    [InlineData(FaultKind.InternalError, 200)]
    public void An_unknown_outcome_is_sometimes_an_order_and_sometimes_none(FaultKind kind, int status)
    {
        var desk = Desk(kind);
        for (var i = 0; i < 20; i++)
        {
            desk.Time.Now += TimeSpan.FromSeconds(1);
            Assert.Equal(status, desk.Server.Serve(Signed.Post(desk, "/v5/order/create", Signed.Order($"a{i}", "Sell", "0.01"))).Answer!.Status);
        }

        Assert.InRange(desk.Exchange.Orders(PaperDesk.Key).Length, 1, 19);
    }

    [Theory]
    [InlineData("bybit", "0.4", 200, 0.6)]
    [InlineData("bybit", "1.1", 422, 1)] // more than is short
    [InlineData("bybit", "-1", 422, 1)]
    [InlineData("nowhere", "0.4", 422, 1)]
    public void An_exchange_deleverages_a_short_when_told_to(string venue, string quantity, int status, double left)
    {
        var desk = PaperDesk.Funded();
        desk.Short(1m);
        var body = $"{{\"venue\":\"{venue}\",\"account\":\"{PaperDesk.Key}\",\"symbol\":\"{PaperDesk.Pair}\",\"quantity\":\"{quantity}\"}}";

        var served = desk.Server.Serve(new WireRequest("POST", "/paper/deleverage", "", ImmutableDictionary<string, string>.Empty, body));

        Assert.Equal(status, served.Answer!.Status);
        Assert.Equal(-(decimal)left, desk.Account.Positions[0].Position.Size);
    }

    [Fact]
    public void The_same_seed_gives_the_same_faults_and_another_one_others()
    {
        Assert.Equal(Drawn(1), Drawn(1));
        Assert.NotEqual(Drawn(1), Drawn(2));
        Assert.InRange(Drawn(1).Count(f => f is not null), 350, 450); // 0.4 of 1000

        static List<Fault?> Drawn(int seed)
        {
            var plan = new FaultPlan(seed, Probabilities((FaultKind.LostAnswer, 0.3m), (FaultKind.Delay, 0.1m)));
            return [.. Enumerable.Range(0, 1_000).Select(_ => plan.Next(isOrder: true))];
        }
    }

    [Fact]
    public void Only_orders_are_filled_in_part_or_rejected()
    {
        var plan = new FaultPlan(1, Probabilities((FaultKind.PartialFill, 0.5m), (FaultKind.Rejection, 0.5m)));

        Assert.Null(plan.For(1, isOrder: false));
        Assert.NotNull(plan.For(1, isOrder: true));
    }

    [Fact]
    public void The_wallet_is_served_over_json()
    {
        var desk = new PaperDesk(PaperDesk.Market());

        Assert.Equal((200, """{"id":"f","status":"done"}"""), Post(desk, "fundings", """{"id":"f","account":"test-key","token":"USDT","amount":"123.45"}"""));
        Assert.Equal((200, """{"id":"t","status":"done"}"""), Post(desk, "transfers", """{"id":"t","account":"test-key","token":"USDT","amount":"23.45","from":"wallet","to":"bybit"}"""));
        Assert.Equal(200, Post(desk, "transfers", """{"id":"u","account":"test-key","token":"USDT","amount":3,"from":"bybit","to":"wallet"}""").Status);
        Assert.Equal(200, Post(desk, "payouts", """{"id":"p","account":"test-key","token":"USDT","amount":"0.5"}""").Status);
        Assert.Equal("""{"balances":{"USDT":"102.5"}}""", desk.Server.Serve(new WireRequest("GET", "/paper/chain/wallet", "account=test-key", new Dictionary<string, string>(), "")).Answer!.Body);
        Assert.Equal(20.45m, desk.Account.Cash);
    }

    [Theory]
    [InlineData("fundings", "")]
    [InlineData("fundings", "[]")]
    [InlineData("fundings", """{"id":"","account":"test-key","token":"USDT","amount":"1"}""")]
    [InlineData("fundings", """{"id":"a","account":"nobody","token":"USDT","amount":"1"}""")]
    [InlineData("fundings", """{"id":"a","account":"test-key","token":"USDT","amount":"-1"}""")]
    [InlineData("fundings", """{"id":"a","account":"test-key","token":"USDT","amount":"0"}""")]
    [InlineData("fundings", """{"id":"a","account":"test-key","token":"USDT","amount":"0.0000000000001"}""")]
    [InlineData("payouts", """{"id":"a","account":"test-key","token":"USDT","amount":"1"}""")]
    [InlineData("transfers", """{"id":"a","account":"test-key","token":"USDT","amount":"1","from":"wallet","to":"binance"}""")]
    public void A_movement_that_cannot_be_done_is_refused_with_a_reason(string path, string body)
    {
        var (status, answer) = Post(new PaperDesk(PaperDesk.Market()), path, body);

        Assert.Equal(422, status);
        Assert.StartsWith("""{"error":""", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Orders_and_state_can_be_looked_at()
    {
        var desk = PaperDesk.Funded();
        desk.Short(1m, "a");

        var order = Assert.Single(Look(desk, "/paper/orders").Read().GetProperty("orders").EnumerateArray());
        var account = Assert.Single(Look(desk, "/paper/state").Read().GetProperty("accounts").EnumerateArray());

        Assert.Equal(("a", 1, "1", "50000"), (order.Text("orderLinkId"), order.GetProperty("executions").GetInt32(), order.Text("quantity"), order.Text("price")));
        Assert.Equal(("99970", "-1"), (account.Text("USDT"), account.GetProperty("positions")[0].Text("size")));
    }

    private static PaperDesk Desk(FaultKind kind) => PaperDesk.Funded(faults: new FaultPlan(1, Probabilities((kind, 1m))));

    private static ImmutableSortedDictionary<FaultKind, decimal> Probabilities(params (FaultKind Kind, decimal Probability)[] all) => all.ToImmutableSortedDictionary(p => p.Kind, p => p.Probability);

    private static WireAnswer Look(PaperDesk desk, string path) => desk.Server.Serve(new WireRequest("GET", path, "", new Dictionary<string, string>(), "")).Answer!;

    private static (int Status, string Body) Post(PaperDesk desk, string path, string body)
    {
        var answer = desk.Server.Serve(new WireRequest("POST", PaperChainWire.Root + path, "", new Dictionary<string, string>(), body)).Answer!;
        return (answer.Status, answer.Body);
    }
}

using BasisActors.Domain.Errors;
using BasisActors.Venues.Exchanges;
using BasisActors.Venues.Paper;
using BasisActors.Venues.Tests.Exchanges.Contract;
using CsCheck;

namespace BasisActors.Venues.Tests.Exchanges.Binance;

/// <summary>
/// Two wallets that are one balance: spot has what an order is about to take, margin the rest. A transfer between them has no id: whether it was made, is under way or
/// is lost, nothing is missing and nothing is there twice. 100 000 USDT in spot, 1 BTC.
/// </summary>
public class WalletTests
{
    private const decimal Cash = PaperVenue.Cash;

    private readonly ContractDesk _desk = new(new BinanceVenue());

    private decimal Spot => _desk.Account.Cash - _desk.Account.MarginCash;

    [Fact]
    public void What_no_order_needs_is_margin()
    {
        Arrange(0m);

        Assert.Equal((0m, Cash), (Spot, _desk.Account.MarginCash));
        Assert.Equal(Cash, Held());
    }

    [Fact]
    public void Nothing_is_moved_where_nothing_has_to_be()
    {
        Arrange(Cash);
        Arrange(0m);
        Arrange(0m);

        Assert.Single(_desk.Line.Moves);
    }

    [Fact]
    public void A_purchase_takes_its_money_from_margin()
    {
        Arrange(0m);
        var bought = _desk.Accepted(ContractDesk.Order(Product.Spot, isBuy: true, 0.5m)); // 25 025 USDT, and 25 250 set aside

        Assert.Equal((0.5m, -25_025m, 225m), (bought.Filled, bought.CashChange, Spot));
        Assert.Equal("25250", Amount(_desk.Line.Moves[^1]));
        Arrange(0m);
        Assert.Equal((0m, Cash - 25_025m), (Spot, Held()));
    }

    [Fact]
    public void A_short_has_all_the_money_as_margin()
    {
        _desk.Accepted(ContractDesk.Short(15m)); // 1 % of 750 150 USDT; spot alone would leave it without a margin

        Assert.Equal((0m, -15m), (Spot, _desk.Position));
    }

    [Fact]
    public void Margin_gives_what_it_can_spare_and_the_exchange_decides()
    {
        _desk.Accepted(ContractDesk.Short(100m)); // binds 50 010 USDT; 47 489.50 are left beside fees
        var refused = Assert.IsType<OrderOutcome.Rejected>(_desk.Place(ContractDesk.Order(Product.Spot, isBuy: true, 1m) with { ClientOrderId = "b-1" }));

        Assert.Equal(("EXEC-004", 47_489.5m), (refused.Error.Code, Spot));
        Arrange(0m);
        Assert.Equal(0m, Spot);
    }

    [Fact]
    public void A_need_is_rounded_up_to_what_the_exchange_takes()
    {
        Arrange(0m);
        Arrange(0.0000000001m);

        Assert.Equal("0.00000001", Amount(_desk.Line.Moves[^1]));
    }

    /// <summary>The smallest parts that a balance has go with it: all of it can leave.</summary>
    [Fact]
    public void All_of_it_can_be_brought_to_spot()
    {
        Arrange(0m);
        _desk.Accepted(ContractDesk.Short(0.123m)); // fees with many decimals
        _desk.Accepted(ContractDesk.Order(Product.Perpetual, isBuy: true, 0.123m, reduceOnly: true) with { ClientOrderId = "b-2" });
        var all = _desk.Account.Cash;
        Arrange(all);

        Assert.Equal((all, 0m), (Spot, _desk.Account.MarginCash));
    }

    [Theory]
    [InlineData(LineFault.LostOnTheWay, 0)]
    [InlineData(LineFault.SilenceBefore, 0)]
    [InlineData(LineFault.Http502Before, 0)]
    [InlineData(LineFault.NotKnownBefore, 0)]
    [InlineData(LineFault.UnlistedBefore, 0)]
    [InlineData(LineFault.TooMany, 0)]
    [InlineData(LineFault.AnswerLost, 1)]
    [InlineData(LineFault.SilenceAfter, 1)]
    [InlineData(LineFault.GarbageAfter, 1)]
    [InlineData(LineFault.NotKnownAfter, 1)]
    [InlineData(LineFault.Http502After, 1)]
    public void A_transfer_whose_answer_says_nothing_is_not_known_and_asking_again_is_safe(LineFault fault, int made)
    {
        Arrange(0m);
        _desk.Line.MoveFaults.Enqueue(fault);

        Assert.Equal("EXI-003", Assert.Throws<BasisException>(() => Arrange(30_000m)).Error.Code);
        Assert.Equal((made * 30_000m, Cash), (Spot, Held()));
        Arrange(30_000m);
        Assert.Equal((30_000m, Cash, 3 - made), (Spot, Held(), _desk.Line.Moves.Count));
    }

    [Fact]
    public void A_refused_transfer_is_a_refusal()
    {
        var client = _desk.NewClient(new Refusing());

        Assert.Equal("EXI-001", Assert.Throws<BasisException>(() => _desk.Time.Run(() => Done(client.ArrangeAsync(0m, default)))).Error.Code);
        Assert.Equal(Cash, Spot);
    }

    /// <summary>A code that is not known may mean anything; when it comes again and again, and nothing is moved, it means no.</summary>
    [Fact]
    public void An_answer_that_is_not_known_is_a_refusal_the_third_time()
    {
        for (var i = 0; i < 3; i++)
            _desk.Line.MoveFaults.Enqueue(LineFault.UnlistedBefore);

        Assert.Equal(["EXI-003", "EXI-003", "EXI-001"], Enumerable.Range(0, 3).Select(_ => Assert.Throws<BasisException>(() => Arrange(0m)).Error.Code));
        Arrange(0m);
        Assert.Equal(0m, Spot);
    }

    /// <summary>The key is good for reading: what it lacks is the permission.</summary>
    [Fact]
    public void A_key_that_may_not_move_is_a_refusal()
    {
        var client = _desk.NewClient(new Refusing { Code = -2015 });

        Assert.Equal("EXI-001", Assert.Throws<BasisException>(() => _desk.Time.Run(() => Done(client.ArrangeAsync(0m, default)))).Error.Code);
    }

    [Fact]
    public void Where_money_is_not_moved_nothing_is_entered_and_everything_can_be_left()
    {
        Arrange(60_000m); // 40 000 are margin
        _desk.Accepted(ContractDesk.Short(1m));
        var client = _desk.NewClient(new Refusing { Path = "/sapi/v1/asset/transfer" });
        OrderOutcome Place(Product product, bool isBuy, decimal quantity, bool reduceOnly, string id) => _desk.Time.Run(
            () => client.PlaceAsync(ContractDesk.Order(product, isBuy, quantity, reduceOnly) with { ClientOrderId = id }, mayHaveBeenSent: false, default));
        _desk.Exchange.Move(new BinanceVenue().Key, 10_000m, toMargin: false);

        Assert.Equal("EXI-001", Assert.IsType<OrderOutcome.Denied>(Place(Product.Perpetual, isBuy: false, 0.1m, reduceOnly: false, "n-1")).Error.Code);
        Assert.Equal("EXI-001", Assert.IsType<OrderOutcome.Denied>(Place(Product.Spot, isBuy: true, 1m, reduceOnly: false, "n-2")).Error.Code);
        Assert.Single(_desk.Orders);
        Assert.IsType<OrderOutcome.Accepted>(Place(Product.Perpetual, isBuy: true, 1m, reduceOnly: true, "n-3"));
        Assert.IsType<OrderOutcome.Accepted>(Place(Product.Spot, isBuy: false, 1m, reduceOnly: false, "n-4"));
    }

    /// <summary>Money that was on its way back to margin would be missing at the order, although it had been seen.</summary>
    [Fact]
    public void An_order_waits_until_a_lost_transfer_can_no_longer_take_its_money()
    {
        _desk.Line.MoveFaults.Enqueue(LineFault.ArrivesLate); // three seconds after the sender has given it up
        Assert.Throws<BasisException>(() => Arrange(0m));
        Assert.Equal(Cash, Spot);

        Assert.Equal(0.5m, _desk.Accepted(ContractDesk.Order(Product.Spot, isBuy: true, 0.5m)).Filled);
        Assert.Equal(["100000", "25250"], _desk.Line.Moves.Select(Amount));
    }

    [Theory]
    [InlineData(LineFault.ArrivesLate)]
    [InlineData(LineFault.ArrivesAtTheLastMoment)]
    public void Neither_does_a_process_that_is_started_again_trust_what_it_sees(LineFault fault)
    {
        Arrange(0m);
        Arrange(60_000m);
        _desk.Line.MoveFaults.Enqueue(fault);
        Assert.Throws<BasisException>(() => Arrange(0m));
        _desk.Restart();

        Assert.Equal(1m, _desk.Accepted(ContractDesk.Order(Product.Spot, isBuy: true, 1m)).Filled);
        Assert.Equal("50500", Amount(_desk.Line.Moves[^1])); // of an empty wallet
    }

    [Fact]
    public void What_moves_while_it_is_read_is_counted_once()
    {
        Arrange(0m);
        var reads = 0;
        _desk.Line.OnRequest = _ => reads++;
        Held();
        var quiet = reads;
        for (var at = 1; at <= quiet; at++)
        {
            reads = 0;
            var moment = at;
            _desk.Line.OnRequest = _ =>
            {
                if (++reads == moment)
                    Assert.Null(_desk.Exchange.Move(new BinanceVenue().Key, 1_000m, toMargin: false).Refusal);
            };
            Assert.Equal(Cash, Held());
        }
    }

    /// <summary>Whatever is lost: the sum stays, nothing is owed, and in the end all of it is margin.</summary>
    [Fact]
    public void The_sum_is_the_same_whatever_is_lost() => Gen.Select(
        Gen.Int[0, 120_000].Array[1, 8], Gen.Int[0, Enum.GetValues<LineFault>().Length - 1].Select(i => (LineFault)i).Array[0, 8]).Sample((needs, faults) =>
    {
        var desk = new ContractDesk(new BinanceVenue());
        foreach (var fault in faults)
            desk.Line.MoveFaults.Enqueue(fault);
        foreach (var need in needs)
        {
            try
            {
                desk.Ask(c => Done(c.ArrangeAsync(need, default)));
                Assert.True(desk.Account.Cash - desk.Account.MarginCash == Math.Min(need, Cash), $"{need}");
            }
            catch (BasisException e)
            {
                Assert.Contains(e.Error.Code, new[] { "EXI-001", "EXI-003" });
            }

            Assert.Equal(Cash, desk.Ask(c => c.HoldingsAsync(["USDT"], [], default)).Coins["USDT"]);
        }

        desk.Line.MoveFaults.Clear();
        desk.Ask(c => Done(c.ArrangeAsync(0m, default)));
        Assert.Equal((Cash, Cash), (desk.Account.Cash, desk.Account.MarginCash));
    }, iter: 300);

    private static string Amount(WireRequest move) => move.Query.Split('&').Single(p => p.StartsWith("amount=", StringComparison.Ordinal))["amount=".Length..];

    private static async Task<bool> Done(Task task)
    {
        await task;
        return true;
    }

    private void Arrange(decimal forSpot) => _desk.Ask(c => Done(c.ArrangeAsync(forSpot, default)));

    private decimal Held() => _desk.Ask(c => c.HoldingsAsync(["USDT"], [], default)).Coins["USDT"];

    /// <summary>An exchange that knows the account's transfers to be impossible.</summary>
    private sealed class Refusing : DelegatingHandler
    {
        public int Code { get; init; } = -2018; // the balance is insufficient

        public string? Path { get; init; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => request.Method == HttpMethod.Post && (Path is null || request.RequestUri!.AbsolutePath == Path)
            ? Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.BadRequest) { Content = new StringContent($$"""{"code":{{Code}},"msg":"No."}""") })
            : base.SendAsync(request, cancellationToken);
    }
}

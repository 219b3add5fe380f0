using BasisActors.Domain.Errors;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Tests.Exchanges.Contract;

/// <summary>What every client keeps, each against the paper wire of its venue. Spot 50 000, mark 50 010; spot fee 0.1 %, perpetual 0.05 %.</summary>
public abstract class ExchangeContract
{
    private static readonly TimeSpan Skew = TimeSpan.FromHours(-3);

    private protected abstract PaperVenue Venue { get; }

    /// <summary>Smallest quantity and step of spot and perpetual.</summary>
    private protected abstract (OrderFilter Spot, OrderFilter Perpetual) Filters { get; }

    /// <summary>A quantity of the perpetual on the step that is too small.</summary>
    private protected abstract decimal TooSmall { get; }

    [Fact]
    public void The_time_is_that_of_the_exchange() => Assert.Equal(ContractDesk.Start + Skew, new ContractDesk(Venue, skew: Skew).Ask(c => c.TimeAsync(default)));

    [Fact]
    public void Filters_are_in_base_units()
    {
        var desk = new ContractDesk(Venue);

        Assert.Equal(Filters.Spot, desk.Ask(c => c.FilterAsync(Product.Spot, ContractDesk.Pair, default)));
        Assert.Equal(Filters.Perpetual, desk.Ask(c => c.FilterAsync(Product.Perpetual, ContractDesk.Pair, default)));
    }

    [Fact]
    public void A_quote_has_spot_mark_and_the_funding_to_come()
    {
        var desk = new ContractDesk(Venue);

        Assert.Equal(
            new Quote(50_000m, 50_010m, 0.0001m, ContractDesk.Start.AddHours(4), ContractDesk.Start), desk.Ask(c => c.QuoteAsync(ContractDesk.Pair, default)));
        Assert.Equal(new Quote(null, null, null, null, ContractDesk.Start), desk.Ask(c => c.QuoteAsync("XUSDT", default)));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(250)] // several pages
    public void Settled_rates_come_oldest_first(int count)
    {
        var rates = new ContractDesk(Venue).Ask(c => c.FundingRatesAsync(ContractDesk.Pair, count, default));

        Assert.Equal(Enumerable.Range(0, count).Select(i => new FundingRate(0.0001m, ContractDesk.Start.AddHours(-4 - 8 * (count - 1 - i)))), rates);
    }

    [Fact]
    public void Holdings_are_what_the_account_has()
    {
        var desk = new ContractDesk(Venue);
        desk.Accepted(ContractDesk.Short());
        var held = desk.Ask(c => c.HoldingsAsync(["USDT", "BTC", "ETH"], ["BTCUSDT", "ETHUSDT"], default));

        Assert.Equal((99_994.999m, 1m, 0m), (held.Coins["USDT"], held.Coins["BTC"], held.Coins["ETH"])); // 0.05 % of 10 002
        Assert.Equal((-0.2m, 0m), (held.Perpetuals["BTCUSDT"], held.Perpetuals["ETHUSDT"]));
    }

    [Fact]
    public void A_spot_purchase_costs_cash_and_brings_coins()
    {
        var desk = new ContractDesk(Venue);
        var outcome = desk.Accepted(ContractDesk.Order(Product.Spot, isBuy: true, 0.25m));

        Assert.Equal((0.25m, 50_000m, 12.5m, -12_512.5m, 0.25m), (outcome.Filled, outcome.AveragePrice, outcome.Fee, outcome.CashChange, outcome.CoinChange));
        AssertAccount(desk, outcome);
    }

    [Fact]
    public void A_fee_that_is_taken_from_the_coins_makes_them_fewer()
    {
        var desk = new ContractDesk(Venue, feesInCoin: true);
        var outcome = desk.Accepted(ContractDesk.Order(Product.Spot, isBuy: true, 0.25m));

        Assert.Equal((0.25m, 50_000m, 12.5m, -12_500m, 0.24975m), (outcome.Filled, outcome.AveragePrice, outcome.Fee, outcome.CashChange, outcome.CoinChange));
        AssertAccount(desk, outcome);
    }

    [Fact]
    public void A_spot_sale_brings_cash_for_coins()
    {
        var desk = new ContractDesk(Venue, feesInCoin: true);
        var outcome = desk.Accepted(ContractDesk.Order(Product.Spot, isBuy: false, 0.5m));

        Assert.Equal((0.5m, 25m, 24_975m, -0.5m), (outcome.Filled, outcome.Fee, outcome.CashChange, outcome.CoinChange));
        AssertAccount(desk, outcome);
    }

    [Fact]
    public void A_short_is_opened_and_reduced()
    {
        var desk = new ContractDesk(Venue);
        var opened = desk.Accepted(ContractDesk.Short());
        var reduced = desk.Accepted(ContractDesk.Order(Product.Perpetual, isBuy: true, 0.15m, reduceOnly: true) with { ClientOrderId = "fb0315c5b0-12-2-2" });

        Assert.Equal((0.2m, 50_010m, 5.001m, -5.001m, 0m), (opened.Filled, opened.AveragePrice, opened.Fee, opened.CashChange, opened.CoinChange));
        Assert.Equal((0.15m, -3.75075m), (reduced.Filled, reduced.CashChange)); // no profit at the same price
        Assert.Equal(-0.05m, desk.Position);
    }

    [Fact]
    public void Nothing_to_reduce_is_a_rejection() => AssertRejected("EXEC-004", ContractDesk.Order(Product.Perpetual, isBuy: true, 0.2m, reduceOnly: true));

    [Theory]
    [InlineData(Product.Spot, true, 3)] // 150 000 USDT of 100 000
    [InlineData(Product.Spot, false, 2)] // of one coin
    [InlineData(Product.Perpetual, false, 10)] // 5 000 USDT of margin, of 1 000
    public void Too_little_money_is_a_rejection(Product product, bool isBuy, int quantity) =>
        AssertRejected("EXEC-004", ContractDesk.Order(product, isBuy, quantity), isPoor: product == Product.Perpetual);

    [Fact]
    public void An_order_below_the_minimum_is_not_sent()
    {
        var desk = new ContractDesk(Venue);

        Assert.Equal("EXEC-004", Assert.IsType<OrderOutcome.Denied>(desk.Place(ContractDesk.Short(TooSmall))).Error.Code);
        Assert.Equal("EXEC-004", Assert.IsType<OrderOutcome.Denied>(desk.Place(ContractDesk.Short(0.20005m))).Error.Code); // off the step
        Assert.Empty(desk.Line.Orders);
    }

    [Fact]
    public void An_id_that_comes_again_is_the_same_order()
    {
        var desk = new ContractDesk(Venue);
        var first = desk.Accepted(ContractDesk.Short());
        desk.Restart();

        Assert.Equal(first, desk.Accepted(ContractDesk.Short(), mayHaveBeenSent: true));
        Assert.Single(desk.Orders);
    }

    [Theory]
    [InlineData(LineFault.AnswerLost)]
    [InlineData(LineFault.SilenceAfter)]
    [InlineData(LineFault.Http502After)]
    [InlineData(LineFault.GarbageAfter)]
    [InlineData(LineFault.NotKnownAfter)]
    [InlineData(LineFault.UnlistedAfter)]
    [InlineData(LineFault.ArrivesLate)]
    [InlineData(LineFault.ArrivesAtTheLastMoment)]
    public void An_order_whose_answer_is_lost_is_found_and_not_sent_again(LineFault fault) => AssertExecutedOnce(fault, sendings: 1);

    [Theory]
    [InlineData(LineFault.LostOnTheWay)]
    [InlineData(LineFault.SilenceBefore)]
    [InlineData(LineFault.Http502Before)]
    [InlineData(LineFault.NotKnownBefore)]
    [InlineData(LineFault.ArrivesTooLate)]
    public void An_order_that_is_lost_is_sent_again_when_it_can_no_longer_turn_up(LineFault fault)
    {
        var desk = AssertExecutedOnce(fault, sendings: 2);

        Assert.True(desk.Time.GetUtcNow() - ContractDesk.Start > TimeSpan.FromSeconds(10)); // 5 s until it is dropped, 5 s until it would show
        Assert.Equal(desk.Line.Orders[0].Body, desk.Line.Orders[1].Body);
    }

    [Fact]
    public void An_order_that_is_turned_away_for_a_rate_limit_is_sent_again() => AssertExecutedOnce(LineFault.TooMany, sendings: 2);

    [Fact]
    public void A_refusal_of_the_clock_is_answered_with_a_new_measurement() => AssertExecutedOnce(LineFault.WrongClock, sendings: 2);

    [Fact]
    public void A_clock_that_jumps_is_measured_again()
    {
        var desk = new ContractDesk(Venue, skew: Skew);
        desk.Ask(c => c.HoldingsAsync(["USDT"], [], default)); // measures
        desk.Clock.Skew += TimeSpan.FromMinutes(8);

        Assert.Equal(0.2m, desk.Accepted(ContractDesk.Short()).Filled);
        Assert.Single(desk.Orders);
    }

    [Fact]
    public void A_fill_in_part_is_accepted_with_what_was_filled()
    {
        var desk = new ContractDesk(Venue);
        desk.Line.FilledShare = 0.4m;
        var outcome = desk.Accepted(ContractDesk.Order(Product.Spot, isBuy: true, 0.25m));

        Assert.Equal((0.1m, 0.1m), (outcome.Filled, outcome.CoinChange));
        AssertAccount(desk, outcome);
    }

    [Fact]
    public void An_order_without_a_fill_is_accepted_with_nothing()
    {
        var desk = new ContractDesk(Venue);
        desk.Line.FilledShare = 0m;

        Assert.Equal((0m, 0m, 0m), desk.Accepted(ContractDesk.Short()) is var o ? (o.Filled, o.CashChange, o.CoinChange) : default);
    }

    [Fact]
    public void Lists_that_come_late_are_waited_for()
    {
        var desk = new ContractDesk(Venue);
        (desk.Line.Lags[Listing.Order], desk.Line.Lags[Listing.Fills], desk.Line.Lags[Listing.Log]) = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(9));

        Assert.Equal(-5.001m, desk.Accepted(ContractDesk.Short()).CashChange);
        Assert.Single(desk.Line.Orders);
    }

    [Fact]
    public void A_funding_payment_is_seen_once_it_is_settled()
    {
        var desk = new ContractDesk(Venue);
        desk.Accepted(ContractDesk.Short());
        Assert.Empty(desk.Ask(c => c.FundingPaymentsAsync(ContractDesk.Start, default)));
        desk.Time.Pass(TimeSpan.FromHours(5));

        var payment = Assert.Single(desk.Ask(c => c.FundingPaymentsAsync(ContractDesk.Start, default)));
        Assert.Equal(("BTCUSDT", 1.0002m, ContractDesk.Start.AddHours(4)), (payment.Symbol, payment.Amount, payment.At)); // 0.01 % of 10 002
        Assert.Empty(desk.Ask(c => c.FundingPaymentsAsync(payment.At, default)));
    }

    [Theory]
    [InlineData(Product.Spot, true, 49_999, true)]
    [InlineData(Product.Spot, true, 50_000, false)]
    [InlineData(Product.Spot, false, 50_001, true)]
    [InlineData(Product.Spot, false, 50_000, false)]
    [InlineData(Product.Perpetual, false, 50_011, true)]
    [InlineData(Product.Perpetual, false, 50_010, false)]
    public void An_order_is_not_sent_when_the_price_has_gone_too_far(Product product, bool isBuy, double worst, bool isDenied)
    {
        var desk = new ContractDesk(Venue);

        var outcome = desk.Place(ContractDesk.Order(product, isBuy, 0.2m) with { WorstPrice = (decimal)worst });

        Assert.Equal(isDenied ? ("EXEC-004", "slippage") : default, outcome is OrderOutcome.Denied denied ? (denied.Error.Code, denied.Error.SubCode) : default);
        Assert.Equal(isDenied ? 0 : 1, desk.Line.Orders.Count);
    }

    [Fact]
    public void A_key_that_is_not_accepted_ends_everything()
    {
        var desk = new ContractDesk(Venue);
        var other = Venue.Client(new HttpClient(new WrongKey(desk.Line)) { BaseAddress = new Uri("https://exchange.invalid") }, desk.Time);

        var refused = Assert.Throws<BasisException>(() => desk.Time.Run(() => other.HoldingsAsync(["USDT"], [], default)));
        Assert.Equal("EXI-004", refused.Error.Code);
        Assert.DoesNotContain("test-", refused.Error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, true, true, false, false)]
    [InlineData(true, true, true, true, true)] // withdraws
    [InlineData(true, true, false, false, true)]
    [InlineData(true, false, true, false, true)]
    [InlineData(false, false, false, false, false)] // only reads
    [InlineData(false, false, false, true, true)]
    public void The_permissions_of_the_key_are_those_the_exchange_tells(bool spot, bool perpetuals, bool moves, bool withdraws, bool bound)
    {
        var desk = new ContractDesk(Venue, skew: Skew, keys: new KeyPermissions(spot, perpetuals, moves, withdraws, bound));

        var told = desk.Ask(c => c.PermissionsAsync(default));

        Assert.Equal(new KeyPermissions(spot, perpetuals, moves || !desk.Exchange.Terms.SeparateWallets, withdraws, bound), told);
    }

    [Fact]
    public void Permissions_that_cannot_be_read_are_an_error_and_not_a_no()
    {
        var desk = new ContractDesk(Venue);
        var client = desk.NewClient(new WithoutFields("enableWithdrawals", "Wallet", "perm"));

        Assert.False(desk.Ask(c => c.PermissionsAsync(default)).Withdraws);
        Assert.Equal("EXI-003", Assert.Throws<BasisException>(() => desk.Time.Run(() => client.PermissionsAsync(default))).Error.Code);
    }

    private static void AssertAccount(ContractDesk desk, OrderOutcome.Accepted outcome) =>
        Assert.Equal((desk.Account.Cash - PaperVenue.Cash, desk.Account.Coins["BTC"] - 1m), (outcome.CashChange, outcome.CoinChange));

    private void AssertRejected(string code, ExchangeOrder order, bool isPoor = false)
    {
        var desk = new ContractDesk(Venue);
        if (isPoor)
            Assert.Null(desk.Exchange.Withdraw(Venue.Key, "USDT", PaperVenue.Cash - 1_000m, "out"));
        var error = Assert.IsType<OrderOutcome.Rejected>(desk.Place(order)).Error;

        Assert.Equal((code, "EXI-001", ContractDesk.Id), (error.Code, error.SubCode, error.Where));
        Assert.Empty(desk.Orders);
    }

    private ContractDesk AssertExecutedOnce(LineFault fault, int sendings)
    {
        var desk = new ContractDesk(Venue, skew: Skew);
        desk.Line.OrderFaults.Enqueue(fault);
        var outcome = desk.Accepted(ContractDesk.Short());
        desk.Time.Pass(TimeSpan.FromMinutes(1));
        desk.Line.Settle();

        Assert.Equal((0.2m, -5.001m, sendings), (outcome.Filled, outcome.CashChange, desk.Line.Orders.Count));
        Assert.Single(desk.Orders);
        Assert.Equal(-0.2m, desk.Position);
        return desk;
    }

    /// <summary>Answers that lack fields.</summary>
    private sealed class WithoutFields(params string[] names) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            var body = names.Aggregate(await response.Content.ReadAsStringAsync(cancellationToken), (text, name) => text.Replace($"\"{name}\"", "\"other\"", StringComparison.Ordinal));
            response.Content = new StringContent(body);
            return response;
        }
    }

    /// <summary>A key that the exchange does not know, put in the place of the right one.</summary>
    private sealed class WrongKey(HttpMessageHandler line) : DelegatingHandler(line)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            foreach (var name in new[] { "X-BAPI-API-KEY", "OK-ACCESS-KEY", "X-MBX-APIKEY" }.Where(request.Headers.Contains))
            {
                request.Headers.Remove(name);
                request.Headers.Add(name, "nobody");
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}

using System.Net;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Ledger;
using BasisActors.Venues.Exchanges;
using BasisActors.Venues.Tests.Exchanges.Contract;

namespace BasisActors.Venues.Tests.Exchanges.Binance;

/// <summary>The log of what Binance has closed is dear: it is asked only for a position that orders and log do not explain.</summary>
public class TakeoverLogTests
{
    private static readonly string Key = new BinanceVenue().Key;

    private readonly ContractDesk _desk = new(new BinanceVenue());
    private readonly Log _log = new();
    private readonly IExchangeClient _client;
    private int _orders;

    public TakeoverLogTests() => _client = _desk.NewClient(_log);

    [Fact]
    public void Orders_explain_a_position_and_the_log_is_asked_once()
    {
        Order(isBuy: false, 0.3m);
        Read();
        Order(isBuy: false, 0.2m);
        Read();
        Order(isBuy: true, 0.5m);
        Read();

        Assert.Equal([""], _log.Asked);
    }

    [Fact]
    public void What_no_order_explains_is_looked_up_once()
    {
        Read();
        Order(isBuy: false, 0.3m);
        Deleverage(0.1m);
        Assert.Equal(0.1m, Assert.Single(Read()).Quantity);
        Order(isBuy: false, 0.1m);
        Deleverage(0.3m);
        Assert.Equal([0.1m, 0.3m], Read().Select(t => t.Quantity));
        Read();

        Assert.Equal(["", "BTCUSDT", "BTCUSDT ADL", "BTCUSDT", "BTCUSDT ADL"], _log.Asked);
    }

    [Fact]
    public void A_process_that_has_just_begun_asks_for_all_of_them()
    {
        Order(isBuy: false, 0.3m);
        Deleverage(0.3m);
        _desk.Restart();

        Assert.Equal(0.3m, Assert.Single(_desk.Ask(c => c.TakeoversAsync(ContractDesk.Start, default))).Quantity);
    }

    /// <summary>An entry may come late: the log is asked at every call until it is there, and after five minutes no more.</summary>
    [Theory]
    [InlineData(3, 1, 5)]
    [InlineData(60, 0, 6)]
    public void An_entry_that_is_late_is_waited_for_and_not_for_ever(int lateBy, int found, int asked)
    {
        Order(isBuy: false, 0.3m);
        Read();
        Deleverage(0.1m);
        _log.Asked.Clear();
        for (var minute = 0; minute < 10; minute++)
        {
            _log.IsEmpty = minute < lateBy;
            Read();
            _desk.Time.Pass(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(asked, _log.Asked.Count); // the kinds are asked for with what was found
        Assert.Equal(found, Read().Count);
    }

    [Fact]
    public void An_order_whose_outcome_was_not_known_makes_it_ask()
    {
        Order(isBuy: false, 0.3m);
        Read();
        _log.Asked.Clear();
        var id = _orders;
        _desk.Time.Run(() => _client.PlaceAsync(ContractDesk.Order(Product.Perpetual, isBuy: false, 0.3m) with { ClientOrderId = $"t-{id}" }, mayHaveBeenSent: true, default));
        Read();

        Assert.Equal([""], _log.Asked);
    }

    [Fact]
    public void One_that_is_under_way_is_not_told_by_halves()
    {
        Order(isBuy: false, 0.3m);
        Read();
        Deleverage(0.1m);
        _log.Status = "PARTIALLY_FILLED";
        Assert.Equal("EXI-003", Assert.Throws<BasisException>(() => Read()).Error.Code);
        _log.Status = null;

        Assert.Equal(0.1m, Assert.Single(Read()).Quantity);
    }

    /// <summary>Each fee of a liquidation belongs to the one before it.</summary>
    [Fact]
    public void Two_liquidations_have_a_fee_each()
    {
        for (var i = 0; i < 2; i++)
        {
            _desk.Prices.MarkNow = 50_000m;
            if (i == 1)
                _desk.Exchange.Deposit(Key, "USDT", 100_000m, "again");
            Order(isBuy: false, 2m); // a fee of 50
            _desk.Prices.MarkNow = 100_000m; // nothing is left, and the insurance fund pays what is missing
            _desk.Time.Pass(TimeSpan.FromMinutes(1));
            Assert.Equal(0m, _desk.Account.Cash);
        }

        var takeovers = Read();

        Assert.Equal([TakeoverKind.Liquidation, TakeoverKind.Liquidation], takeovers.Select(t => t.Kind));
        Assert.All(takeovers, t => Assert.Equal(-99_950m, t.CashChange)); // of which a fee of 2 500
    }

    private IReadOnlyList<Takeover> Read() => _desk.Time.Run(() => _client.TakeoversAsync(ContractDesk.Start.AddDays(-20), default));

    private void Order(bool isBuy, decimal quantity)
    {
        var order = ContractDesk.Order(Product.Perpetual, isBuy, quantity, reduceOnly: isBuy) with { ClientOrderId = $"t-{++_orders}" };
        Assert.IsType<OrderOutcome.Accepted>(_desk.Time.Run(() => _client.PlaceAsync(order, mayHaveBeenSent: false, default)));
    }

    private void Deleverage(decimal quantity)
    {
        _desk.Time.Pass(TimeSpan.FromSeconds(1));
        Assert.Null(_desk.Exchange.Deleverage(Key, ContractDesk.Pair, quantity));
    }

    /// <summary>Counts what is asked of the log, and alters its answers. Three weeks without a last time are asked for in parts, of which the last counts.</summary>
    private sealed class Log : DelegatingHandler
    {
        /// <summary>Perpetual and kind, as they were asked for.</summary>
        public List<string> Asked { get; } = [];

        public bool IsEmpty { get; set; }

        public string? Status { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsolutePath != "/fapi/v1/forceOrders")
                return await base.SendAsync(request, cancellationToken);
            var query = request.RequestUri.Query.TrimStart('?').Split('&').Select(p => p.Split('=')).ToDictionary(p => p[0], p => p[1]);
            if (!query.ContainsKey("endTime"))
                Asked.Add($"{query.GetValueOrDefault("symbol")} {query.GetValueOrDefault("autoCloseType")}".Trim());
            if (IsEmpty)
                return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("[]") };
            var answer = await base.SendAsync(request, cancellationToken);
            if (Status is { } status)
                answer.Content = new StringContent((await answer.Content.ReadAsStringAsync(cancellationToken)).Replace("FILLED", status, StringComparison.Ordinal));
            return answer;
        }
    }
}

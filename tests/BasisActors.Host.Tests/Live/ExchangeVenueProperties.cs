using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Numerics;
using BasisActors.Domain.Perpetuals;
using BasisActors.Host.Live;
using BasisActors.Venues.Exchanges;
using CsCheck;

namespace BasisActors.Host.Tests.Live;

/// <summary>
/// Whatever an order is filled in, and whatever its fee is taken in: the ledger has what the exchange has, in coins, contracts and USDT, to the last digit, and the
/// order counts as filled in full. The exchange of these properties works out each fill by itself and rounds it to its own decimals.
/// </summary>
public sealed class ExchangeVenueProperties
{
    private const string Pair = "BTCUSDT";
    private static readonly DateTimeOffset At = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly PositionKey Cash = new("bybit", PositionType.BaseToken, "USDT"), Coins = new("bybit", PositionType.BaseToken, "BTC"), Perp = new("bybit", PositionType.Perp, Pair);
    private static readonly ChartOfAccounts Chart = new([Cash, Coins, Perp]);

    private static readonly Gen<(decimal Quantity, decimal Price)[]> Fills = Gen.Select(
        Gen.Long[1, 400_000].Select(n => n * 0.000001m), Gen.Long[2_000_000_000_000, 15_000_000_000_000].Select(n => n * 0.00000001m + 0.000000000001m * (n % 7919))).Array[1, 9];

    private enum FeeIn
    {
        Cash,
        Coin,
    }

    [Fact]
    public void A_spot_order_leaves_what_the_exchange_has() =>
        Gen.Select(Fills, Gen.Bool, Gen.Enum<FeeIn>(), Gen.Int[8, 12]).Sample((fills, isBuy, feeIn, decimals) =>
        {
            var (exchange, book) = (new Exchange(decimals, cash: 10_000_000m, coins: 50m), Open(10_000_000m, 50m));

            var report = ReportOf(exchange.Spot(fills, isBuy, isBuy ? feeIn : FeeIn.Cash), isBuy ? Operation.CexSpotBuy : Operation.CexSpotSell, fills.Sum(f => f.Quantity));
            book = book.Post(ReportPostings.For(book, report));

            Assert.True(report.IsComplete);
            Assert.Equal((exchange.Cash, exchange.Coins), (book.Quantity(Cash), book.Quantity(Coins)));
            Assert.InRange(report.Fee, 0m, 0.002m * fills.Sum(f => f.Quantity * f.Price)); // 0.1 %, in USDT whatever it was taken in
        });

    [Fact]
    public void Perpetual_orders_leave_what_the_exchange_has() =>
        Gen.Select(Fills, Fills, Gen.Double[0.05, 1], Gen.Int[8, 12]).Sample((opened, added, share, decimals) =>
        {
            var (exchange, book) = (new Exchange(decimals, cash: 10_000_000m, coins: 0m), Open(10_000_000m, 0m));
            foreach (var fills in new[] { opened, added })
            {
                var report = ReportOf(exchange.Short(fills), Operation.PerpOpenShort, fills.Sum(f => f.Quantity));
                book = book.Post(ReportPostings.For(book, report));
                Assert.Equal((exchange.Cash, exchange.Position.Size), (book.Quantity(Cash), book.Quantity(Perp)));
            }

            foreach (var part in new[] { (decimal)share, 1m })
            {
                var fills = opened.Concat(added).Select(f => (Quantity: Amount.Round(f.Quantity * part), f.Price)).ToArray();
                if (part == 1m)
                    fills = [(-exchange.Position.Size, fills[0].Price)];
                if (fills[0].Quantity == 0m)
                    continue;
                var report = ReportOf(exchange.Reduce(fills), Operation.PerpReduceShort, fills.Sum(f => f.Quantity));
                book = book.Post(ReportPostings.For(book, report));
                Assert.Equal((exchange.Cash, exchange.Position.Size), (book.Quantity(Cash), book.Quantity(Perp)));
            }

            Assert.Equal(0m, book.Quantity(Perp));
        });

    private static Book Open(decimal cash, decimal coins) =>
        Book.Open(Chart).Post([Posting.Balanced(Chart, Cause.CapitalFlow, "start", new Leg(Chart.Own(Cash), cash), new Leg(Chart.Own(Coins), coins))]);

    private static ExecutionReport ReportOf(OrderOutcome.Accepted outcome, Operation operation, decimal quantity)
    {
        var venue = new ExchangeVenue(new Answering(outcome), [Cash, Coins, Perp]);
        var instruction = new Instruction { Id = "i-1", Operation = operation, Venue = "bybit", Symbol = Pair, Amount = quantity, EstimatedDeltas = [], EstimatedCost = 0m };
        var report = venue.ExecuteAsync(instruction, At, mayHaveBeenSent: false, CancellationToken.None);
        Assert.True(report.IsCompletedSuccessfully);
        return report.Result!;
    }

    /// <summary>An account that keeps its amounts to some decimals, worked out fill by fill.</summary>
    private sealed class Exchange(int decimals, decimal cash, decimal coins)
    {
        private const decimal FeeRate = 0.001m;

        public decimal Cash { get; private set; } = cash;

        public decimal Coins { get; private set; } = coins;

        public PerpetualPosition Position { get; private set; }

        public OrderOutcome.Accepted Spot((decimal Quantity, decimal Price)[] fills, bool isBuy, FeeIn feeIn)
        {
            var (cash, coins, fee) = (Cash, Coins, 0m);
            foreach (var (quantity, price) in fills)
            {
                var (value, side) = (Round(quantity * price), isBuy ? 1 : -1);
                Cash -= side * value;
                Coins += side * quantity;
                if (feeIn == FeeIn.Coin)
                {
                    Coins -= Round(quantity * FeeRate);
                    fee += Amount.Round(Round(quantity * FeeRate) * price);
                }
                else
                {
                    Cash -= Round(value * FeeRate);
                    fee += Round(value * FeeRate);
                }
            }

            return Outcome(fills, fee, Cash - cash, Coins - coins);
        }

        public OrderOutcome.Accepted Short((decimal Quantity, decimal Price)[] fills) => Trade(fills, (position, quantity, price) => (position.OpenShort(quantity, price), 0m));

        public OrderOutcome.Accepted Reduce((decimal Quantity, decimal Price)[] fills) =>
            Trade(fills, (position, quantity, price) => (position.ReduceShort(Math.Min(quantity, -position.Size), price, out var realised), realised));

        private OrderOutcome.Accepted Trade((decimal Quantity, decimal Price)[] fills, Func<PerpetualPosition, decimal, decimal, (PerpetualPosition, decimal)> fill)
        {
            var (cash, fee) = (Cash, 0m);
            foreach (var (quantity, price) in fills)
            {
                (Position, var realised) = fill(Position, quantity, price);
                Cash += Round(realised) - Round(quantity * price * FeeRate);
                fee += Round(quantity * price * FeeRate);
            }

            return Outcome(fills, fee, Cash - cash, 0m);
        }

        private static OrderOutcome.Accepted Outcome((decimal Quantity, decimal Price)[] fills, decimal fee, decimal cash, decimal coins)
        {
            var quantity = fills.Sum(f => f.Quantity);
            var price = fills.All(f => f.Price == fills[0].Price) ? fills[0].Price : fills.Sum(f => f.Quantity * f.Price) / quantity;
            return new OrderOutcome.Accepted("o-1", quantity, price, fee, cash, coins, At) { Fills = fills.Length };
        }

        private decimal Round(decimal value) => decimal.Round(value, decimals);
    }

    /// <summary>A client whose orders come to what they are told to.</summary>
    private sealed class Answering(OrderOutcome outcome) : IExchangeClient
    {
        public string Name => "bybit";

        public Task<OrderOutcome> PlaceAsync(ExchangeOrder order, bool mayHaveBeenSent, CancellationToken cancellation) => Task.FromResult(outcome);

        public Task<DateTimeOffset> TimeAsync(CancellationToken cancellation) => throw NotAsked();

        public Task<OrderFilter> FilterAsync(Product product, string symbol, CancellationToken cancellation) => throw NotAsked();

        public Task<Quote> QuoteAsync(string symbol, CancellationToken cancellation) => throw NotAsked();

        public Task<IReadOnlyList<FundingRate>> FundingRatesAsync(string symbol, int count, CancellationToken cancellation) => throw NotAsked();

        public Task<KeyPermissions> PermissionsAsync(CancellationToken cancellation) => throw NotAsked();

        public Task<AccountHoldings> HoldingsAsync(IReadOnlyCollection<string> coins, IReadOnlyCollection<string> perpetuals, CancellationToken cancellation) => throw NotAsked();

        public Task<IReadOnlyList<FundingPayment>> FundingPaymentsAsync(DateTimeOffset after, CancellationToken cancellation) => throw NotAsked();

        public Task<IReadOnlyList<Takeover>> TakeoversAsync(DateTimeOffset after, CancellationToken cancellation) => throw NotAsked();

        public Task ArrangeAsync(decimal outgoing, CancellationToken cancellation) => throw NotAsked();

        private static InvalidOperationException NotAsked() => new("Only orders are placed here.");
    }
}

using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Costs;
using BasisActors.Tests.Fixtures;
using BasisActors.Venues.Exchanges;
using BasisActors.Venues.Paper;
using BasisActors.Venues.Paper.Bybit;

namespace BasisActors.Venues.Tests.Paper;

/// <summary>
/// A paper exchange over an hourly market that is played at the speed of time from row 0 on, with one account. Spot fee 0.1 %, perpetual 0.06 %, initial margin 1 %,
/// maintenance 0.5 %, no slippage. Funding every 8 hours: at rows 8, 16, ...
/// </summary>
internal sealed class PaperDesk
{
    public const string Key = "test-key";
    public const string Secret = "test-secret";
    public const string Pair = Keys.Pair;

    public static readonly VenueSettings Bybit = Configurations.Binance with { Name = "bybit", PerpTakerFee = 0.0006m };

    public PaperDesk(MarketBuilder market, VenueSettings? venue = null, CostSettings? costs = null, FaultPlan? faults = null)
    {
        var table = market.Build();
        Time = new ManualTime(MarketBuilder.Start);
        Prices = new ReplayedPrices(table, "bybit", new ReplaySpan(table.Start, table.End, table.Start, MarketBuilder.Start, 1m));
        Terms = new PaperTerms(venue ?? Bybit, new TradingCosts(costs ?? Configurations.FeesOnly, table), TimeSpan.FromHours(8)) { Instruments = [.. PaperInstrument.Usual.Select(i => i with { MaxQuantity = 1_000m })] };
        Exchange = new PaperExchange(Prices, Terms, Time);
        Exchange.Open(Key);
        Chain = new PaperChain(ImmutableSortedDictionary<string, PaperExchange>.Empty.Add("bybit", Exchange));
        Wire = new BybitWire(Exchange, ImmutableDictionary<string, string>.Empty.Add(Key, Secret));
        Server = new PaperServer([Wire], new PaperChainWire(Chain), new PaperReport([Wire], Chain), faults ?? FaultPlan.None);
    }

    public ManualTime Time { get; }

    public ReplayedPrices Prices { get; }

    public PaperTerms Terms { get; }

    public PaperExchange Exchange { get; }

    public PaperChain Chain { get; }

    public BybitWire Wire { get; }

    public PaperServer Server { get; }

    public AccountView Account => Exchange.Account(Key);

    public ImmutableArray<LogEntry> Log => Exchange.Log(Key);

    /// <summary>A BTC market at one price and one funding rate.</summary>
    public static MarketBuilder Market(decimal price = 50_000m, decimal funding = 0.0001m, int rows = 25) => new MarketBuilder(rows)
        .Set(Keys.Spot("bybit"), price).Set(Keys.Mark("bybit"), price).Observe(Keys.Funding("bybit"), Markets.EightHours, (0, funding));

    public static PaperDesk Funded(decimal amount = 100_000m, MarketBuilder? market = null, VenueSettings? venue = null, CostSettings? costs = null, FaultPlan? faults = null)
    {
        var desk = new PaperDesk(market ?? Market(), venue, costs, faults);
        Assert.Null(desk.Chain.Fund(Move("fund", amount)).Error);
        Assert.Null(desk.Chain.Transfer(Move("in", amount), "bybit", toExchange: true).Error);
        return desk;
    }

    public static ChainMovement Move(string id, decimal amount, string token = "USDT") => new(id, Key, token, amount);

    public void At(decimal hours) => Time.Now = MarketBuilder.Start.AddTicks((long)(hours * TimeSpan.TicksPerHour));

    public OrderAnswer Buy(decimal quantity, string id = "") => Exchange.Place(Key, new OrderRequest(id, Product.Spot, Pair, Side.Buy, quantity));

    public OrderAnswer Sell(decimal quantity, string id = "") => Exchange.Place(Key, new OrderRequest(id, Product.Spot, Pair, Side.Sell, quantity));

    public OrderAnswer Short(decimal quantity, string id = "") => Exchange.Place(Key, new OrderRequest(id, Product.Perpetual, Pair, Side.Sell, quantity));

    public OrderAnswer Reduce(decimal quantity, string id = "") => Exchange.Place(Key, new OrderRequest(id, Product.Perpetual, Pair, Side.Buy, quantity, ReduceOnly: true));
}

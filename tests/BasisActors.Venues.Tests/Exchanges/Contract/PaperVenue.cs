using BasisActors.Domain.Costs;
using BasisActors.Tests.Fixtures;
using BasisActors.Venues.Exchanges;
using BasisActors.Venues.Paper;

namespace BasisActors.Venues.Tests.Exchanges.Contract;

internal enum Listing
{
    Order,
    Fills,
    Log,
}

/// <summary>
/// What the contract has to know of one venue: how its client and its paper wire are made, and what its answers look like. Spot 0.1 %, perpetuals 0.05 %, a
/// liquidation 1.25 %, no slippage, an account of 100 000 USDT and 1 BTC.
/// </summary>
internal abstract class PaperVenue
{
    public const decimal Cash = 100_000m;

    protected static readonly ApiCredentials Credentials = new("test-key", "test-secret", "test-pass");

    private static readonly TradingCosts Costs = new(Configurations.FeesOnly, Markets.Basis().Build());

    public abstract string Name { get; }

    public FixedPrices Prices { get; } = new();

    public string Key => Credentials.Key;

    protected abstract PaperTerms Particular(PaperTerms terms);

    public abstract IPaperWire Wire(PaperExchange exchange);

    public abstract IExchangeClient Client(HttpClient http, TimeProvider time);

    /// <summary>A refusal with a code of the venue.</summary>
    /// <param name="fault">What is refused.</param>
    /// <param name="isOrder">Whether it answers an order.</param>
    /// <param name="now">The exchange's clock.</param>
    public abstract WireAnswer Refusal(LineFault fault, bool isOrder, DateTimeOffset now);

    /// <summary>Which list a read asks for that may come late; null for everything else.</summary>
    public abstract Listing? Asked(WireRequest request);

    /// <summary>That list with nothing in it.</summary>
    public abstract WireAnswer Nothing(Listing listing, DateTimeOffset now);

    public PaperExchange Exchange(TimeProvider time, bool feesInCoin, IPaperPrices? prices = null, KeyPermissions? keys = null)
    {
        var venue = Configurations.Binance with { Name = Name, LiquidationFee = 0.0125m };
        var terms = Particular(new PaperTerms(venue, Costs, TimeSpan.FromHours(8)) { FeesInCoin = feesInCoin });
        var exchange = new PaperExchange(prices ?? Prices, keys is null ? terms : terms with { Keys = keys }, time);
        exchange.Open(Key);
        exchange.Deposit(Key, "USDT", Cash, "cash");
        exchange.Deposit(Key, "BTC", 1m, "coins");
        return exchange;
    }
}

using BasisActors.Venues.Exchanges;
using BasisActors.Venues.Paper;

namespace BasisActors.Venues.Tests.Exchanges.Contract;

/// <summary>A client, the paper wire of its venue, and a clock that jumps.</summary>
internal sealed class ContractDesk
{
    public const string Id = "fb0315c5b0-12-2-1";
    public const string Pair = "BTCUSDT";

    public static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly PaperVenue _venue;
    private IExchangeClient _client;

    public ContractDesk(PaperVenue venue, bool feesInCoin = false, TimeSpan skew = default, KeyPermissions? keys = null)
    {
        _venue = venue;
        Clock = new ExchangeTime(Time) { Skew = skew };
        Exchange = venue.Exchange(Clock, feesInCoin, keys: keys);
        Wire = venue.Wire(Exchange);
        Line = new PaperLine(venue, Wire, Clock);
        _client = NewClient();
    }

    public SteppedTime Time { get; } = new(Start);

    public ExchangeTime Clock { get; }

    public PaperExchange Exchange { get; }

    public IPaperWire Wire { get; }

    public PaperLine Line { get; }

    public FixedPrices Prices => _venue.Prices;

    public AccountView Account => Exchange.Account(_venue.Key);

    public IReadOnlyList<PaperOrder> Orders => Exchange.Orders(_venue.Key);

    public decimal Position => Account.Positions.SingleOrDefault(p => p.Symbol == Pair)?.Position.Size ?? 0m;

    public static ExchangeOrder Order(Product product, bool isBuy, decimal quantity, bool reduceOnly = false) =>
        new(Id, product, Pair, isBuy, quantity, reduceOnly, Start);

    public static ExchangeOrder Short(decimal quantity = 0.2m) => Order(Product.Perpetual, isBuy: false, quantity);

    /// <summary>As after a restart of the process: nothing is remembered.</summary>
    public void Restart() => _client = NewClient();

    public T Ask<T>(Func<IExchangeClient, Task<T>> question) => Time.Run(() => question(_client));

    public OrderOutcome Place(ExchangeOrder order, bool mayHaveBeenSent = false, CancellationToken cancellation = default) =>
        Time.Run(() => _client.PlaceAsync(order, mayHaveBeenSent, cancellation));

    public OrderOutcome.Accepted Accepted(ExchangeOrder order, bool mayHaveBeenSent = false) => Assert.IsType<OrderOutcome.Accepted>(Place(order, mayHaveBeenSent));

    /// <summary>Another client of the account.</summary>
    /// <param name="before">What its requests pass before the line.</param>
    public IExchangeClient NewClient(DelegatingHandler? before = null)
    {
        before?.InnerHandler = Line;
        return _venue.Client(new HttpClient((HttpMessageHandler?)before ?? Line, disposeHandler: false) { BaseAddress = new Uri("https://exchange.invalid") }, Time);
    }
}

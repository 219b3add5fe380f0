using BasisActors.Venues.Exchanges;
using BasisActors.Venues.Exchanges.Bybit;

namespace BasisActors.Venues.Tests.Exchanges.Bybit;

/// <summary>A client, an exchange that is made up, and a clock that jumps.</summary>
internal sealed class BybitDesk
{
    public const string Id = "fb0315c5b0-1-1-1";

    public static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly BybitOptions _options;
    private BybitClient _client;

    public BybitDesk(BybitOptions? options = null)
    {
        _options = options ?? new BybitOptions();
        Exchange = new FakeBybit(Time);
        _client = NewClient();
    }

    public SteppedTime Time { get; } = new(Start);

    public FakeBybit Exchange { get; }

    public TimeSpan Passed => Time.GetUtcNow() - Start;

    public static ExchangeOrder Order(Product product, bool isBuy, decimal quantity, bool reduceOnly = false) =>
        new(Id, product, "BTCUSDT", isBuy, quantity, reduceOnly, Start);

    public static ExchangeOrder Short(decimal quantity = 0.2m) => Order(Product.Perpetual, isBuy: false, quantity);

    /// <summary>As after a restart of the process: nothing is remembered.</summary>
    public void Restart() => _client = NewClient();

    public BybitDesk OrderFaults(params Fault[] faults)
    {
        foreach (var fault in faults)
            Exchange.OrderFaults.Enqueue(fault);
        return this;
    }

    public BybitDesk ReadFaults(params Fault[] faults)
    {
        foreach (var fault in faults)
            Exchange.ReadFaults.Enqueue(fault);
        return this;
    }

    public T Ask<T>(Func<IExchangeClient, Task<T>> question) => Time.Run(() => question(_client));

    public OrderOutcome Place(ExchangeOrder order, bool mayHaveBeenSent = false, CancellationToken cancellation = default, Action<int>? beforeStep = null) =>
        Time.Run(() => _client.PlaceAsync(order, mayHaveBeenSent, cancellation), beforeStep);

    public OrderOutcome.Accepted Accepted(ExchangeOrder order, bool mayHaveBeenSent = false) => Assert.IsType<OrderOutcome.Accepted>(Place(order, mayHaveBeenSent));

    private BybitClient NewClient() => new(
        new HttpClient(Exchange, disposeHandler: false) { BaseAddress = new Uri("https://exchange.invalid") }, FakeBybit.Credentials, Time, _options);
}

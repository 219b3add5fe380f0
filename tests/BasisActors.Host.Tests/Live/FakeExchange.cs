using BasisActors.Domain.Errors;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Host.Tests.Live;

/// <summary>An exchange that answers what a run asks before its first tick. It takes no orders.</summary>
internal sealed class FakeExchange(string name) : IExchangeClient
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public string Name => name;

    public Task<DateTimeOffset> TimeAsync(CancellationToken cancellation) => Task.FromResult(At);

    public Task<OrderFilter> FilterAsync(Product product, string symbol, CancellationToken cancellation) => Task.FromResult(new OrderFilter(0.001m, 0.001m, 5));

    public Task<Quote> QuoteAsync(string symbol, CancellationToken cancellation) => Task.FromResult(new Quote(60_000, 60_000, 0.0001m, At.AddHours(8), At));

    public Task<IReadOnlyList<FundingRate>> FundingRatesAsync(string symbol, int count, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<FundingRate>>([new FundingRate(0.0001m, At)]);

    public Task<KeyPermissions> PermissionsAsync(CancellationToken cancellation) => Task.FromResult(new KeyPermissions(true, true, true, false, true));

    public Task<AccountHoldings> HoldingsAsync(IReadOnlyCollection<string> coins, IReadOnlyCollection<string> perpetuals, CancellationToken cancellation) =>
        Task.FromResult(new AccountHoldings(new Dictionary<string, decimal>(), new Dictionary<string, decimal>()));

    public Task<IReadOnlyList<FundingPayment>> FundingPaymentsAsync(DateTimeOffset after, CancellationToken cancellation) =>
        CannotListPayments is { } failure ? Task.FromException<IReadOnlyList<FundingPayment>>(failure) : Task.FromResult<IReadOnlyList<FundingPayment>>([]);

    /// <summary>Thrown when the log of funding is read; null reads it.</summary>
    public Exception? CannotListPayments { get; set; }

    public Task<IReadOnlyList<Takeover>> TakeoversAsync(DateTimeOffset after, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<Takeover>>([]);

    /// <summary>What was asked to be in spot, in order.</summary>
    public List<decimal> Arranged { get; } = [];

    /// <summary>Thrown when money is to be moved; null moves it.</summary>
    public BasisException? CannotArrange { get; set; }

    public Task ArrangeAsync(decimal forSpot, CancellationToken cancellation)
    {
        Arranged.Add(forSpot);
        return CannotArrange is { } failure ? Task.FromException(failure) : Task.CompletedTask;
    }

    public Task<OrderOutcome> PlaceAsync(ExchangeOrder order, bool mayHaveBeenSent, CancellationToken cancellation) => throw new InvalidOperationException("No order was to be placed.");
}

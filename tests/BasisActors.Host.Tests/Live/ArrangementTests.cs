using System.Collections.Immutable;
using System.Net;
using BasisActors.Actors.MarketData;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Host.Live;

namespace BasisActors.Host.Tests.Live;

/// <summary>Where an exchange has two wallets, a live run has the money put where the ledger believes it to be: all of it is margin, and what leaves can leave.</summary>
public sealed class ArrangementTests : IDisposable
{
    private static readonly ImmutableArray<PositionKey> Positions = [PositionKey.Token("binance", "USDT")];
    private static readonly DateTimeOffset At = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeExchange _exchange = new("binance");
    private readonly Chain _chain;
    private readonly HttpClient _http;

    public ArrangementTests()
    {
        _chain = new Chain(_exchange);
        _http = new HttpClient(_chain) { BaseAddress = new Uri("http://127.0.0.1:1") };
    }

    [Fact]
    public async Task Ledger_and_exchange_are_compared_once_all_of_it_is_margin()
    {
        await new ExchangeVenue(_exchange, Positions).HoldingsAsync(At, TakeoverCursor.At(At), CancellationToken.None);

        Assert.Equal([0m], _exchange.Arranged);
    }

    [Fact]
    public async Task They_are_not_compared_while_it_is_not()
    {
        _exchange.CannotArrange = new BasisException("EXI-003", "The exchange is away.", "binance");

        Assert.Equal("EXI-003", (await Assert.ThrowsAsync<BasisException>(() => new ExchangeVenue(_exchange, Positions).HoldingsAsync(At, TakeoverCursor.At(At), CancellationToken.None))).Error.Code);
    }

    /// <summary>A run that waited for what is refused for good could not reduce its risk.</summary>
    [Fact]
    public async Task They_are_compared_and_it_is_told_when_the_exchange_refuses()
    {
        var venue = new ExchangeVenue(_exchange, Positions);
        _exchange.CannotArrange = new BasisException("EXI-001", "The exchange does not.", "binance");
        Assert.Single(await venue.HoldingsAsync(At, TakeoverCursor.At(At), CancellationToken.None));
        Assert.Equal("EXI-001", venue.Refusal?.Code);

        _exchange.CannotArrange = null;
        await venue.HoldingsAsync(At, TakeoverCursor.At(At), CancellationToken.None);
        Assert.Null(venue.Refusal);
    }

    [Fact]
    public async Task What_the_exchange_refuses_to_make_ready_is_decided_by_the_transfer()
    {
        _exchange.CannotArrange = new BasisException("EXI-001", "The exchange does not.", "binance");

        Assert.NotNull(await Wallet().ExecuteAsync(Transfer(Operation.TransferFromCex), At, mayHaveBeenSent: false, CancellationToken.None));
        Assert.Equal([250m], _chain.ArrangedBefore);
    }

    [Fact]
    public async Task A_run_that_sends_nothing_moves_nothing_either()
    {
        await new ExchangeVenue(_exchange, Positions, readOnly: true).HoldingsAsync(At, TakeoverCursor.At(At), CancellationToken.None);

        Assert.Empty(_exchange.Arranged);
    }

    [Fact]
    public async Task What_is_to_leave_is_made_ready_before_it_is_sent_for()
    {
        var report = await Wallet().ExecuteAsync(Transfer(Operation.TransferFromCex), At, mayHaveBeenSent: false, CancellationToken.None);

        Assert.Equal(ExecutionStatus.Confirmed, report!.Status);
        Assert.Equal([250m], _chain.ArrangedBefore);
    }

    [Fact]
    public async Task What_cannot_be_made_ready_is_not_sent_for()
    {
        _exchange.CannotArrange = new BasisException("EXI-003", "It is not known.", "binance");

        await Assert.ThrowsAsync<BasisException>(() => Wallet().ExecuteAsync(Transfer(Operation.TransferFromCex), At, mayHaveBeenSent: false, CancellationToken.None));
        Assert.Null(_chain.ArrangedBefore);
    }

    [Fact]
    public async Task What_arrives_needs_nothing()
    {
        await Wallet().ExecuteAsync(Transfer(Operation.TransferToCex), At, mayHaveBeenSent: false, CancellationToken.None);

        Assert.Equal([], _chain.ArrangedBefore!);
    }

    public void Dispose()
    {
        _http.Dispose();
        _chain.Dispose();
    }

    private static Instruction Transfer(Operation operation) => new()
    {
        Id = "r-1-1-1",
        Operation = operation,
        Venue = "binance",
        Symbol = "USDT",
        Amount = 250m,
        EstimatedDeltas = [],
        EstimatedCost = 0m,
    };

    private PaperWallet Wallet() => new(_http, "paper", Positions, "USDT") { Exchanges = [_exchange] };

    /// <summary>Does everything, and remembers what the exchange had been asked by then.</summary>
    private sealed class Chain(FakeExchange exchange) : HttpMessageHandler
    {
        public IReadOnlyList<decimal>? ArrangedBefore { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            ArrangedBefore = [.. exchange.Arranged];
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));
        }
    }
}

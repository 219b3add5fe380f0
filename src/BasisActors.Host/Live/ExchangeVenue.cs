using System.Collections.Immutable;
using BasisActors.Actors.Execution;
using BasisActors.Actors.MarketData;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Host.Live;

/// <summary>An exchange account as the venue of a live run: instructions become orders, and what became of them becomes reports.</summary>
/// <param name="client">The account.</param>
/// <param name="positions">What the run holds.</param>
/// <param name="readOnly">Nothing is moved, between the account's own wallets neither.</param>
public sealed class ExchangeVenue(IExchangeClient client, ImmutableArray<PositionKey> positions, bool readOnly = false) : ILiveVenue
{
    private const string Quote = "USDT";

    private readonly ImmutableArray<PositionKey> _held = [.. positions.Where(p => p.Venue == client.Name)];

    public string Name => client.Name;

    public BasisError? Refusal { get; private set; }

    public async Task<ExecutionReport?> ExecuteAsync(Instruction instruction, DateTimeOffset intendedAt, bool mayHaveBeenSent, CancellationToken cancellation)
    {
        var isPerp = instruction.Operation is Operation.PerpOpenShort or Operation.PerpReduceShort;
        var isBuy = instruction.Operation is Operation.CexSpotBuy or Operation.PerpReduceShort;
        var order = new ExchangeOrder(
            instruction.Id, isPerp ? Product.Perpetual : Product.Spot, instruction.Symbol, isBuy, instruction.Amount, instruction.ReduceOnly, intendedAt)
        {
            WorstPrice = instruction.WorstPrice,
        };
        return await client.PlaceAsync(order, mayHaveBeenSent, cancellation).ConfigureAwait(false) switch
        {
            OrderOutcome.Accepted { Filled: > 0 } filled => isPerp ? Perpetual(instruction, filled, isBuy) : Spot(instruction, filled, isBuy),
            OrderOutcome.Accepted nothing => Failed(instruction, nothing.At, new BasisError("EXI-001", $"The order ended without a fill ({nothing.OrderId}).", instruction.Id)),
            OrderOutcome.Rejected rejected => Failed(instruction, intendedAt, rejected.Error),
            OrderOutcome.Denied denied => Failed(instruction, intendedAt, denied.Error),
            _ => null,
        };
    }

    /// <summary>
    /// Balances and positions, and then what has changed them without an order of ours. What was in the log before they were read is in them; when more has come, they
    /// are read again. Usually nothing has, and each is read once. The ledger takes all USDT of an exchange for margin; before it is told that the two agree, that is
    /// made so: what a deposit or an order has left in another wallet of the exchange goes where it is margin. When the exchange refuses that, they are compared all the
    /// same, and the run is told: one that waited for it could not reduce its risk.
    /// </summary>
    public async Task<ImmutableArray<Delta>> HoldingsAsync(DateTimeOffset settledUpTo, TakeoverCursor takeovers, CancellationToken cancellation)
    {
        if (!readOnly)
            Refusal = await SweepAsync(cancellation).ConfigureAwait(false);
        string[] coins = [.. _held.Where(p => p.Type == PositionType.BaseToken).Select(p => p.Symbol)];
        string[] perpetuals = [.. _held.Where(p => p.Type == PositionType.Perp).Select(p => p.Symbol)];
        for (var before = 0; ;)
        {
            var held = await client.HoldingsAsync(coins, perpetuals, cancellation).ConfigureAwait(false);
            var after = await UnbookedAsync(settledUpTo, takeovers, cancellation).ConfigureAwait(false);
            if (after.Count == before)
                return [.. _held.Select(p => new Delta(p, Amount(p, held) - after.Sum(u => u.On(p))))];

            before = after.Count;
        }
    }

    /// <summary>Puts everything where it is margin.</summary>
    /// <returns>Why the exchange refuses; null when it is done.</returns>
    private async Task<BasisError?> SweepAsync(CancellationToken cancellation)
    {
        try
        {
            await client.ArrangeAsync(0m, cancellation).ConfigureAwait(false);
            return null;
        }
        catch (BasisException refused) when (refused.Error.Code == "EXI-001")
        {
            return refused.Error;
        }
    }

    private async Task<List<Unbooked>> UnbookedAsync(DateTimeOffset settledUpTo, TakeoverCursor takeovers, CancellationToken cancellation)
    {
        var funding = await client.FundingPaymentsAsync(settledUpTo, cancellation).ConfigureAwait(false);
        var taken = await ExchangeTakeovers.ReadAsync(client, takeovers, cancellation).ConfigureAwait(false);
        return [.. funding.Select(p => new Unbooked(p.Amount, null, 0)), .. taken.Select(t => new Unbooked(t.Cash, t.Position, t.Quantity))];
    }

    /// <summary>Something in the account's log that the ledger does not know of yet.</summary>
    private sealed record Unbooked(decimal Cash, PositionKey? Perp, decimal Quantity)
    {
        public decimal On(PositionKey position) => position is { Type: PositionType.BaseToken, Symbol: Quote } ? Cash : position == Perp ? Quantity : 0;
    }

    private static decimal Amount(PositionKey position, AccountHoldings held) =>
        (position.Type == PositionType.Perp ? held.Perpetuals : held.Coins).GetValueOrDefault(position.Symbol);

    private ExecutionReport Perpetual(Instruction instruction, OrderOutcome.Accepted filled, bool isBuy) => Filled(
        instruction, filled, new Delta(new PositionKey(Name, PositionType.Perp, instruction.Symbol), isBuy ? filled.Filled : -filled.Filled), filled.Fee);

    /// <summary>
    /// Where the exchange took its fee from the coins, the report says how many, and has their worth at the price of the fill in its fee: so the order counts as
    /// filled in full, and the ledger has what the exchange has.
    /// </summary>
    private ExecutionReport Spot(Instruction instruction, OrderOutcome.Accepted filled, bool isBuy)
    {
        var coins = new Delta(new PositionKey(Name, PositionType.BaseToken, ChartOfAccounts.Base(instruction.Symbol)), filled.CoinChange);
        var inCoin = (isBuy ? filled.Filled : -filled.Filled) - filled.CoinChange;
        var fee = inCoin == 0 ? filled.Fee : filled.FeeInCash + Domain.Numerics.Amount.Value(inCoin, filled.AveragePrice);
        return Filled(instruction, filled, coins, fee) with { FeeInCoin = inCoin };
    }

    private ExecutionReport Filled(Instruction instruction, OrderOutcome.Accepted filled, Delta traded, decimal fee) => new()
    {
        Instruction = instruction,
        Status = ExecutionStatus.Confirmed,
        ExecutedAt = filled.At,
        ActualDeltas = [traded, new Delta(new PositionKey(Name, PositionType.BaseToken, Quote), filled.CashChange)],
        FilledAmount = filled.Filled,
        FillPrice = filled.AveragePrice,
        ReferencePrice = filled.AveragePrice,
        Fee = fee,
        Fills = filled.Fills,
    };

    private static ExecutionReport Failed(Instruction instruction, DateTimeOffset at, BasisError error) =>
        new() { Instruction = instruction, Status = ExecutionStatus.Failed, ExecutedAt = at, Error = error };
}

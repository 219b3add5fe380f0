using BasisActors.Domain.Configuration;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Tests.Fixtures;
using BasisActors.Venues.Simulated;

namespace BasisActors.Venues.Tests.Simulated;

/// <summary>A simulated world with the orders that a test sends to it.</summary>
internal sealed class Outside
{
    private readonly SimulatedWorld _world;
    private int _sent;

    /// <param name="configuration">Venues and positions.</param>
    /// <param name="market">Prices.</param>
    /// <param name="deposits">Money that reaches the wallet, with the hour.</param>
    public Outside(RunConfiguration configuration, MarketBuilder market, params ReadOnlySpan<(int Hour, decimal Amount)> deposits)
    {
        _world = new SimulatedWorld(configuration, market.Build(), [.. deposits.ToArray().Select(d => new WalletDeposit(MarketBuilder.Hour(d.Hour), d.Amount))]);
        Advance(0);
    }

    public SimulatedWorld World => _world;

    public IExecutionVenue Venue(string name) => _world.Venues.Single(v => v.Name == name);

    public void Advance(int hour)
    {
        foreach (var venue in _world.Venues)
            venue.Advance(MarketBuilder.Hour(hour));
    }

    public ExecutionReport Send(Instruction instruction, int hour = 0) => By(instruction).Execute(instruction, MarketBuilder.Hour(hour));

    public ExecutionReport Send(Operation operation, string venue, decimal amount, int hour = 0) => Send(Order(operation, venue, amount), hour);

    public Instruction Order(Operation operation, string venue, decimal amount) => new()
    {
        Id = $"i-{++_sent}",
        Operation = operation,
        Venue = venue,
        Symbol = operation >= Operation.CexSpotBuy ? Keys.Pair : "USDT",
        Amount = amount,
        ReduceOnly = operation == Operation.PerpReduceShort,
        EstimatedDeltas = [],
        EstimatedCost = 0m,
    };

    /// <summary>What the venues say they hold of a position.</summary>
    public decimal Holds(PositionKey key) => _world.Venues.SelectMany(v => v.Statement()).Where(d => d.Key == key).Sum(d => d.Amount);

    private IExecutionVenue By(Instruction instruction) => OperationCatalogue.Of(instruction.Operation).OnChain ? _world.Chain : Venue(instruction.Venue);
}

using System.Collections.Immutable;
using BasisActors.Actors.Events;
using BasisActors.Actors.Results;
using BasisActors.Actors.Runs;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Market;
using BasisActors.Domain.Strategies;
using BasisActors.Venues.Simulated;

namespace BasisActors.Actors.Tests.Fixtures;

/// <summary>A run to be: everything has a default, a test names only what it is about.</summary>
internal sealed record Scenario
{
    public static readonly Scenario Basis = new() { Configuration = SampleConfiguration.Basis };

    public static readonly Scenario Lending = new() { Configuration = SampleConfiguration.Lending };

    public required RunConfiguration Configuration { get; init; }

    public IMarketData Market { get; init; } = SampleMarket.Table;

    /// <summary>Hour of the last tick; the first is hour 0.</summary>
    public int LastHour { get; init; } = SampleMarket.Rows - 1;

    public ImmutableArray<CapitalRequest> Flows { get; init; } = [];

    public bool Live { get; init; }

    public EventDetail Detail { get; init; } = EventDetail.All;

    /// <summary>Called on the run's thread before an event, a tick or a block is recorded; one that throws is a sink that failed.</summary>
    public Action<OrderedEvent> OnEvent { get; init; } = _ => { };

    public Action<TickCompleted> OnTick { get; init; } = _ => { };

    public Action<BlockOutcome> OnBlock { get; init; } = _ => { };

    /// <summary>Wraps each venue.</summary>
    public Func<IExecutionVenue, IExecutionVenue> Venue { get; init; } = venue => venue;

    public static CapitalRequest Deposit(decimal amount, int hour) => new(CapitalRequestKind.Deposit, amount, MarketBuilder.Hour(hour));

    public static CapitalRequest Withdrawal(decimal amount, int hour) => new(CapitalRequestKind.Withdrawal, amount, MarketBuilder.Hour(hour));

    /// <summary>The same in a world that refuses an operation with a code instead of executing it.</summary>
    public Scenario Refusing(string code, Operation operation, int times = int.MaxValue, int from = 0, string? venue = null)
    {
        var left = times;
        return this with
        {
            Venue = inner => new VenueTap(inner)
            {
                Instead = (instruction, timestamp) =>
                {
                    var isMeant = instruction.Operation == operation && timestamp >= MarketBuilder.Hour(from) && instruction.Venue == (venue ?? instruction.Venue);
                    if (!isMeant || left == 0)
                        return null;
                    left--;
                    return new ExecutionReport
                    {
                        Instruction = instruction,
                        Status = ExecutionStatus.Failed,
                        ExecutedAt = timestamp,
                        Error = new BasisError(code, "Refused.", instruction.Id),
                    };
                },
            },
        };
    }

    /// <summary>The run with a world and a recording of its own. Block ids begin with the key, which is the same whatever the run is called.</summary>
    public RunContext Prepare(string id = "run")
    {
        var recording = new Recording { OnEvent = OnEvent, OnTick = OnTick, OnBlock = OnBlock };
        var deposits = Flows.Where(f => f.Kind == CapitalRequestKind.Deposit).Select(f => new WalletDeposit(f.EffectiveAt, f.Amount));
        var world = new SimulatedWorld(Configuration, Market, [new WalletDeposit(MarketBuilder.Start, Configuration.InitialCapital), .. deposits]);
        return new RunContext(id, Configuration, Market)
        {
            Key = "key",
            From = MarketBuilder.Start,
            To = MarketBuilder.Hour(LastHour),
            Venues = [.. world.Venues.Select(Venue)],
            Flows = Flows,
            EventDetail = Detail,
            Events = recording,
            Recorder = recording,
            Live = Live,
            Hash = "hash",
        };
    }
}

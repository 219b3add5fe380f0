using System.Collections.Immutable;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Tests.Fixtures;
using BasisActors.Venues.Simulated.Faults;

namespace BasisActors.Venues.Tests.Simulated.Faults;

/// <summary>What a venue with a fault answers. Price 50 000; spot fee 0.1 %, minimum 10 USDT.</summary>
public class FaultTests
{
    private static readonly PositionKey Cash = Keys.Cash("binance");
    private static readonly PositionKey Coins = Keys.Coins("binance");

    [Fact]
    public void A_venue_that_is_out_refuses_everything_and_is_there_again_afterwards()
    {
        var outside = Funded();
        var venue = new Outage(outside.Venue("binance"), "binance", MarketBuilder.Hour(1), MarketBuilder.Hour(3));

        var answers = Enumerable.Range(0, 4).Select(hour => venue.Execute(outside.Order(Operation.CexSpotBuy, "binance", 0.1m), MarketBuilder.Hour(hour))).ToArray();

        Assert.Equal([true, false, false, true], answers.Select(a => a.IsConfirmed));
        Assert.Equal(("EXEC-004", "EXI-003", Severity.Medium), (answers[1].Error!.Code, answers[1].Error!.SubCode, answers[1].Error!.Severity));
        Assert.Equal(0.2m, outside.Holds(Coins));
    }

    [Fact]
    public void During_an_outage_the_chain_refuses_transfers_to_that_venue_only()
    {
        var outside = Funded();
        var chain = new Outage(outside.World.Chain, "binance", MarketBuilder.Hour(0), MarketBuilder.Hour(1));

        Assert.False(chain.Execute(outside.Order(Operation.TransferFromCex, "binance", 100m), MarketBuilder.Start).IsConfirmed);
        Assert.False(chain.Execute(outside.Order(Operation.TransferToCex, "binance", 100m), MarketBuilder.Start).IsConfirmed);
        Assert.True(chain.Execute(outside.Order(Operation.TransferToCex, "bybit", 100m), MarketBuilder.Start).IsConfirmed);
    }

    [Fact]
    public void Refusals_depend_on_the_instruction_and_the_seed_and_not_on_the_order_they_come_in()
    {
        var forward = Refused(seed: 1, Ids(200));
        var backward = Refused(seed: 1, Ids(200).Reverse());

        Assert.Equal(forward, backward);
        Assert.InRange(forward.Count, 40, 80); // 0.3 of 200 is 60, standard deviation 6.5
        Assert.NotEqual(forward, Refused(seed: 2, Ids(200)));
    }

    [Fact]
    public void A_refusal_lets_a_backtest_go_on()
    {
        var report = new Rejections(new Obedient(), share: 1m, seed: 1).Execute(Trade("i-1"), MarketBuilder.Start);

        Assert.Equal(("EXEC-004", 0m), (report.Error!.Code, report.FilledAmount));
        Assert.Equal(Reaction.ContinueDegraded, ErrorPropagation.For(report.Error.Severity, live: false));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 100)]
    public void A_share_of_nothing_refuses_nothing_and_of_all_all(int share, int refused) =>
        Assert.Equal(refused, Ids(100).Count(id => !new Rejections(new Obedient(), share, seed: 7).Execute(Trade(id), MarketBuilder.Start).IsConfirmed));

    [Fact]
    public void A_partial_fill_moves_what_it_says_and_no_more()
    {
        var outside = Funded();
        var report = new PartialFills(outside.Venue("binance"), share: 1m, least: 0.4m, most: 0.4m, seed: 1)
            .Execute(outside.Order(Operation.CexSpotBuy, "binance", 0.5m), MarketBuilder.Start);

        Assert.Equal((true, false, 0.5m, 0.2m), (report.IsConfirmed, report.IsComplete, report.Instruction.Amount, report.FilledAmount));
        Assert.Equal([new Delta(Coins, 0.2m), new Delta(Cash, -10_010m)], report.ActualDeltas.ToArray()); // 0.2 × 50 000 and 0.1 % of it
        Assert.Equal((0.2m, 89_990m), (outside.Holds(Coins), outside.Holds(Cash)));
    }

    [Fact]
    public void Partial_fills_lie_in_their_range_concern_their_share_and_depend_on_the_instruction_alone()
    {
        var parts = Ids(400).ToDictionary(id => id, id => Part(id));
        var again = Ids(400).Reverse().ToDictionary(id => id, id => Part(id));

        Assert.All(parts, p => Assert.Equal(p.Value, again[p.Key]));
        Assert.InRange(parts.Values.Count(p => p < 1), 160, 240); // 0.5 of 400 is 200, standard deviation 10
        Assert.All(parts.Values.Where(p => p < 1), p => Assert.InRange(p, 0.3m, 0.9m));
        Assert.True(parts.Values.Where(p => p < 1).Distinct().Count() > 100);

        static decimal Part(string id) => new PartialFills(new Obedient(), 0.5m, 0.3m, 0.9m, seed: 1).Execute(Trade(id), MarketBuilder.Start).FilledAmount;
    }

    [Fact]
    public void An_order_whose_part_the_venue_would_not_take_fills_whole()
    {
        var outside = Funded();
        var report = new PartialFills(outside.Venue("binance"), share: 1m, least: 0.4m, most: 0.4m, seed: 1)
            .Execute(outside.Order(Operation.CexSpotBuy, "binance", 0.0002m), MarketBuilder.Start); // 10 USDT, of which 4 are below the minimum

        Assert.True(report.IsComplete);
        Assert.Equal(0.0002m, outside.Holds(Coins));
    }

    [Fact]
    public void The_chain_carries_out_what_it_is_asked_in_full()
    {
        var outside = Funded();
        var chain = new PartialFills(outside.World.Chain, share: 1m, least: 0.4m, most: 0.4m, seed: 1);

        Assert.True(chain.Execute(outside.Order(Operation.TransferToCex, "bybit", 1_000m), MarketBuilder.Start).IsComplete);
        Assert.Equal(1_000m, outside.Holds(Keys.Cash("bybit")));
    }

    [Fact]
    public void The_same_instruction_again_is_answered_with_the_first_report_and_not_executed()
    {
        var outside = Funded();
        var venue = new Outage(new PartialFills(outside.Venue("binance"), 1m, 0.4m, 0.4m, seed: 1), "binance", MarketBuilder.Hour(1), MarketBuilder.Hour(2));
        var order = outside.Order(Operation.CexSpotBuy, "binance", 0.5m);

        var first = venue.Execute(order, MarketBuilder.Start);

        Assert.Same(first, venue.Execute(order, MarketBuilder.Start));
        Assert.Same(first, venue.Execute(order, MarketBuilder.Hour(1))); // out, but it has answered
        Assert.Equal(0.2m, outside.Holds(Coins));
    }

    private static Outside Funded()
    {
        var outside = new Outside(Configurations.BtcBasisOnThreeVenues with { Costs = Configurations.FeesOnly }, Markets.Basis(rows: 5), (0, 200_000m));
        Assert.True(outside.Send(Operation.TransferToCex, "binance", 100_000m).IsConfirmed);
        return outside;
    }

    private static IEnumerable<string> Ids(int count) => Enumerable.Range(1, count).Select(i => $"fb0315c5b0-{i}-1-1");

    private static SortedSet<string> Refused(int seed, IEnumerable<string> ids)
    {
        var venue = new Rejections(new Obedient(), 0.3m, seed);
        return new SortedSet<string>(ids.Where(id => !venue.Execute(Trade(id), MarketBuilder.Start).IsConfirmed), StringComparer.Ordinal);
    }

    private static Instruction Trade(string id) => new()
    {
        Id = id,
        Operation = Operation.CexSpotBuy,
        Venue = "binance",
        Symbol = Keys.Pair,
        Amount = 1m,
        EstimatedDeltas = [],
        EstimatedCost = 0m,
    };

    /// <summary>A venue that does whatever it is told.</summary>
    private sealed class Obedient : IExecutionVenue
    {
        public string Name => "binance";

        public void Advance(DateTimeOffset timestamp)
        {
        }

        public ExecutionReport Execute(Instruction instruction, DateTimeOffset timestamp) => new()
        {
            Instruction = instruction,
            Status = ExecutionStatus.Confirmed,
            ExecutedAt = timestamp,
            FilledAmount = instruction.Amount,
        };

        public IReadOnlyList<Delta> Statement() => ImmutableArray<Delta>.Empty;
    }
}

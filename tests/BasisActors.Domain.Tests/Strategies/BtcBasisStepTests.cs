using BasisActors.Domain.Instructions;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Strategies;

/// <summary>Quantities in whole steps of the venue, towards zero. Price 50 000, no costs.</summary>
public class BtcBasisStepTests
{
    [Theory]
    [InlineData(0, 0, 1.00003, 1.00003)]
    [InlineData(0.001, 0, 1.000, 1.00003)]
    [InlineData(0, 0.01, 1.00003, 1.00)]
    [InlineData(0.0001, 0.00002, 1.0000, 1.00002)]
    public void An_entry_buys_and_shorts_whole_steps(double spotStep, double perpStep, double bought, double shorted) // 0.5 × 100 003 / 50 000 = 1.00003
    {
        var desk = Desk((decimal)spotStep, (decimal)perpStep);

        var plan = desk.Decide(desk.Holdings().Cash("wallet", 100_003m).Book);

        Assert.Equal(((decimal)bought, (decimal)shorted), (Amount(plan, Operation.CexSpotBuy), Amount(plan, Operation.PerpOpenShort)));
    }

    [Fact]
    public void An_exit_sells_and_buys_back_whole_steps_towards_zero()
    {
        var desk = Desk(0.01m, 0.1m, funding: -0.0002m);

        var plan = desk.Decide(desk.Holdings().Cash("binance", 50_000m).Coins("binance", 1.237m).Short("binance", 1.237m, 50_000m).Book);

        Assert.Equal((1.23m, 1.2m), (Amount(plan, Operation.CexSpotSell), Amount(plan, Operation.PerpReduceShort)));
    }

    [Fact]
    public void What_is_left_below_a_step_is_not_traded()
    {
        var desk = Desk(0.01m, 0.01m, funding: -0.0002m);

        var plan = desk.Decide(desk.Holdings().Cash("binance", 50_000m).Coins("binance", 0.009m).Short("binance", 0.009m, 50_000m).Book); // 450 USDT each

        Assert.DoesNotContain(plan.Blocks.SelectMany(b => b.Instructions), i => i.Operation is Operation.CexSpotSell or Operation.PerpReduceShort);
    }

    private static Desk Desk(decimal spotStep, decimal perpStep, decimal funding = 0.0002m) => new(
        Configurations.BtcBasis with
        {
            Venues = [.. Configurations.BtcBasis.Venues.Select(v => v.Name == "binance" ? v with { SpotStep = spotStep, PerpStep = perpStep } : v)],
        },
        Markets.Basis(funding: funding));

    private static decimal Amount(Plan plan, Operation operation) => plan.Blocks.SelectMany(b => b.Instructions).Single(i => i.Operation == operation).Amount;
}

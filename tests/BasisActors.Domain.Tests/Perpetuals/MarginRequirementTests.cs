using System.Collections.Immutable;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Perpetuals;
using BasisActors.Tests.Fixtures;
using CsCheck;

namespace BasisActors.Domain.Tests.Perpetuals;

/// <summary>The margin ladder of an exchange (domain reference §5.6).</summary>
public class MarginRequirementTests
{
    private static readonly ImmutableArray<MarginTier> Ladder = MarginRequirement.Tiers(
        (0m, 0.008m, 0.004m), (50_000m, 0.01m, 0.005m), (250_000m, 0.02m, 0.01m), (1_000_000m, 0.05m, 0.025m), (10_000_000m, 0.1m, 0.05m));

    // Notional → maintenance and initial margin.
    public static TheoryData<decimal, decimal, decimal> Requirements => new()
    {
        { 0m, 0m, 0m },
        { 10_000m, 40m, 80m },
        { 50_000m, 200m, 500m }, // 0.5 % − 50 = 0.4 %
        { 100_000m, 450m, 1_000m }, // 500 − 50
        { 1_000_000m, 8_700m, 50_000m }, // 25,000 − 16,300
        { 20_000_000m, 733_700m, 2_000_000m }, // 1,000,000 − 266,300
    };

    // 50,000 × 0.1 %; + 250,000 × 0.5 %; + 1 million × 1.5 %; + 10 million × 2.5 %
    [Fact]
    public void Deductions_are_those_that_exchanges_publish_for_such_a_ladder() =>
        Assert.Equal([0m, 50m, 1_300m, 16_300m, 266_300m], Ladder.Select(t => t.Deduction));

    [Theory]
    [MemberData(nameof(Requirements))]
    public void A_requirement_is_that_of_its_step(decimal notional, decimal maintenance, decimal initial)
    {
        Assert.Equal(maintenance, MarginRequirement.Maintenance(Ladder, notional));
        Assert.Equal(initial, MarginRequirement.Initial(Ladder, notional));
    }

    [Fact]
    public void One_flat_step_is_a_ladder() => Assert.Equal(4_950m, MarginRequirement.Maintenance(MarginRequirement.Tiers((0m, 0.2m, 0.10m)), 49_500m));

    [Fact]
    public void Without_a_step_for_a_notional_there_is_no_requirement()
    {
        Action[] calls =
        [
            () => MarginRequirement.Maintenance([], 1m), () => MarginRequirement.Initial(default, 1m), () => MarginRequirement.Maintenance(Ladder, -1m),
            () => MarginRequirement.Tiers(),
            () => MarginRequirement.Tiers((1m, 0.1m, 0.05m)), // begins above 0
            () => MarginRequirement.Tiers((0m, 0.1m, 0.05m), (0m, 0.2m, 0.1m)), // does not rise
            () => MarginRequirement.Tiers((0m, 0.1m, 0.05m), (10m, 0.2m, 0.04m)), // maintenance falls
            () => MarginRequirement.Tiers((0m, 0.1m, 0.11m)), // maintenance above initial
        ];

        Assert.All(calls, call => Assert.Equal("MTH-003", Assert.Throws<BasisException>(call).Error.Code));
    }

    [Fact]
    public void Maintenance_is_continuous_where_a_step_begins() => Assert.All(Ladder.Skip(1), tier =>
    {
        // half a cent apart in notional, so at most 5 % of it apart in margin
        var (below, at) = (MarginRequirement.Maintenance(Ladder, tier.NotionalFrom - 0.005m), MarginRequirement.Maintenance(Ladder, tier.NotionalFrom));
        Assert.InRange(at - below, 0m, 0.00025m);
    });

    [Fact]
    public void Maintenance_never_falls_never_grows_faster_than_the_top_rate_and_stays_within_the_initial_margin() =>
        Gen.Select(Draw.Decimal(0, 30_000_000, 1m), Draw.Decimal(0, 1_000_000, 1m)).Sample((notional, more) =>
        {
            var maintenance = MarginRequirement.Maintenance(Ladder, notional);
            Assert.InRange(MarginRequirement.Maintenance(Ladder, notional + more) - maintenance, 0m, more * 0.05m);
            Assert.True(maintenance <= MarginRequirement.Initial(Ladder, notional));
        });
}

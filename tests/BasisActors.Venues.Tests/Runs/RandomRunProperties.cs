using System.Collections.Concurrent;
using System.Globalization;
using BasisActors.Domain.Strategies;
using BasisActors.Tests.Fixtures;
using CsCheck;

namespace BasisActors.Venues.Tests.Runs;

/// <summary>
/// Random markets, flows, cost models, disturbed accounts and failing venues, for every mode. At every tick: plans keep their rules, every instruction is confirmed with
/// exactly the estimated deltas, ledger and venues agree to the last digit, every unit sums to zero, nothing under way is lost, and the attribution's residual is exactly 0;
/// after every plan: the hedge, the loan and the margin are where the plan should have brought them (<see cref="RunChecks"/>). At the end, once the market stands still,
/// everything that waited has been answered and nothing is traded any more (<see cref="Scenario"/>). A failure prints its seed; CsCheck_Seed runs it again.
/// </summary>
public class RandomRunProperties
{
    /// <summary>Runs per mode; CsCheck_Iter asks for more.</summary>
    private static readonly int Runs = int.TryParse(Environment.GetEnvironmentVariable("CsCheck_Iter"), CultureInfo.InvariantCulture, out var more) ? more : 250;

    [Fact]
    public void A_bitcoin_basis_holds_together() => Holds(
        Scenario.Basis(Configurations.BtcBasisOnThreeVenues),
        "deposit", "funding_above_entry", "funding_below_exit", "over_deployed", "under_deployed", "withdrawal", HedgeReasons.DeltaDrift);

    [Fact]
    public void An_ether_basis_holds_together() => Holds(
        Scenario.Basis(Modes.EthBasis), "deposit", "funding_above_entry", "funding_below_exit", "withdrawal", HedgeReasons.DeltaDrift);

    [Fact]
    public void Lending_dollars_holds_together() => Holds(Scenario.Unhedged(Configurations.PureLending), "deposit", "nothing_deployed", "withdrawal");

    [Fact]
    public void Lending_ether_holds_together() => Holds(Scenario.Unhedged(Modes.PureLendingEth), "deposit", "nothing_deployed", "withdrawal");

    [Fact]
    public void Staking_ether_holds_together() => Holds(Scenario.Unhedged(Modes.EthStakingOnly), "deposit", "nothing_deployed", "withdrawal", "claim_due");

    [Fact]
    public void Levered_staking_counted_in_ether_holds_together() => Holds(
        Scenario.Unhedged(Modes.EthLeveragedInEther), "deposit", "nothing_deployed", "withdrawal", "claim_due", HedgeReasons.ReduceLtv);

    [Fact]
    public void Levered_staking_counted_in_dollars_holds_together() => Holds(
        Scenario.Hedged(Modes.EthLeveragedInDollars), "deposit", "nothing_deployed", "withdrawal", "claim_due", HedgeReasons.ReduceLtv, HedgeReasons.AddMargin);

    [Fact]
    public void Market_neutral_staking_holds_together() => Holds(
        Scenario.Hedged(Modes.UsdtMarketNeutral), "deposit", "nothing_deployed", "withdrawal", "claim_due", HedgeReasons.AddMargin, HedgeReasons.DeltaDrift);

    [Fact]
    public void Hedged_staking_without_debt_holds_together() => Holds(
        Scenario.Hedged(Modes.UsdtHedgedSimple), "deposit", "nothing_deployed", "withdrawal", "claim_due", "over_deployed", "under_deployed");

    /// <summary>
    /// Runs that once went wrong: gas of each round of a withdrawal called for the next; a withdrawal paid out of margin that was asked back at once; one answered before its
    /// claim had come; a rest too small to be traded that kept a deposit waiting; coins sold for shorts too small to be covered.
    /// </summary>
    [Fact]
    public void What_once_went_wrong_holds_together()
    {
        Again(Scenario.Hedged(Modes.EthLeveragedInDollars), "b-HQUcJkSBO1", "cCEdDu6qltc2");
        Again(Scenario.Unhedged(Modes.EthLeveragedInEther), "5YQukJquAJ11");
        Again(Scenario.Basis(Modes.EthBasis), "2YB8LglGkMI2", "7hWmCEAkzCk1");
    }

    private static void Again(Gen<Scenario> scenarios, params string[] seeds)
    {
        foreach (var seed in seeds)
            scenarios.Sample(scenario => { scenario.Play(); }, seed: seed, iter: 1, threads: 1);
    }

    /// <summary>Equity is what came in, less what went out, plus what the buckets explain; and the runs have seen what they are meant to test.</summary>
    private static void Holds(Gen<Scenario> scenarios, params string[] reasons)
    {
        var seen = new ConcurrentDictionary<string, bool>();
        scenarios.Sample(
            scenario =>
            {
                var run = scenario.Play();
                Assert.Equal(run.Equity, run.Explained);
                foreach (var plan in run.Plans.Where(p => !p.Blocks.IsEmpty))
                    seen[plan.Reason] = true;
            },
            iter: Runs);
        Assert.Empty(reasons.Except(seen.Keys));
    }
}

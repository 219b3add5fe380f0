using System.Collections.Concurrent;
using BasisActors.Domain.Strategies;
using CsCheck;

namespace BasisActors.Venues.Tests.Runs;

/// <summary>
/// Random markets, flows, cost models and disturbed accounts. At every tick: plans keep their rules, every instruction is confirmed with exactly the estimated deltas,
/// ledger and venues agree to the last digit, every unit sums to zero, and the attribution's residual is exactly 0 (see <see cref="PaperRun"/>).
/// A failure prints its seed; CsCheck_Seed runs it again.
/// </summary>
public class RandomRunProperties
{
    private const int Runs = 400;

    [Fact]
    public void A_basis_run_holds_together() => Holds(
        Scenario.Basis, "deposit", "funding_above_entry", "funding_below_exit", "over_deployed", "under_deployed", "withdrawal", HedgeReasons.DeltaDrift);

    [Fact]
    public void A_lending_run_holds_together() => Holds(Scenario.Lending, "deposit", "nothing_deployed", "withdrawal");

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

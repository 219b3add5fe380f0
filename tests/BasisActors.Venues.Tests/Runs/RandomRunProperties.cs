using CsCheck;

namespace BasisActors.Venues.Tests.Runs;

/// <summary>
/// Random markets, flows, cost models and disturbed accounts. At every tick: plans keep their rules, every instruction is confirmed with exactly the estimated deltas,
/// ledger and venues agree to the last digit, every unit sums to zero, and the attribution's residual is exactly 0 (see <see cref="PaperRun"/>).
/// </summary>
public class RandomRunProperties
{
    [Fact]
    public void A_basis_run_holds_together() => Scenario.Basis.Sample(Holds, iter: 3000);

    [Fact]
    public void A_lending_run_holds_together() => Scenario.Lending.Sample(Holds, iter: 3000);

    /// <summary>Equity is what came in, less what went out, plus what the buckets explain.</summary>
    private static void Holds(Scenario scenario)
    {
        var run = scenario.Play();

        Assert.Equal(run.Equity, run.Explained);
        Assert.Equal(run.Equity, run.Desk.Chart.Accounts.Where(a => a.IsOwn).Sum(a => run.Desk.Valuation.ValueOf(run.Book, a.Index, run.Desk.At(run.LastRow))));
    }
}

using BasisActors.Domain.Configuration;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Strategies;
using BasisActors.Tests.Fixtures;
using BasisActors.Venues.Simulated;

namespace BasisActors.Venues.Tests.Runs;

/// <summary>What must hold of a run at every tick, whatever the market does.</summary>
internal sealed class RunChecks(Desk desk, SimulatedWorld world)
{
    private const decimal LtvTolerance = 0.000001m;

    /// <summary>What rounding may come to, share-class currency.</summary>
    private const decimal Dust = 0.000001m;

    private readonly PositionKey[] _positions = [.. desk.Chart.Positions.Order()];
    private readonly LendingBalances? _loan = LendingBalances.Of(desk.Configuration, desk.Chart, desk.Market);
    private readonly string _asset = desk.Configuration.Asset;

    /// <summary>Ledger and venues agree to the last digit, every unit of the ledger sums to zero, and everything under way is somebody's receivable.</summary>
    public void RequireAgreement(Book book, int row)
    {
        var stated = world.Venues.SelectMany(v => v.Statement()).OrderBy(s => s.Key).ToList();
        Assert.Equal(_positions, stated.Select(s => s.Key));
        foreach (var (key, amount) in stated)
            Assert.True(amount == book.Quantity(key), $"{key} is {amount} at its venue and {book.Quantity(key)} in the ledger.");
        var sums = new decimal[desk.Chart.Units.Length];
        foreach (var account in desk.Chart.Accounts)
            sums[account.Unit] += book[account.Index];
        Assert.All(sums, sum => Assert.Equal(0m, sum));
        foreach (var key in _positions.Where(p => p.Type is PositionType.Transit or PositionType.Claim))
            Assert.Equal(book.Quantity(key), book.Receivables.Where(r => r.Held == key).Sum(r => r.Amount));
        var now = desk.At(row).Timestamp;
        Assert.DoesNotContain(book.Receivables, r => r.Held.Type == PositionType.Transit && r.DueAt <= now);
        if (desk.Configuration.ShareClass == ShareClass.Eth)
            Assert.All(_positions.Where(p => p.Type == PositionType.Perp), p => Assert.Equal(0m, book.Quantity(p)));
    }

    /// <summary>What a plan must have achieved once all of it was carried out.</summary>
    public void RequireOutcome(Plan plan, Book before, Book after, int row)
    {
        if (plan.Blocks.IsEmpty)
            return;
        RequireHedge(plan, before, after, row);
        RequireLoanToValue(plan, before, after, row);
        RequireMargin(plan, before, after, row);
    }

    /// <summary>
    /// What enters, grows or repairs never leaves the book leaning further than it did, beyond what risk lets pass without a warning. Not so by design: a withdrawal and an exit,
    /// which go as far as they can, and what saves the loan or the margin first. What a plan costs may lean.
    /// </summary>
    private void RequireHedge(Plan plan, Book before, Book after, int row)
    {
        if (desk.Configuration.Hedge.IsEmpty || plan.Change == ChangeType.Withdrawal || plan.Action == StrategyAction.ExitFull
            || plan.Reason is HedgeReasons.MarginCritical or HedgeReasons.Emergency or HedgeReasons.ReduceLtv or HedgeReasons.NegativeCarry)
            return;
        var (exposure, left) = (desk.Exposure(before, row), desk.Exposure(after, row));
        var (was, now) = (exposure.Asset(_asset), left.Asset(_asset));
        var lost = exposure.Equity - left.Equity;
        Assert.True(
            (Math.Abs(now.Delta) - Math.Abs(was.Delta)) * now.Price <= lost + Dust || Math.Abs(now.Delta) * now.Price <= desk.Configuration.Risk.DeltaWarning * exposure.Equity,
            $"{plan.Reason} left {now.Delta} {_asset} unhedged, {was.Delta} before, at an equity of {exposure.Equity}:\n{string.Join('\n', plan.Told())}");
    }

    /// <summary>A bundle that borrows ends at the target; one that repays at the target or, in an emergency, below it; one that does neither does not raise the loan.</summary>
    private void RequireLoanToValue(Plan plan, Book before, Book after, int row)
    {
        if (_loan is null)
            return;
        var (was, now) = (_loan.Account(before, desk.At(row)).LoanToValue, _loan.Account(after, desk.At(row)).LoanToValue);
        var bundles = plan.Blocks.SelectMany(b => b.Instructions).Where(i => i.Bundle is not null).ToList();
        if (bundles.Count == 0 || now == 0)
            return;
        var target = desk.Configuration.Staking!.TargetLtv;
        var says = $"{plan.Reason} took the loan from {was} to {now} of the collateral; the target is {target}:\n{string.Join('\n', plan.Told())}";
        var borrows = bundles.Exists(b => b.Operation == Operation.AtomicLeverageEntry && b.Bundle!.FlashLoan > 0);
        if (borrows || plan.Reason == HedgeReasons.ReduceLtv)
            Assert.True(Math.Abs(now - target) <= LtvTolerance, says);
        else if (plan.Reason == HedgeReasons.Emergency)
            Assert.True(now <= target - desk.Configuration.Risk.EmergencyLtvBuffer + LtvTolerance, says);
        else
            Assert.True(now <= Math.Max(was, target) + LtvTolerance, says);
    }

    /// <summary>A venue that was sent money or ETH because its margin was low has the margin wanted afterwards, less what the plan cost and what is too small to trade.</summary>
    private void RequireMargin(Plan plan, Book before, Book after, int row)
    {
        if (plan.Reason != HedgeReasons.AddMargin)
            return;
        var (was, now) = (desk.Risk(before, row), desk.Risk(after, row));
        var cost = plan.Blocks.Sum(b => b.Instructions.Sum(i => i.EstimatedCost));
        foreach (var margin in now.Margins)
        {
            var low = was.Margins.Single(m => m.Venue == margin.Venue).Ratio < desk.Configuration.Risk.MarginWarning;
            if (low && !after.Receivables.Any(r => r.Held.Type == PositionType.Transit))
                Assert.True(margin.Ratio >= was.Margins.Single(m => m.Venue == margin.Venue).Ratio, $"{margin.Venue} is at {margin.Ratio} after {cost} of costs:\n{string.Join('\n', plan.Told())}");
        }
    }
}

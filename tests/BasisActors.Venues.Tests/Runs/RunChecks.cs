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

    /// <summary>Share of the staked ETH by which the USDT class of levered staking may lean (C-11).</summary>
    private const decimal HedgeBand = 0.1m;

    /// <summary>A short is bought back at its mark with coins sold at spot; the two differ by up to half a percent here.</summary>
    private const decimal MarkOverSpot = 0.01m;

    /// <summary>What roundings, and gains and costs that hide each other, may come to; share-class currency.</summary>
    private const decimal Dust = 1m;

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
        RequireStaked(plan, after);
    }

    /// <summary>An entry with staking does not stop half way: what was bought is staked in the same plan, unless it is still under way.</summary>
    private void RequireStaked(Plan plan, Book after)
    {
        if (desk.Configuration.Staking is null || plan.Reason != "nothing_deployed" || after.Receivables.Any(r => r.Held.Type == PositionType.Transit))
            return;
        var loose = _positions.Where(p => p is { Type: PositionType.BaseToken, Symbol: "ETH" } && p.Venue != "wallet").Sum(after.Quantity);
        Assert.True(loose == 0, $"{loose} ETH lie on exchanges:\n{string.Join('\n', plan.Told())}");
    }

    /// <summary>The lean is within the band that is let pass, the loan near its target, and nothing that should work lies in the wallet.</summary>
    public void RequireOrder(Book book, int row, string reason)
    {
        var configuration = desk.Configuration;
        var exposure = desk.Exposure(book, row);
        var asset = exposure.Asset(_asset);
        var smallest = 5 * configuration.Venue("wallet").MinTradeSizeUsd;
        var says = $"after {reason} at an equity of {exposure.Equity} with {string.Join(", ", _positions.Select(p => $"{p} {book.Quantity(p)}"))}";
        if (!configuration.Hedge.IsEmpty)
        {
            var band = Math.Max(configuration.Risk.DeltaWarning * exposure.Equity, HedgeBand * Math.Abs(asset.OnChain) * asset.Price) + smallest;
            Assert.True(Math.Abs(asset.Delta) * asset.Price <= band, $"{asset.Delta} {_asset} are not hedged {says}");
        }

        if (_loan?.Account(book, desk.At(row)) is { } loan)
            Assert.True(loan.LoanToValue <= configuration.Staking!.TargetLtv + configuration.Risk.LtvActionExcess + LtvTolerance, $"The loan is {loan.LoanToValue} of the collateral {says}");
        var idle = configuration.RebalanceThreshold * exposure.Equity + (configuration.ShareClass == ShareClass.Eth ? smallest / 100 : smallest);
        foreach (var key in _positions.Where(p => p.Symbol is "WETH" || (p == Modes.WalletToken && configuration.Staking!.Supplied)))
            Assert.True(book.Quantity(key) * asset.Price <= idle, $"{key} lies unused {says}");
    }

    /// <summary>
    /// What enters, grows or repairs never leaves the book leaning further than it did, beyond what risk lets pass without a warning. Not so by design: a withdrawal and an exit,
    /// which go as far as they can, and what saves the loan or the margin first. What a plan costs may lean, and the ETH that a swap lost or, at a premium, gained.
    /// </summary>
    private void RequireHedge(Plan plan, Book before, Book after, int row)
    {
        if (desk.Configuration.Hedge.IsEmpty || plan.Change == ChangeType.Withdrawal || plan.Action == StrategyAction.ExitFull
            || plan.Reason is HedgeReasons.MarginCritical or HedgeReasons.Emergency or HedgeReasons.ReduceLtv or HedgeReasons.NegativeCarry)
            return;
        var (exposure, left) = (desk.Exposure(before, row), desk.Exposure(after, row));
        var (was, now) = (exposure.Asset(_asset), left.Asset(_asset));
        var lost = Math.Abs(exposure.Equity - left.Equity) + plan.Blocks.Sum(b => b.Instructions.Sum(i => i.EstimatedCost)); // a gain and a cost may hide each other
        var swapped = now.Spot - was.Spot - Traded(plan, Operation.CexSpotBuy) + Traded(plan, Operation.CexSpotSell);
        lost += Math.Abs(swapped) * now.Price;
        Assert.True(
            (Math.Abs(now.Delta) - Math.Abs(was.Delta)) * now.Price <= lost + Dust || Math.Abs(now.Delta) * now.Price <= desk.Configuration.Risk.DeltaWarning * exposure.Equity,
            $"{plan.Reason} left {now.Delta} {_asset} unhedged, {was.Delta} before, at an equity of {exposure.Equity}:\n{string.Join('\n', plan.Told())}");
    }

    private static decimal Traded(Plan plan, Operation operation) =>
        plan.Blocks.SelectMany(b => b.Instructions).Where(i => i.Operation == operation).Sum(i => i.Amount);

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

    private decimal Staked(Book book, int row) =>
        book.Quantity(Modes.WalletToken) + (desk.Configuration.Staking!.Supplied ? book.Underlying(Modes.Supply) * (1 - _loan!.Account(book, desk.At(row)).LoanToValue) : 0);

    /// <summary>
    /// A venue whose margin was low has not less of it afterwards. One that ETH was sold for has the margin wanted, less what the plan cost and what is too small to trade,
    /// unless nearly all the ETH there was went into it.
    /// </summary>
    private void RequireMargin(Plan plan, Book before, Book after, int row)
    {
        if (plan.Reason != HedgeReasons.AddMargin || after.Receivables.Any(r => r.Held.Type == PositionType.Transit))
            return;
        var (was, now) = (desk.Risk(before, row), desk.Risk(after, row));
        var (spent, left) = (Staked(before, row), Staked(after, row));
        var cost = Math.Max(0, desk.Exposure(before, row).Equity - desk.Exposure(after, row).Equity) + 5 * desk.Configuration.Venue("wallet").MinTradeSizeUsd;
        foreach (var margin in now.Margins)
        {
            var earlier = was.Margins.Single(m => m.Venue == margin.Venue);
            if (earlier.Ratio >= desk.Configuration.Risk.MarginWarning)
                continue;
            var says = $"{margin.Venue} went from {earlier.Ratio} to {margin.Ratio}:\n{string.Join('\n', plan.Told())}";
            Assert.True(margin.Ratio >= earlier.Ratio, says);
            var sold = plan.Blocks.SelectMany(b => b.Instructions).Any(i => i.Operation == Operation.CexSpotSell && i.Venue == margin.Venue);
            if (sold && left > spent / 5)
                Assert.True(margin.Balance + 2 * cost + MarkOverSpot * margin.Notional >= desk.Configuration.Risk.TargetMargin * margin.Notional, says);
        }
    }
}

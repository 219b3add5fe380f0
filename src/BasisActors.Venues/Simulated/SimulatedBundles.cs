using BasisActors.Domain.Configuration;
using BasisActors.Domain.Costs;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Lending;
using BasisActors.Domain.Market;
using BasisActors.Domain.Numerics;

namespace BasisActors.Venues.Simulated;

/// <summary>
/// Flash-loan bundles: every step is checked before anything changes, so a bundle happens whole or, with EXEC-006, not at all (domain reference §5.3, §5.4).
/// </summary>
internal sealed class SimulatedBundles(RunConfiguration configuration, SimulatedLendingPool pool, SimulatedWallet wallet, TradingCosts costs, IMarketData market)
{
    private const string FlashLender = "morpho";

    /// <summary>Flash loan and our ETH → stake → supply → borrow the loan and its fee → give it back.</summary>
    public ExecutionReport Enter(ExecutionReport report, in MarketSnapshot snapshot)
    {
        var (instruction, bundle) = (report.Instruction, report.Instruction.Bundle);
        var (token, eth) = (instruction.Symbol, instruction.Amount);
        if (bundle is null)
            return Reverted(report, "The bundle has no terms.");
        if (wallet.Shortage("ETH", eth, report.Gas.Token, report.Gas.Cost, 0, instruction.Id) is { } shortage)
            return report with { Error = shortage };
        var rate = pool.Rate(token, snapshot);
        var fee = Fee(bundle);
        var minted = Amount.Round((eth + bundle.FlashLoan) / rate);
        var borrowed = bundle.FlashLoan + fee;
        var health = pool.HealthFactorAfter(token, minted, borrowed, snapshot, out var loanToValue);
        if (borrowed > 0 && loanToValue > pool.MaxLoanToValue(token))
            return Reverted(report, $"Borrowing {borrowed} WETH would be {loanToValue:0.####} of the collateral; the maximum is {pool.MaxLoanToValue(token)}.");
        if (health < bundle.MinHealthFactor)
            return Reverted(report, $"The health factor would be {health:0.####}; the bundle asks for at least {bundle.MinHealthFactor}.");
        wallet.Add("ETH", -eth);
        wallet.PayGas(report.Gas);
        var supplied = new Delta(AavePositions.Supply(token), pool.Add(AavePositions.Supply(token), minted, snapshot));
        var filled = report with { FillPrice = rate, ReferencePrice = rate, FlashFee = fee };
        return borrowed > 0
            ? Receipts.Confirm(filled, Eth(-eth), supplied, new Delta(AavePositions.Debt, pool.Add(AavePositions.Debt, borrowed, snapshot)))
            : Receipts.Confirm(filled, Eth(-eth), supplied);
    }

    /// <summary>Flash loan → repay debt → withdraw collateral → sell it → give the loan and its fee back; the rest is ours.</summary>
    public ExecutionReport Deleverage(ExecutionReport report, in MarketSnapshot snapshot)
    {
        var (instruction, bundle) = (report.Instruction, report.Instruction.Bundle);
        var (token, amount) = (instruction.Symbol, instruction.Amount);
        if (bundle is null || SwapMarket.Find(token, "ETH", market, snapshot) is not { } quote)
            return Reverted(report, $"The bundle has no terms or no market to sell {token} on.");
        var supply = AavePositions.Supply(token);
        var debt = pool.Knows(AavePositions.Debt) ? pool.Balance(AavePositions.Debt, snapshot) : 0;
        if (!pool.Has(supply, amount, snapshot) || (bundle.FlashLoan > 0 && !(pool.Knows(AavePositions.Debt) && pool.Has(AavePositions.Debt, bundle.FlashLoan, snapshot))))
            return Reverted(report, $"The bundle takes {amount} {token} and repays {bundle.FlashLoan} WETH; supplied are {pool.Balance(supply, snapshot)}, owed {debt}.");
        var fee = Fee(bundle);
        var sale = costs.Swap(configuration.Venue(Domain.Staking.LiquidStakingToken.Find(token)!.Exchange), token, amount, quote.Mid, quote.UsdPerUnit);
        var freed = sale.Notional - bundle.FlashLoan - fee;
        if (freed < bundle.MinOut || freed < 0)
            return Reverted(report, $"The sale brings {sale.Notional} ETH, which leaves {freed} after the loan; the bundle asks for at least {bundle.MinOut}.");
        if (wallet.Shortage("ETH", 0, report.Gas.Token, report.Gas.Cost, report.Gas.Token == "ETH" ? freed : 0, instruction.Id) is { } shortage)
            return report with { Error = shortage };
        var before = pool.HealthFactorAfter(token, 0, 0, snapshot, out _);
        var after = pool.HealthFactorAfter(token, -amount, -bundle.FlashLoan, snapshot, out _);
        if (after < Math.Min(bundle.MinHealthFactor, before ?? bundle.MinHealthFactor))
            return Reverted(report, $"The health factor would be {after:0.####}; the bundle asks for at least {bundle.MinHealthFactor}.");
        wallet.Add("ETH", freed);
        wallet.PayGas(report.Gas);
        var withdrawn = new Delta(supply, -pool.Take(supply, amount, snapshot));
        var filled = report with { FillPrice = sale.Price, ReferencePrice = quote.Mid, FlashFee = fee };
        return bundle.FlashLoan > 0
            ? Receipts.Confirm(filled, withdrawn, new Delta(AavePositions.Debt, -pool.Take(AavePositions.Debt, bundle.FlashLoan, snapshot)), Eth(freed))
            : Receipts.Confirm(filled, withdrawn, Eth(freed));
    }

    private decimal Fee(BundleTerms bundle) => bundle.FlashLoan == 0 ? 0 : Amount.Round(bundle.FlashLoan * configuration.Venue(FlashLender).FlashFee);

    private static Delta Eth(decimal amount) => new(PositionKey.Token("wallet", "ETH"), amount);

    private static ExecutionReport Reverted(ExecutionReport report, string message) =>
        report with { Error = new BasisError("EXEC-006", message, report.Instruction.Id) };
}

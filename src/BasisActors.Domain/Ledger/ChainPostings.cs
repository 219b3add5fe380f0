using BasisActors.Domain.Instructions;
using BasisActors.Domain.Lending;
using BasisActors.Domain.Numerics;
using BasisActors.Domain.Staking;

namespace BasisActors.Domain.Ledger;

/// <summary>What lending, staking, swaps and flash-loan bundles do to the book. Scaled balances are the protocol's own word; everything else follows from the fill.</summary>
internal static class ChainPostings
{
    public static Posting For(ChartOfAccounts chart, ExecutionReport report) => report.Instruction.Operation switch
    {
        Operation.AaveSupply or Operation.AaveWithdraw => Lending(chart, report),
        Operation.Stake => Stake(chart, report),
        Operation.UnstakeRequest => Request(chart, report),
        Operation.UnstakeClaim => Claim(chart, report),
        Operation.WrapEth => Exchange(chart, report, "ETH", "WETH", Cause.Conversion, 1m),
        Operation.UnwrapWeth => Exchange(chart, report, "WETH", "ETH", Cause.Conversion, 1m),
        Operation.Swap => Exchange(chart, report, report.Instruction.Symbol, report.Instruction.Into!, Cause.Trade, report.FillPrice),
        Operation.AtomicLeverageEntry => Enter(chart, report),
        Operation.AtomicDeleverageAave => Deleverage(chart, report),
        var other => throw new ArgumentOutOfRangeException(nameof(report), other, "No posting for this operation."),
    };

    /// <summary>Added to the debt on entry, taken from the proceeds of a deleverage.</summary>
    public static Posting FlashFee(ChartOfAccounts chart, ExecutionReport report)
    {
        var payer = report.Instruction.Operation == Operation.AtomicLeverageEntry
            ? chart.Own(AavePositions.Debt, AccountRole.Underlying)
            : chart.Own(PositionKey.Token("wallet", "ETH"));
        return Posting.Balanced(chart, Cause.Fee, report.Instruction.Id, new Leg(payer, -report.FlashFee));
    }

    private static Posting Lending(ChartOfAccounts chart, ExecutionReport report)
    {
        var instruction = report.Instruction;
        var position = AavePositions.Supply(instruction.Symbol);
        var amount = instruction.Operation == Operation.AaveSupply ? report.FilledAmount : -report.FilledAmount;
        return Posting.Balanced(
            chart, Cause.Transfer, instruction.Id,
            new Leg(chart.Own(PositionKey.Token("wallet", instruction.Symbol)), -amount),
            new Leg(chart.Own(position, AccountRole.Underlying), amount),
            new Leg(chart.Own(position), ReportPostings.Reported(report, position)));
    }

    private static Posting Stake(ChartOfAccounts chart, ExecutionReport report)
    {
        var instruction = report.Instruction;
        return Posting.Balanced(
            chart, Cause.Conversion, instruction.Id,
            new Leg(chart.Own(PositionKey.Token("wallet", "ETH")), -report.FilledAmount),
            new Leg(chart.Own(PositionKey.Token("wallet", instruction.Symbol)), LiquidStaking.Minted(report.FilledAmount, report.FillPrice)));
    }

    private static Posting Request(ChartOfAccounts chart, ExecutionReport report)
    {
        var instruction = report.Instruction;
        var claim = WithdrawalClaims.Key(instruction.Venue);
        var eth = Amount.Value(report.FilledAmount, report.FillPrice);
        return Posting.Balanced(
            chart, Cause.Conversion, instruction.Id,
            new Leg(chart.Own(PositionKey.Token("wallet", instruction.Symbol)), -report.FilledAmount),
            new Leg(chart.Own(claim), eth)) with
        {
            Opens = new Receivable(instruction.Id, claim, PositionKey.Token("wallet", "ETH"), eth, report.DueAt!.Value),
        };
    }

    private static Posting Claim(ChartOfAccounts chart, ExecutionReport report)
    {
        var instruction = report.Instruction;
        return Posting.Balanced(
            chart, Cause.Conversion, instruction.Id,
            new Leg(chart.Own(WithdrawalClaims.Key(instruction.Venue)), -report.FilledAmount),
            new Leg(chart.Own(PositionKey.Token("wallet", "ETH")), report.FilledAmount)) with
        {
            Settles = instruction.ClaimId,
        };
    }

    private static Posting Exchange(ChartOfAccounts chart, ExecutionReport report, string from, string into, Cause cause, decimal price)
    {
        var instruction = report.Instruction;
        return Posting.Balanced(
            chart, cause, instruction.Id,
            new Leg(chart.Own(PositionKey.Token("wallet", from)), -report.FilledAmount),
            new Leg(chart.Own(PositionKey.Token("wallet", into)), Amount.Value(report.FilledAmount, price)));
    }

    /// <summary>Our ETH and the flash loan become collateral; the loan becomes debt.</summary>
    private static Posting Enter(ChartOfAccounts chart, ExecutionReport report)
    {
        var instruction = report.Instruction;
        var supply = AavePositions.Supply(instruction.Symbol);
        var loan = instruction.Bundle!.FlashLoan;
        return Posting.Balanced(
            chart, Cause.Conversion, instruction.Id,
            new Leg(chart.Own(PositionKey.Token("wallet", "ETH")), -report.FilledAmount),
            new Leg(chart.Own(supply, AccountRole.Underlying), LiquidStaking.Minted(report.FilledAmount + loan, report.FillPrice)),
            new Leg(chart.Own(supply), ReportPostings.Reported(report, supply)),
            new Leg(chart.Own(AavePositions.Debt, AccountRole.Underlying), -loan),
            new Leg(chart.Own(AavePositions.Debt), ReportPostings.Reported(report, AavePositions.Debt)));
    }

    /// <summary>Collateral is sold at the market; the flash loan repays debt and is given back from the proceeds, the rest reaches the wallet.</summary>
    private static Posting Deleverage(ChartOfAccounts chart, ExecutionReport report)
    {
        var instruction = report.Instruction;
        var supply = AavePositions.Supply(instruction.Symbol);
        var repaid = instruction.Bundle!.FlashLoan;
        return Posting.Balanced(
            chart, Cause.Trade, instruction.Id,
            new Leg(chart.Own(supply, AccountRole.Underlying), -report.FilledAmount),
            new Leg(chart.Own(supply), ReportPostings.Reported(report, supply)),
            new Leg(chart.Own(AavePositions.Debt, AccountRole.Underlying), repaid),
            new Leg(chart.Own(AavePositions.Debt), ReportPostings.Reported(report, AavePositions.Debt)),
            new Leg(chart.Own(PositionKey.Token("wallet", "ETH")), Amount.Value(report.FilledAmount, report.FillPrice) - repaid));
    }
}

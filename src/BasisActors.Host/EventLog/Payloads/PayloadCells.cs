using BasisActors.Actors.Ledger;
using BasisActors.Actors.Strategies;
using BasisActors.Domain.Attribution;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Exposure;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Numerics;
using BasisActors.Domain.Risk;

namespace BasisActors.Host.EventLog.Payloads;

/// <summary>What a payload says in the columns of events.csv.</summary>
internal static class PayloadCells
{
    private const string Dollars = "USDT";

    public static CsvCells Of(object? payload, ChartOfAccounts chart) => payload switch
    {
        ExposureSnapshot exposure => new CsvCells { Equity = exposure.Equity },
        TickPnl pnl => new CsvCells { Equity = pnl.EquityAfter },
        RiskAssessment risk => new CsvCells { Venue = risk.WorstVenue },
        VenueStatement statement => new CsvCells { Venue = statement.Venue },
        DifferenceSeen difference => new CsvCells { Venue = difference.Difference.Position.Venue, Token = difference.Difference.Position.Symbol },
        StrategyUpdate update => new CsvCells { Action = update.Action?.Name() },
        StrategyAction action => new CsvCells { Action = action.Name() },
        Plan plan => new CsvCells { Action = plan.Action.Name() },
        InstructionBlock block => new CsvCells { Action = block.Action.Name(), BlockId = block.Id },
        ExecutionReport report => Of(report),
        Posting posting => Of(posting, chart),
        BasisError error => new CsvCells { Severity = RunPayloads.Name(error.Severity), ErrorCode = error.Code },
        _ => default,
    };

    /// <summary>Columns in dollars stay empty for what is priced in ETH: staking, bundles, and swaps into ETH; gas of an ETH book is in ETH alone.</summary>
    private static CsvCells Of(ExecutionReport report)
    {
        var (instruction, gas) = (report.Instruction, report.Gas);
        var isPriced = report is { IsConfirmed: true, FillPrice: not 0 };
        var inDollars = isPriced && (instruction.Type == InstructionType.CexTrade || instruction.Into == "USDT");
        var notional = Amount.Value(report.FilledAmount, report.FillPrice);
        return new CsvCells
        {
            Severity = report.Error is { } error ? RunPayloads.Name(error.Severity) : null,
            ErrorCode = report.Error?.Code,
            BlockId = BlockOf(instruction.Id),
            InstructionId = instruction.Id,
            Venue = instruction.Venue,
            Token = instruction.Symbol,
            Amounts = new CsvAmounts
            {
                Amount = report.IsConfirmed ? report.FilledAmount : instruction.Amount,
                Price = isPriced ? report.FillPrice : null,
                Notional = inDollars ? notional : null,
                Fee = inDollars ? report.Fee : null,
                GasUnits = gas.Units > 0 ? gas.Units : null,
                GasPriceGwei = gas.Units > 0 ? gas.PriceGwei : null,
                GasCostEth = gas.Units > 0 ? gas.CostEth : null,
                GasCost = gas is { Units: > 0, Token: Dollars } ? gas.Cost : null,
                Slippage = inDollars ? Math.Abs(notional - Amount.Value(report.FilledAmount, report.ReferencePrice)) : null,
            },
        };
    }

    /// <summary>The first leg is our own and says where and what; gas names the instruction it was paid for.</summary>
    private static CsvCells Of(Posting posting, ChartOfAccounts chart)
    {
        if (posting.Legs.IsEmpty)
            return default;
        var leg = posting.Legs[0];
        var account = chart.Accounts[leg.Account];
        var token = chart.Units[account.Unit].Name;
        var isGas = posting.Cause == Cause.Gas;
        return new CsvCells
        {
            BlockId = isGas ? BlockOf(posting.Source) : null,
            InstructionId = isGas ? posting.Source : null,
            Venue = account.IsOwn ? account.Key.Venue : null,
            Token = token,
            Amounts = new CsvAmounts
            {
                Amount = leg.Amount,
                GasCost = isGas && token == Dollars ? -leg.Amount : null,
                GasCostEth = isGas && token != Dollars ? -leg.Amount : null,
            },
        };
    }

    /// <summary>An instruction's id is its block's with the step behind it.</summary>
    private static string? BlockOf(string instructionId) => instructionId.LastIndexOf('-') is var dash and > 0 ? instructionId[..dash] : null;
}

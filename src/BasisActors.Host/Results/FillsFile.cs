using BasisActors.Domain.Instructions;
using BasisActors.Domain.Numerics;

namespace BasisActors.Host.Results;

/// <summary>
/// <c>fills.csv</c>: one row per instruction that a venue answered. Prices are quote per base and empty where nothing was traded: ETH per token for
/// staking, bundles and swaps into ETH. Slippage is what the fill cost against the reference price, in the same quote, negative when it was better.
/// </summary>
internal sealed class FillsFile(string path) : IDisposable
{
    private static readonly string[] StatusNames = ["confirmed", "failed", "cancelled"];

    private readonly CsvFile _csv = new(
        path, "timestamp", "block_id", "instruction_id", "operation", "venue", "symbol", "amount", "fill_price", "reference_price", "notional", "fee",
        "gas_units", "gas_gwei", "gas_eth", "gas_cost", "slippage", "status", "error_code", "filled_amount", "quote", "flash_fee", "due_at");

    public static string Name(ExecutionStatus status) => StatusNames[(int)status];

    public void Add(in BlockRow block)
    {
        foreach (var report in block.Outcome.Reports)
            Add(block.Outcome.Block.Id, report);
    }

    public void Close() => _csv.Close();

    public void Dispose() => _csv.Dispose();

    private void Add(string blockId, ExecutionReport report)
    {
        var instruction = report.Instruction;
        var traded = report.FillPrice != 0;
        _csv.Time(report.ExecutedAt);
        _csv.Text(blockId);
        _csv.Text(instruction.Id);
        _csv.Text(instruction.Operation.Name());
        _csv.Text(instruction.Venue);
        _csv.Text(instruction.Symbol);
        _csv.Number(instruction.Amount);
        _csv.Number(traded ? report.FillPrice : null);
        _csv.Number(traded ? report.ReferencePrice : null);
        _csv.Number(traded ? Notional(report) : null);
        _csv.Number(report.Fee);
        _csv.Number(report.Gas.Units);
        _csv.Number(report.Gas.PriceGwei);
        _csv.Number(report.Gas.CostEth);
        _csv.Number(report.Gas.Cost);
        _csv.Number(traded ? Slippage(report) : 0);
        _csv.Text(Name(report.Status));
        _csv.Text(report.Error?.Code);
        _csv.Number(report.FilledAmount);
        _csv.Text(traded ? Quote(instruction) : null);
        _csv.Number(report.FlashFee);
        _csv.Time(report.DueAt);
        _csv.EndRow();
    }

    /// <summary>What was paid or received. A stake and a bundle's entry are asked for in ETH, the flash loan beside it, and not in tokens.</summary>
    private static decimal Notional(ExecutionReport report) => report.Instruction.Operation switch
    {
        Operation.Stake => report.FilledAmount,
        Operation.AtomicLeverageEntry => report.FilledAmount + report.Instruction.Bundle!.FlashLoan,
        _ => Amount.Value(report.FilledAmount, report.FillPrice),
    };

    private static string Quote(Instruction instruction) => instruction.Type == InstructionType.CexTrade ? "USDT" : instruction.Into ?? "ETH";

    private static decimal Slippage(ExecutionReport report)
    {
        var instruction = report.Instruction;
        var against = Amount.Value(report.FilledAmount, report.FillPrice) - Amount.Value(report.FilledAmount, report.ReferencePrice);
        return instruction.Operation is Operation.CexSpotBuy or Operation.PerpReduceShort ? against : -against;
    }
}

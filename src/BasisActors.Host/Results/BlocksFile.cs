using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using BasisActors.Domain.Instructions;

namespace BasisActors.Host.Results;

/// <summary><c>blocks.jsonl</c>: one line per block with its instructions as planned and what the venues reported.</summary>
internal sealed class BlocksFile : IDisposable
{
    private readonly FileStream _file;
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly Utf8JsonWriter _json;

    public BlocksFile(string path)
    {
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        _json = new Utf8JsonWriter(_buffer);
    }

    public void Add(in BlockRow row)
    {
        Write(row);
        _json.Flush();
        _json.Reset();
        _buffer.Write("\n"u8);
        if (_buffer.WrittenCount > 64 * 1024)
            Flush();
    }

    public void Close()
    {
        Flush();
        _file.Dispose();
    }

    public void Dispose()
    {
        _json.Dispose();
        _file.Dispose();
    }

    private void Flush()
    {
        _file.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
    }

    private void Write(in BlockRow row)
    {
        var block = row.Outcome.Block;
        _json.WriteStartObject();
        _json.WriteString("id", block.Id);
        _json.WriteTime("timestamp", row.Timestamp);
        _json.WriteString("action", block.Action.Name());
        _json.WriteString("reason", row.Reason);
        _json.WriteNumber("priority", block.Priority);
        _json.WriteBoolean("parallel", block.ParallelGroup);
        _json.WriteStartArray("dependencies");
        foreach (var dependency in block.Dependencies)
            _json.WriteStringValue(dependency);
        _json.WriteEndArray();
        WriteDeltas("expected_deltas", block.ExpectedDeltas);
        _json.WriteStartArray("instructions");
        foreach (var instruction in block.Instructions)
            Write(instruction);
        _json.WriteEndArray();
        _json.WriteStartArray("reports");
        foreach (var report in row.Outcome.Reports)
            Write(report);
        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    private void Write(Instruction instruction)
    {
        _json.WriteStartObject();
        _json.WriteString("id", instruction.Id);
        _json.WriteString("type", instruction.Type.Name());
        _json.WriteString("operation", instruction.Operation.Name());
        _json.WriteString("venue", instruction.Venue);
        _json.WriteStartObject("params");
        _json.WriteString("symbol", instruction.Symbol);
        _json.WriteAmount("amount", instruction.Amount);
        _json.WriteBoolean("reduce_only", instruction.ReduceOnly);
        if (instruction.Into is { } into)
            _json.WriteString("into", into);
        if (instruction.ClaimId is { } claim)
            _json.WriteString("claim_id", claim);
        if (instruction.Bundle is { } bundle)
        {
            _json.WriteAmount("flash_loan", bundle.FlashLoan);
            _json.WriteAmount("min_health_factor", bundle.MinHealthFactor);
            _json.WriteAmount("min_out", bundle.MinOut);
        }

        _json.WriteEndObject();
        WriteDeltas("estimated_deltas", instruction.EstimatedDeltas);
        _json.WriteAmount("estimated_cost", instruction.EstimatedCost);
        _json.WriteEndObject();
    }

    private void Write(ExecutionReport report)
    {
        _json.WriteStartObject();
        _json.WriteString("instruction_id", report.Instruction.Id);
        _json.WriteString("status", FillsFile.Name(report.Status));
        _json.WriteTime("executed_at", report.ExecutedAt);
        WriteDeltas("actual_deltas", report.ActualDeltas);
        _json.WriteAmount("filled_amount", report.FilledAmount);
        _json.WriteAmount("fill_price", report.FillPrice == 0 ? null : report.FillPrice);
        _json.WriteAmount("reference_price", report.FillPrice == 0 ? null : report.ReferencePrice);
        _json.WriteAmount("fee", report.Fee);
        _json.WriteAmount("flash_fee", report.FlashFee);
        _json.WriteAmount("gas_cost", report.Gas.Cost);
        _json.WriteTime("due_at", report.DueAt);
        _json.WriteBoolean("simulated", report.Simulated);
        _json.WriteError("error", report.Error);
        _json.WriteEndObject();
    }

    private void WriteDeltas(string name, ImmutableArray<Delta> deltas)
    {
        _json.WriteStartArray(name);
        foreach (var delta in deltas)
        {
            _json.WriteStartObject();
            _json.WriteString("position", delta.Key.ToString());
            _json.WriteAmount("amount", delta.Amount);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }
}

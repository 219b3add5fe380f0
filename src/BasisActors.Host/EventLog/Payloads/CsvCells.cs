using BasisActors.Host.EventLog.Text;

namespace BasisActors.Host.EventLog.Payloads;

/// <summary>The columns of events.csv that depend on the payload; what a payload does not know stays empty.</summary>
internal readonly struct CsvCells
{
    /// <summary>The header line of events.csv.</summary>
    public static ReadOnlySpan<byte> Header =>
        """
        order,timestamp,real_utc_time,component,event_type,status,severity,error_code,action,block_id,instruction_id,parent_event,venue,token,amount,price,notional_usd,fee_usd,gas_units,gas_price_gwei,gas_cost_eth,gas_cost_usd,slippage_usd,tx_hash,equity_share_class,data_json

        """u8;

    public string? Severity { get; init; }

    public string? ErrorCode { get; init; }

    public string? Action { get; init; }

    public string? BlockId { get; init; }

    public string? InstructionId { get; init; }

    public string? Venue { get; init; }

    public string? Token { get; init; }

    /// <summary>What a report or a posting says in numbers; null for everything else, which is nearly all there is.</summary>
    public CsvAmounts? Amounts { get; init; }

    public decimal? Equity { get; init; }

    /// <summary>Writes the cells from severity to equity_share_class, each with the comma before it.</summary>
    public void Write(Utf8Text csv)
    {
        csv.Cell(Severity);
        csv.Cell(ErrorCode);
        csv.Cell(Action);
        csv.Cell(BlockId);
        csv.Cell(InstructionId);
        csv.Cell((string?)null); // parent_event: a bundle is one event and its steps have none of their own
        csv.Cell(Venue);
        csv.Cell(Token);
        if (Amounts is { } amounts)
            amounts.Write(csv);
        else
            csv.Raw(CsvAmounts.None);
        csv.Cell((string?)null); // tx_hash: a report has none
        csv.Cell(Equity);
    }
}

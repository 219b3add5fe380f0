using BasisActors.Host.EventLog.Text;

namespace BasisActors.Host.EventLog.Payloads;

/// <summary>The columns of events.csv from amount to slippage_usd.</summary>
internal sealed class CsvAmounts
{
    /// <summary>The cells when there is none of them.</summary>
    public static ReadOnlySpan<byte> None => ",,,,,,,,,"u8;

    public decimal? Amount { get; init; }

    public decimal? Price { get; init; }

    public decimal? Notional { get; init; }

    public decimal? Fee { get; init; }

    public decimal? GasUnits { get; init; }

    public decimal? GasPriceGwei { get; init; }

    public decimal? GasCostEth { get; init; }

    public decimal? GasCost { get; init; }

    public decimal? Slippage { get; init; }

    /// <summary>Writes the cells, each with the comma before it.</summary>
    public void Write(Utf8Text csv)
    {
        csv.Cell(Amount);
        csv.Cell(Price);
        csv.Cell(Notional);
        csv.Cell(Fee);
        csv.Cell(GasUnits);
        csv.Cell(GasPriceGwei);
        csv.Cell(GasCostEth);
        csv.Cell(GasCost);
        csv.Cell(Slippage);
    }
}

namespace BasisActors.Data.Sample;

/// <summary>Settings of the reserves: assets across, parameters down, with the byte-order mark of a spreadsheet.</summary>
internal static class AaveParameterTable
{
    private static readonly string[][] Rows =
    [
        ["Frozen", "FALSE", "FALSE", "FALSE", "FALSE"],
        ["Paused", "FALSE", "FALSE", "FALSE", "FALSE"],
        ["Collateral Enabled", "TRUE", "TRUE", "TRUE", "TRUE"],
        ["LTV", "80.50%", "78.50%", "75%", "77.50%"],
        ["Liquidation Threshold", "83%", "81%", "78%", "80%"],
        ["Liquidation Bonus", "5%", "6%", "4.50%", "7%"],
        ["Reserve Factor", "15%", "5%", "10%", "45%"],
        ["Borrowing Enabled", "TRUE", "TRUE", "TRUE", "TRUE"],
        ["Optimal Utilization", "92%", "80%", "92%", "30%"],
    ];

    public static void Write(CsvText csv)
    {
        csv.ByteOrderMark().Line(",WETH,wstETH,USDT,weETH");
        foreach (var row in Rows)
        {
            foreach (var cell in row)
                csv.Field(cell);
            csv.EndRow();
        }
    }
}

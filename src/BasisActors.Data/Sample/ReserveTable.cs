namespace BasisActors.Data.Sample;

/// <summary>Daily snapshots of one reserve at 00:00 UTC.</summary>
internal static class ReserveTable
{
    private const int RateDecimals = 10;
    private const int IndexDecimals = 12;
    private const int AmountDecimals = 6;

    public static void Write(CsvText csv, SampleWorld world, ReserveProfile profile)
    {
        csv.Line("targetDate,timestamp,blockNumber,reserve,symbol,liquidityIndex,currentLiquidityRate,variableBorrowIndex,currentVariableBorrowRate,"
            + "currentStableBorrowRate,totalAToken,totalStableDebt,totalVariableDebt,price,date");
        var path = world.Reserve(profile);
        var day = 0;
        foreach (var i in world.Calendar.Midnights)
        {
            var instant = world.Calendar.Instant(i);
            var epoch = world.Calendar.Epoch(i);
            csv.IsoTime(instant).Whole(epoch).Whole(Chain.Block(epoch)).Field(profile.Address).Field(profile.Symbol)
                .Number(PortableMath.Scaled(path.SupplyIndexes[i], IndexDecimals), IndexDecimals)
                .Number(PortableMath.Scaled(path.SupplyRate(i), RateDecimals), RateDecimals)
                .Number(PortableMath.Scaled(path.BorrowIndexes[i], IndexDecimals), IndexDecimals)
                .Number(PortableMath.Scaled(path.BorrowRates[i], RateDecimals), RateDecimals)
                .Number(0, 1)
                .Number(PortableMath.Scaled(path.Supplied[i], AmountDecimals), AmountDecimals)
                .Number(0, 1)
                .Number(PortableMath.Scaled(path.Supplied[i] * path.Utilisations[i], AmountDecimals), AmountDecimals)
                .Number(world.Oracle.Midnights(profile.Symbol)[day++], OraclePrices.Decimals)
                .Date(instant)
                .EndRow();
        }
    }
}

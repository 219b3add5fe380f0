namespace BasisActors.Data.Sample;

/// <summary>Funding settlements of one venue and coin, every eight hours: decimals of notional, positive when longs pay shorts.</summary>
internal static class FundingTable
{
    private const int SettlementHours = 8;
    private const double InterestBp = 1;
    private const double DampenerBp = 5;

    public static void Write(CsvText csv, SampleWorld world, string venue, string coin)
    {
        csv.Line("funding_timestamp,funding_rate,symbol,source");
        var premium = world.Premium(coin, venue);
        var decimals = venue == "okx" ? 10 : 8;
        for (var t = world.Calendar.First; t <= world.Calendar.Last; t += SettlementHours)
        {
            var instant = world.Calendar.Instant(t);
            if (PlantedDefects.IsMissingSettlement(venue, coin, instant))
                continue;
            csv.IsoTime(instant).Number(PortableMath.Scaled(Rate(premium, t) * 1e-4, decimals), decimals).Field(coin + "USDT").Field(SampleCatalogue.Source).EndRow();
        }
    }

    /// <summary>The exchanges' formula on the premiums known at the ends of the eight hours before the settlement, basis points.</summary>
    private static double Rate(double[] premium, int settlement)
    {
        var sum = 0.0;
        for (var i = settlement - SettlementHours; i < settlement; i++)
            sum += premium[i];
        var mean = sum / SettlementHours;
        return mean + Math.Clamp(InterestBp - mean, -DampenerBp, DampenerBp);
    }
}

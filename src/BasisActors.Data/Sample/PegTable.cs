namespace BasisActors.Data.Sample;

/// <summary>Hourly market price of a staking token against its exchange rate. The cost columns of the real files are constants and left out.</summary>
internal static class PegTable
{
    private const int Decimals = 10;

    public static void Write(CsvText csv, SampleWorld world, StakingPath token)
    {
        csv.Line("timestamp,protocol_rate,asset,source,quote_currency,date_oracle,date_market,market_rate,dex,market_rate_median_24h,peg_premium_percent,base_asset");
        var calendar = world.Calendar;
        for (var i = calendar.First; i <= calendar.Last; i++)
        {
            var instant = calendar.Instant(i);
            var rate = world.OracleRate(token.Profile.Symbol, i);
            var market = PortableMath.Scaled(token.Market[i], Decimals);
            csv.OffsetTime(instant).Number(PortableMath.Scaled(rate, Decimals), Decimals)
                .Field(token.Profile.Symbol).Field(SampleCatalogue.Source).Field("ETH").Date(instant).Date(instant)
                .Number(market, Decimals).Field(token.Profile.Dex).Number(market, Decimals)
                .Number(PortableMath.Scaled(((token.Market[i] / rate) - 1) * 100, Decimals), Decimals)
                .Field("ETH").EndRow();
        }
    }
}

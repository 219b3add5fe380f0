namespace BasisActors.Data.Sample;

/// <summary>Oracle prices by file: hourly lines in USD and ETH, and the daily one of USDT.</summary>
internal static class OracleTable
{
    private const int LineDecimals = 10;

    public static void WriteUsd(CsvText csv, SampleWorld world, string symbol)
    {
        var calendar = world.Calendar;
        Comments(csv, $"Asset: {symbol}", "USD", null, calendar, calendar.Last - calendar.First);
        csv.Line("timestamp,oracle_price_usd,asset,source,quote_currency");
        for (var i = calendar.First + 1; i <= calendar.Last; i++)
        {
            var usd = world.Oracle.Line(symbol, i - calendar.First) / CsvText.PowerOfTen(OraclePrices.Decimals);
            Row(csv, calendar, i, usd, symbol, "USD");
        }
    }

    public static void WriteEth(CsvText csv, SampleWorld world, string symbol)
    {
        var calendar = world.Calendar;
        Comments(csv, $"Asset_pair: {symbol}_ETH", "ETH", "asset_usd / eth_usd", calendar, calendar.Last - calendar.First);
        csv.Line("timestamp,oracle_price_eth,asset,source,quote_currency");
        for (var i = calendar.First + 1; i <= calendar.Last; i++)
            Row(csv, calendar, i, world.OracleRate(symbol, i), symbol, "ETH");
    }

    public static void WriteDailyUsdt(CsvText csv, SampleWorld world)
    {
        var calendar = world.Calendar;
        var prices = world.Oracle.Midnights("USDT");
        Comments(csv, "Asset: USDT", "USD", null, calendar, prices.Length);
        csv.Line("timestamp,oracle_price_usd,asset,source,quote_currency");
        var day = 0;
        foreach (var i in calendar.Midnights)
            csv.Whole(calendar.Epoch(i)).Number(prices[day++], OraclePrices.Decimals).Field("USDT").Field(SampleCatalogue.Source).Field("USD").EndRow();
    }

    private static void Row(CsvText csv, SampleCalendar calendar, int instant, double price, string symbol, string quote) => csv
        .OffsetTime(calendar.Instant(instant))
        .Number(PortableMath.Scaled(price, LineDecimals), LineDecimals)
        .Field(symbol).Field(SampleCatalogue.Source).Field(quote)
        .EndRow();

    private static void Comments(CsvText csv, string asset, string quote, string? method, SampleCalendar calendar, int records)
    {
        csv.Line($"# Source: {SampleCatalogue.Source}").Line($"# {asset}").Line($"# Quote_currency: {quote}");
        if (method is not null)
            csv.Line($"# Methodology: {method}");
        csv.Line($"# Processed: {SampleCalendar.Date(calendar.To)}T00:00:00").Line($"# Records: {records}");
    }
}

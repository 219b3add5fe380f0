namespace BasisActors.Data.Sample;

internal enum MarketType
{
    Spot,
    Perp,
}

/// <summary>One exchange's hourly bars of one instrument.</summary>
/// <param name="Venue">binance, bybit or okx: decides the columns.</param>
/// <param name="Coin">BTC or ETH.</param>
/// <param name="Type">Spot or perpetual.</param>
/// <param name="PriceDecimals">Decimals of the tick.</param>
/// <param name="VolumeDecimals">Decimals of the volume.</param>
/// <param name="LnVolume">Mean logarithm of the volume in coins.</param>
/// <param name="ContractSize">Coins in one unit of the volume column: 1, or the size of an OKX contract.</param>
internal sealed record CandleSeries(string Venue, string Coin, MarketType Type, int PriceDecimals, int VolumeDecimals, double LnVolume, double ContractSize = 1)
{
    public string Symbol => Coin + "USDT";

    public string StreamName => $"candles/{Venue}/{Coin}/{Type}";
}

/// <summary>Writes <see cref="CandleSeries"/>.</summary>
internal static class CandleTable
{
    // Prices of two venues differ by 1.2 bp; half of the variance belongs to each.
    private const double VenueNoise = 0.85e-4;
    private const double VenueNoisePersistence = 0.5;
    private const double LnVolumeSd = 0.8;
    private const double UsdPerTrade = 1500;
    private const int QuoteDecimals = 4;

    public static void Write(CsvText csv, SampleWorld world, CandleSeries series)
    {
        csv.Line(Header(series));
        var coin = world.Coin(series.Coin);
        var closes = Closes(world, series, coin);
        var random = new RandomStream(world.Seed, series.StreamName);
        foreach (var i in world.Calendar.Labels)
        {
            // Draws come before the decision to leave a bar out, so that a hole changes nothing around it.
            var bar = Bar.Around(
                Open(series, closes[i - 1], random), closes[i], coin.UpperShadows[i] * random.Uniform(0.9, 1.1), coin.LowerShadows[i] * random.Uniform(0.9, 1.1));
            var lnCoins = series.LnVolume + (LnVolumeSd * coin.Activity[i]) + (0.1 * random.Normal());
            var volume = Math.Max(1, PortableMath.Scaled(PortableMath.Exp(lnCoins) / series.ContractSize, series.VolumeDecimals));
            var label = world.Calendar.Instant(i);
            for (var copy = PlantedDefects.Copies(series.Venue, label); copy > 0; copy--)
                Row(csv, series, label, bar, volume);
        }
    }

    private static long[] Closes(SampleWorld world, CandleSeries series, CoinPath coin)
    {
        var noise = new MeanReverting(new RandomStream(world.Seed, $"{series.StreamName}/noise"), VenueNoisePersistence);
        var premium = series.Type == MarketType.Perp ? world.Premium(series.Coin, series.Venue) : null;
        var closes = new long[coin.Prices.Length];
        for (var i = 0; i < closes.Length; i++)
        {
            // A perpetual's own noise is in its premium.
            var above = premium is null ? VenueNoise * noise.Next() : premium[i] * 1e-4;
            closes[i] = PortableMath.Scaled(coin.Prices[i] * (1 + above), series.PriceDecimals);
        }

        return closes;
    }

    private static long Open(CandleSeries series, long previousClose, RandomStream random)
    {
        if (series.Venue == "bybit")
            return previousClose;
        var u = random.Uniform();
        return previousClose + (u < 0.15 ? -1 : u < 0.85 ? 0 : 1);
    }

    private static string Header(CandleSeries series)
    {
        const string Prices = "timestamp,open,high,low,close,volume";
        return series switch
        {
            { Venue: "binance", Type: MarketType.Spot } => $"{Prices},quote_volume,trades_count,source,asset_pair",
            { Venue: "binance" } => $"{Prices},quote_volume,trades_count,source,symbol,data_type",
            { Venue: "bybit" } => $"{Prices},source,symbol,data_type,turnover",
            _ => $"{Prices},source,symbol,data_type",
        };
    }

    private static void Row(CsvText csv, CandleSeries series, DateTime label, Bar bar, long volume)
    {
        csv.IsoTime(label)
            .Number(bar.Open, series.PriceDecimals).Number(bar.High, series.PriceDecimals)
            .Number(bar.Low, series.PriceDecimals).Number(bar.Close, series.PriceDecimals)
            .Number(volume, series.VolumeDecimals);
        var coins = volume * series.ContractSize / CsvText.PowerOfTen(series.VolumeDecimals);
        var turnover = coins * bar.Typical / CsvText.PowerOfTen(series.PriceDecimals);
        var quote = PortableMath.Scaled(turnover, QuoteDecimals);
        var type = series.Type == MarketType.Spot ? "spot" : "futures";
        switch (series.Venue)
        {
            case "binance":
                var trades = 1 + (long)(turnover / UsdPerTrade);
                csv.Number(quote, QuoteDecimals).Whole(trades).Field(SampleCatalogue.Source);
                if (series.Type == MarketType.Spot)
                    csv.Field($"{series.Coin}/USDT");
                else
                    csv.Field(series.Symbol).Field(type);
                break;
            case "bybit":
                csv.Field(SampleCatalogue.Source).Field(series.Symbol).Field(type).Number(quote, QuoteDecimals);
                break;
            default:
                csv.Field(SampleCatalogue.Source).Field(series.Symbol).Field(type);
                break;
        }

        csv.EndRow();
    }
}

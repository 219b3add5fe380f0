using System.Globalization;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Market;

namespace BasisActors.Data.Tests.Loading;

/// <summary>A small data set of a test, in a folder of its own that is gone afterwards.</summary>
internal sealed class DataFolder : IDisposable
{
    public const string BinanceSpot = "market_data/spot_prices/btc_usd/binance_BTCUSDT_1h_2024-01-01_2024-12-31.csv";
    public const string BybitSpot = "market_data/spot_prices/btc_usd/bybit_BTCUSDT_spot_1h_2024-01-01_2024-12-31.csv";
    public const string BinanceFunding = "market_data/derivatives/funding_rates/binance_BTCUSDT_funding_rates_2024-01-01_2024-12-31.csv";
    public const string BybitFunding = "market_data/derivatives/funding_rates/bybit_BTCUSDT_funding_rates_2024-01-01_2024-12-31.csv";
    public const string Gas = "blockchain_data/gas_prices/ethereum_gas_prices_2024-01-01_2024-12-31.csv";
    public const string CandleHeader = "timestamp,open,high,low,close,volume";
    public const string FundingHeader = "funding_timestamp,funding_rate,symbol,source";
    public const string GasHeader = "timestamp,base_fee_gwei,priority_fee_p50_gwei";
    public const string ReserveHeader = "targetDate,timestamp,liquidityIndex,currentLiquidityRate,variableBorrowIndex,currentVariableBorrowRate,price,totalAToken,totalVariableDebt,date";

    public static readonly SeriesKey BinanceBtc = new(SeriesKind.Spot, "binance", "BTCUSDT");
    public static readonly SeriesKey BybitBtc = new(SeriesKind.Spot, "bybit", "BTCUSDT");
    public static readonly SeriesKey BinanceRate = new(SeriesKind.Funding, "binance", "BTCUSDT");
    public static readonly SeriesKey BybitRate = new(SeriesKind.Funding, "bybit", "BTCUSDT");
    public static readonly SeriesKey GasPrice = new(SeriesKind.Gas, "ethereum", "gas");

    public static readonly DataRules Rules = new(PriceRule.PrevClose, GapRule.Carry, MissingFunding.Fail, null, false);

    public string Root { get; } = Directory.CreateTempSubdirectory("basis-data-").FullName;

    public static string Reserve(string token) => $"protocol_data/aave/rates/aave_v3_aave-v3-ethereum_{token}_rates_2024-01-01_2024-12-31.csv";

    public static string Peg(string token) => $"protocol_data/staking/peg_analysis/{token}_peg_analysis_2024-01-01_2024-12-31.csv";

    /// <summary>A timestamp, UTC, like <c>2024-03-01 05</c> or <c>2024-03-01 05:30</c>.</summary>
    public static DateTimeOffset At(string time) => DateTimeOffset.ParseExact(
        time, ["yyyy-MM-dd HH", "yyyy-MM-dd HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public static string Stamp(DateTimeOffset time) => time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>A flat bar.</summary>
    public static string Bar(DateTimeOffset label, decimal price) => string.Create(CultureInfo.InvariantCulture, $"{Stamp(label)},{price},{price},{price},{price},1");

    public static string Settlement(DateTimeOffset time, decimal rate) => string.Create(CultureInfo.InvariantCulture, $"{Stamp(time)},{rate},BTCUSDT,test");

    public static string Snapshot(DateTimeOffset day, decimal index, decimal price) => string.Create(
        CultureInfo.InvariantCulture, $"{Stamp(day)},{day.ToUnixTimeSeconds()},{index},0.01,{index + 1},0.02,{price},1000,800,{day:yyyy-MM-dd}");

    public string Write(string path, params IEnumerable<string> lines)
    {
        var file = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllLines(file, lines);
        return file;
    }

    /// <summary>Flat hourly bars, the nth at <paramref name="first"/> plus n hours; a null leaves a hole.</summary>
    public string Bars(string path, DateTimeOffset first, params IEnumerable<decimal?> prices) => Write(
        path, prices.Select((price, i) => price is { } value ? Bar(first.AddHours(i), value) : null).OfType<string>().Prepend(CandleHeader));

    /// <summary>Rates every 8 hours, the nth at <paramref name="first"/> plus 8n hours; a null leaves a settlement out.</summary>
    public string Settlements(string path, DateTimeOffset first, params IEnumerable<decimal?> rates) => Write(
        path, rates.Select((rate, i) => rate is { } value ? Settlement(first.AddHours(8 * i), value) : null).OfType<string>().Prepend(FundingHeader));

    public MarketDataRequest Request(string from, string to, params SeriesKey[] required) => new(Root, At(from), At(to), [.. required], [], Rules);

    public LoadedMarket Load(string from, string to, params SeriesKey[] required) => CsvMarketData.Load(Request(from, to, required));

    public BasisError Refusal(string from, string to, params SeriesKey[] required) => Refusal(Request(from, to, required));

    public static BasisError Refusal(MarketDataRequest request) => Assert.Throws<BasisException>(() => CsvMarketData.Load(request)).Error;

    public void Dispose() => Directory.Delete(Root, recursive: true);
}

internal static class Reading
{
    /// <summary>What a table says of a series at a time.</summary>
    public static Observation Read(this LoadedMarket market, SeriesKey key, string time) =>
        market.Table.At(DataFolder.At(time))[market.Table.Find(key)];
}

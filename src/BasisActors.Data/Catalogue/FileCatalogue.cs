using System.Collections.Frozen;
using System.Collections.Immutable;
using BasisActors.Domain.Market;

namespace BasisActors.Data.Catalogue;

/// <summary>The one table of file locations: which files a series is made of.</summary>
internal static class FileCatalogue
{
    private const string BtcSpot = "market_data/spot_prices/btc_usd";
    private const string EthSpot = "market_data/spot_prices/eth_usd";
    private const string TokenSpot = "market_data/spot_prices/protocol_tokens";
    private const string Futures = "market_data/derivatives/futures_ohlcv";
    private const string FundingRates = "market_data/derivatives/funding_rates";
    private const string OkxFunding = "derived/okx_funding";
    private const string AaveRates = "protocol_data/aave/rates";
    private const string PegAnalysis = "protocol_data/staking/peg_analysis";
    private const string GasPrices = "blockchain_data/gas_prices";

    private static readonly FrozenDictionary<SeriesKey, ImmutableArray<DataFile>> Files =
        Table().ToFrozenDictionary(entry => entry.Series, entry => entry.Files);

    /// <summary>The files of a series, or an empty array when the catalogue has no place for it.</summary>
    public static ImmutableArray<DataFile> FilesOf(SeriesKey series) => Files.GetValueOrDefault(series, []);

    private static IEnumerable<(SeriesKey Series, ImmutableArray<DataFile> Files)> Table()
    {
        yield return Entry(SeriesKind.Spot, "binance", "BTCUSDT", BtcSpot, "binance_BTCUSDT_1h_*.csv", FileKind.Candles);
        yield return Entry(SeriesKind.Spot, "bybit", "BTCUSDT", BtcSpot, "bybit_BTCUSDT_spot_1h_*.csv", FileKind.Candles);
        yield return Entry(SeriesKind.Spot, "bybit", "ETHUSDT", EthSpot, "bybit_ETHUSDT_spot_1h_*.csv", FileKind.Candles);
        yield return Entry(SeriesKind.Spot, "uniswap", "WETHUSDT", EthSpot, "uniswapv3_WETHUSDT_1h_*.csv", FileKind.Candles);
        yield return Entry(SeriesKind.Spot, "uniswap", "EIGENWETH", TokenSpot, "uniswapv3_EIGENWETH_1h_*.csv", FileKind.Candles);
        yield return Entry(SeriesKind.Spot, "uniswap", "ETHFIWETH", TokenSpot, "uniswapv3_ETHFIWETH_1h_*.csv", FileKind.Candles);

        foreach (var pair in new[] { "BTCUSDT", "ETHUSDT" })
        {
            foreach (var venue in new[] { "binance", "bybit", "okx" })
                yield return Entry(SeriesKind.Perp, venue, pair, Futures, $"{venue}_{pair}_perp_1h_*.csv", FileKind.Candles);
            foreach (var venue in new[] { "binance", "bybit" })
                yield return Entry(SeriesKind.Funding, venue, pair, FundingRates, $"{venue}_{pair}_funding_rates_*.csv", FileKind.Funding);
            yield return Entry(SeriesKind.Funding, "okx", pair, OkxFunding, $"okx_{pair}_funding_rates_settled.csv", FileKind.Funding);
        }

        foreach (var token in new[] { "USDT", "WETH", "weETH", "wstETH" })
        {
            foreach (var kind in new[]
                     {
                         SeriesKind.LiquidityIndex, SeriesKind.BorrowIndex, SeriesKind.SupplyRate, SeriesKind.BorrowRate, SeriesKind.OraclePrice,
                     })
                yield return (new SeriesKey(kind, "aave_v3", token), [AaveReserve(token)]);
        }

        // ETH per liquid staking token: its price divided by that of WETH, both from the daily reserve files.
        foreach (var token in new[] { "weETH", "wstETH" })
            yield return (new SeriesKey(SeriesKind.LstRate, "aave_v3", token), [AaveReserve(token), AaveReserve("WETH")]);

        yield return Entry(SeriesKind.LstMarket, "curve", "weETH", PegAnalysis, "weETH_peg_analysis_*.csv", FileKind.PegAnalysis);
        yield return Entry(SeriesKind.LstMarket, "uniswap", "wstETH", PegAnalysis, "wstETH_peg_analysis_*.csv", FileKind.PegAnalysis);
        yield return Entry(SeriesKind.Gas, "ethereum", "gas", GasPrices, "ethereum_gas_prices_*.csv", FileKind.Gas);
    }

    private static (SeriesKey Series, ImmutableArray<DataFile> Files) Entry(
        SeriesKind kind, string venue, string symbol, string folder, string pattern, FileKind fileKind) =>
        (new SeriesKey(kind, venue, symbol), [new DataFile(folder, pattern, fileKind)]);

    private static DataFile AaveReserve(string token) => new(AaveRates, $"*_{token}_rates_*.csv", FileKind.AaveReserve);
}

using BasisActors.Domain.Market;
using static BasisActors.Domain.Market.SeriesKind;

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
    private const string EtherfiRewards = "manual_sources/etherfi_distributions";
    private const string GasPrices = "blockchain_data/gas_prices";
    private const string BenchmarkData = "manual_sources/benchmark_data";

    private static readonly string[] Venues = ["binance", "bybit", "okx", "uniswap", "curve", "aave_v3", "ethereum", "ethena", "etherfi"];
    private static readonly string[] Symbols = ["BTCUSDT", "ETHUSDT", "WETHUSDT", "EIGENWETH", "ETHFIWETH", "USDT", "WETH", "weETH", "wstETH", "gas", "sUSDe", "EIGEN", "ETHFI"];

    /// <summary>Every series that a data set of files has a place for, always in the same order.</summary>
    public static IEnumerable<SeriesKey> Series =>
        from kind in Enum.GetValues<SeriesKind>()
        from venue in Venues
        from symbol in Symbols
        let key = new SeriesKey(kind, venue, symbol)
        where FilesOf(key).Length > 0
        select key;

    /// <summary>Every file that a series is made of, each once.</summary>
    public static IEnumerable<DataFile> Files => Series.SelectMany(FilesOf).Distinct();

    /// <summary>The files of a series; none when a data set of files has no place for it.</summary>
    public static DataFile[] FilesOf(SeriesKey series) => series switch
    {
        (Spot, "binance", "BTCUSDT") => [new(BtcSpot, "binance_BTCUSDT_1h_*.csv", FileKind.Candles)],
        (Spot, "bybit", "BTCUSDT") => [new(BtcSpot, "bybit_BTCUSDT_spot_1h_*.csv", FileKind.Candles)],
        (Spot, "bybit", "ETHUSDT") => [new(EthSpot, "bybit_ETHUSDT_spot_1h_*.csv", FileKind.Candles)],
        (Spot, "uniswap", "WETHUSDT") => [new(EthSpot, "uniswapv3_WETHUSDT_1h_*.csv", FileKind.Candles)],
        (Spot, "uniswap", "EIGENWETH" or "ETHFIWETH") => [new(TokenSpot, $"uniswapv3_{series.Symbol}_1h_*.csv", FileKind.Candles)],

        (Perp, "binance" or "bybit" or "okx", "BTCUSDT" or "ETHUSDT") =>
            [new(Futures, $"{series.Venue}_{series.Symbol}_perp_1h_*.csv", FileKind.Candles)],

        (Funding, "binance" or "bybit", "BTCUSDT" or "ETHUSDT") =>
            [new(FundingRates, $"{series.Venue}_{series.Symbol}_funding_rates_*.csv", FileKind.Funding)],
        (Funding, "okx", "BTCUSDT" or "ETHUSDT") => [new(OkxFunding, $"okx_{series.Symbol}_funding_rates_settled.csv", FileKind.Funding)],

        (LiquidityIndex or BorrowIndex or SupplyRate or BorrowRate or OraclePrice or TotalSupplied or TotalBorrowed, "aave_v3", "USDT" or "WETH" or "weETH" or "wstETH") =>
            [AaveReserve(series.Symbol)],

        // ETH per liquid staking token: its price divided by that of WETH.
        (LstRate, "aave_v3", "weETH" or "wstETH") => [AaveReserve(series.Symbol), AaveReserve("WETH")],
        (LstMarket, "curve", "weETH") => [new(PegAnalysis, "weETH_peg_analysis_*.csv", FileKind.PegAnalysis)],
        (LstMarket, "uniswap", "wstETH") => [new(PegAnalysis, "wstETH_peg_analysis_*.csv", FileKind.PegAnalysis)],

        (Gas, "ethereum", "gas") => [new(GasPrices, "ethereum_gas_prices_*.csv", FileKind.Gas)],
        (Yield, "ethena", "sUSDe") => [new(BenchmarkData, "ethena_susde_historical_*.csv", FileKind.Yield)],

        (Reward or RewardFirstDay or RewardLastDay, "etherfi", "EIGEN") => [new(EtherfiRewards, "eigen_distributions_raw.csv", FileKind.EigenRewards)],
        (Reward or RewardFirstDay or RewardLastDay, "etherfi", "ETHFI") => [new(EtherfiRewards, "ethfi_topups_raw.csv", FileKind.EthfiRewards)],
        _ => [],
    };

    private static DataFile AaveReserve(string token) => new(AaveRates, $"*_{token}_rates_*.csv", FileKind.AaveReserve);
}

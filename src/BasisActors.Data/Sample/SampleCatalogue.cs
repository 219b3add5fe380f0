namespace BasisActors.Data.Sample;

/// <summary>One file of a sample and how it is written.</summary>
internal sealed record SampleFilePlan(string Path, Action<CsvText> Write, string LineEnd = CsvText.Unix);

/// <summary>The files of a sample: folders and names are those of the downloaded set, with the span of the sample.</summary>
internal static class SampleCatalogue
{
    /// <summary>What every <c>source</c> column says.</summary>
    public const string Source = "synthetic";

    private static readonly CandleSeries[] Spots =
    [
        new("binance", "BTC", MarketType.Spot, 2, 5, 7.0),
        new("bybit", "BTC", MarketType.Spot, 2, 6, 6.3),
        new("bybit", "ETH", MarketType.Spot, 2, 5, 8.6),
    ];

    private static readonly CandleSeries[] Perps =
    [
        new("binance", "BTC", MarketType.Perp, 1, 3, 8.9),
        new("binance", "ETH", MarketType.Perp, 2, 3, 11.2),
        new("bybit", "BTC", MarketType.Perp, 1, 3, 7.9),
        new("bybit", "ETH", MarketType.Perp, 2, 2, 10.2),
        new("okx", "BTC", MarketType.Perp, 1, 1, 7.6, ContractSize: 0.01),
        new("okx", "ETH", MarketType.Perp, 2, 1, 10.6, ContractSize: 0.1),
    ];

    public static IEnumerable<SampleFilePlan> Of(SampleWorld world)
    {
        var span = $"{SampleCalendar.Date(world.Calendar.From)}_{SampleCalendar.Date(world.Calendar.To)}";
        return [.. Exchanges(world, span), .. Lending(world, span), .. Chain(world, span), .. Rewards(world)];
    }

    private static IEnumerable<SampleFilePlan> Exchanges(SampleWorld world, string span)
    {
        foreach (var s in Spots)
        {
            var folder = s.Coin == "BTC" ? "btc_usd" : "eth_usd";
            var name = s.Venue == "binance" ? $"{s.Venue}_{s.Symbol}_1h" : $"{s.Venue}_{s.Symbol}_spot_1h";
            yield return new($"market_data/spot_prices/{folder}/{name}_{span}.csv", csv => CandleTable.Write(csv, world, s), CsvText.Windows);
        }

        foreach (var s in Perps)
            yield return new($"market_data/derivatives/futures_ohlcv/{s.Venue}_{s.Symbol}_perp_1h_{span}.csv", csv => CandleTable.Write(csv, world, s), CsvText.Windows);

        foreach (var s in Perps)
        {
            // OKX publishes daily dumps; what was settled is derived from them.
            var path = s.Venue == "okx"
                ? $"derived/okx_funding/okx_{s.Symbol}_funding_rates_settled.csv"
                : $"market_data/derivatives/funding_rates/{s.Venue}_{s.Symbol}_funding_rates_{span}.csv";
            yield return new(path, csv => FundingTable.Write(csv, world, s.Venue, s.Coin));
        }
    }

    private static IEnumerable<SampleFilePlan> Lending(SampleWorld world, string span)
    {
        foreach (var reserve in new[] { ReserveProfile.Usdt, ReserveProfile.Weth, ReserveProfile.WeEth, ReserveProfile.WstEth })
            yield return new($"protocol_data/aave/rates/aave_v3_aave-v3-ethereum_{reserve.Symbol}_rates_{span}.csv", csv => ReserveTable.Write(csv, world, reserve));
        foreach (var symbol in new[] { "WETH", "weETH", "wstETH" })
            yield return new($"protocol_data/aave/oracle/{symbol}_USD_oracle_{span}.csv", csv => OracleTable.WriteUsd(csv, world, symbol));
        foreach (var symbol in new[] { "weETH", "wstETH" })
            yield return new($"protocol_data/aave/oracle/{symbol}_ETH_oracle_{span}.csv", csv => OracleTable.WriteEth(csv, world, symbol));
        yield return new($"protocol_data/aave/oracle/USDT_USD_oracle_{span}.csv", csv => OracleTable.WriteDailyUsdt(csv, world));
        foreach (var token in new[] { world.WeEth, world.WstEth })
            yield return new($"protocol_data/staking/peg_analysis/{token.Profile.Symbol}_peg_analysis_{span}.csv", csv => PegTable.Write(csv, world, token));
        yield return new("manual_sources/aave_params/aave_current_v3_prams_etherum_mainnet.csv", AaveParameterTable.Write, CsvText.Windows);
    }

    private static IEnumerable<SampleFilePlan> Chain(SampleWorld world, string span)
    {
        foreach (var (pool, folder) in new[] { (PoolSeries.Weth, "eth_usd"), (PoolSeries.Eigen, "protocol_tokens"), (PoolSeries.Ethfi, "protocol_tokens") })
            yield return new($"market_data/spot_prices/{folder}/uniswapv3_{pool.Symbol}_1h_{span}.csv", csv => PoolTable.Write(csv, world, pool), CsvText.Windows);
        yield return new($"blockchain_data/gas_prices/ethereum_gas_prices_{span}.csv", csv => GasTable.Write(csv, world), CsvText.Windows);
    }

    private static IEnumerable<SampleFilePlan> Rewards(SampleWorld world)
    {
        var to = SampleCalendar.Date(world.Calendar.To);
        const string Etherfi = "manual_sources/etherfi_distributions";
        yield return new($"{Etherfi}/eigen_distributions_raw.csv", csv => RewardTables.WriteEigen(csv, world));
        yield return new($"{Etherfi}/ethfi_topups_raw.csv", csv => RewardTables.WriteEthfi(csv, world));
        yield return new($"{Etherfi}/bar-chart-supply-apy-{to}-eeth.csv", csv => YieldTables.WriteEeth(csv, world));
        yield return new($"manual_sources/benchmark_data/ethena_susde_historical_{to.Replace("-", "")}.csv", csv => YieldTables.WriteSusde(csv, world));
    }
}

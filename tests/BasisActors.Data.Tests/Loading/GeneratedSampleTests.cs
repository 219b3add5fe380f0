using BasisActors.Data.Sample;
using BasisActors.Data.Tests.Sample;
using BasisActors.Domain.Market;
using static BasisActors.Data.Tests.Loading.DataFolder;

namespace BasisActors.Data.Tests.Loading;

/// <summary>The sample that the product makes loads like a download, its planted faults included.</summary>
public sealed class GeneratedSampleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void The_generated_sample_loads()
    {
        SampleDataSet.Write(new SampleRequest(_folder["sample"], SampleDataSet.DefaultSeed, At("2024-01-01 00"), At("2024-08-01 00")));
        var perpetual = new SeriesKey(SeriesKind.Perp, "binance", "BTCUSDT");
        SeriesKey[] keys =
        [
            BinanceBtc, BybitBtc, perpetual, BinanceRate, BybitRate, GasPrice, new(SeriesKind.BorrowIndex, "aave_v3", "WETH"),
            new(SeriesKind.LstRate, "aave_v3", "weETH"), new(SeriesKind.LstRate, "aave_v3", "wstETH"),
            new(SeriesKind.LstMarket, "curve", "weETH"), new(SeriesKind.LstMarket, "uniswap", "wstETH"),
        ];

        var market = CsvMarketData.Load(new MarketDataRequest(_folder["sample"], At("2024-06-01 00"), At("2024-07-31 23"), [.. keys], [], Rules));

        // Planted: the Binance bars of 2024-06-12, 00 to 22 h, and a repeated Bybit row on 2024-07-19.
        Assert.Equal(2 * 23, market.Report.FilledBars);
        Assert.Equal(2, market.Report.Gaps.Length);
        Assert.Contains(market.Report.Notes, n => n.Contains("bybit", StringComparison.Ordinal) && n.Contains("repeats", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();
}

using BasisActors.Domain.Market;
using BasisActors.Domain.Staking;
using BasisActors.Tests;
using Xunit.Abstractions;
using static BasisActors.Data.Tests.Loading.DataFolder;

namespace BasisActors.Data.Tests.Loading;

/// <summary>Tables of rewards: paid on a day, for a period that ended before it.</summary>
public sealed class RewardTests(ITestOutputHelper output) : IDisposable
{
    private const string EigenFile = "manual_sources/etherfi_distributions/eigen_distributions_raw.csv";
    private const string EigenHeader = "staking_period_start,staking_period_end,eigen_earned,eth_restaked,eth_not_restaked,eigen_per_eeth_weekly";
    private const string EthfiFile = "manual_sources/etherfi_distributions/ethfi_topups_raw.csv";
    private const string EthfiHeader = "top_up_date,staking_period_start,staking_period_end,ethfi_amount,ethfi_per_eeth_distributed";
    private const string EigenPool = "market_data/spot_prices/protocol_tokens/uniswapv3_EIGENWETH_1h_2024.csv";

    private static readonly SeriesKey Eigen = RewardTokens.Series(SeriesKind.Reward, "EIGEN");
    private static readonly SeriesKey Ethfi = RewardTokens.Series(SeriesKind.Reward, "ETHFI");
    private static readonly SeriesKey Pool = ReferenceSeries.RewardPool("EIGEN")!.Value;

    private readonly DataFolder _data = new();

    [Fact]
    public void Eigen_is_paid_on_the_monday_after_its_week_and_is_what_was_earned_over_what_was_staked()
    {
        _data.Write(EigenFile, EigenHeader, "2024-03-03,2024-03-09,400,1500,500,0.2", "2024-03-10,2024-03-16,500,1500,500,0.25");
        _data.Bars(EigenPool, At("2024-03-01 00"), Enumerable.Repeat<decimal?>(0.002m, 24 * 20));
        _data.Bars(BinanceSpot, At("2024-03-01 00"), Enumerable.Repeat<decimal?>(100m, 24 * 20));

        var market = CsvMarketData.Load(Request("2024-03-05 00", "2024-03-19 00", [BinanceBtc], [.. RewardTokens.Needed.Where(k => k.Symbol.StartsWith("EIGEN", StringComparison.Ordinal))]));

        Assert.Equal(Observation.Unknown.AgeSeconds, market.Read(Eigen, "2024-03-10 23").AgeSeconds);
        Assert.Equal(new Observation(0.2m, 0), market.Read(Eigen, "2024-03-11 00")); // 400 / (1500 + 500)
        Assert.Equal(3600, market.Read(Eigen, "2024-03-11 01").AgeSeconds);
        Assert.Equal(new Observation(0.25m, 0), market.Read(Eigen, "2024-03-18 00"));
        Assert.Equal(At("2024-03-03 00").ToUnixTimeSeconds(), market.Read(RewardTokens.Series(SeriesKind.RewardFirstDay, "EIGEN"), "2024-03-11 00").Value);
        Assert.Equal(At("2024-03-09 00").ToUnixTimeSeconds(), market.Read(RewardTokens.Series(SeriesKind.RewardLastDay, "EIGEN"), "2024-03-11 00").Value);
        Assert.Equal(0, market.Report.FilledBars);
        Assert.Empty(market.Report.Gaps); // nothing is due on the days between
    }

    [Fact]
    public void Ethfi_is_paid_on_the_day_of_its_top_up()
    {
        _data.Write(EthfiFile, EthfiHeader, "2024-03-08,2024-02-25,2024-03-02,1000,0.25");

        var market = _data.Load("2024-03-08 00", "2024-03-08 01", Ethfi);

        Assert.Equal(0.25m, market.Read(Ethfi, "2024-03-08 00").Value);
    }

    [Theory]
    [InlineData("2024-03-10,2024-03-09,400,1500,500,0.2", "DATA-012", "begins on 2024-03-10")]
    [InlineData("soon,2024-03-09,400,1500,500,0.2", "DATA-009", "staking_period_start is 'soon'")]
    [InlineData("2024-03-03,2024-03-09,-400,1500,500,0.2", "DATA-006", "eigen_earned")]
    public void A_row_that_cannot_be_is_refused(string row, string code, string message)
    {
        _data.Write(EigenFile, EigenHeader, row);

        var error = _data.Refusal("2024-03-11 00", "2024-03-11 01", Eigen);

        Assert.Equal(code, error.SubCode);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_top_up_within_its_own_period_is_refused()
    {
        _data.Write(EthfiFile, EthfiHeader, "2024-03-08,2024-02-25,2024-03-08,1000,0.25");

        Assert.Equal("DATA-012", _data.Refusal("2024-03-08 00", "2024-03-08 01", Ethfi).SubCode);
    }

    [Fact]
    public void A_reward_that_nobody_trades_yet_refuses_the_period()
    {
        _data.Write(EigenFile, EigenHeader, "2024-03-03,2024-03-09,400,1500,500,0.2");
        _data.Bars(EigenPool, At("2024-03-11 00"), Enumerable.Repeat<decimal?>(0.002m, 48)); // its first close is known an hour after the payout
        _data.Bars(BinanceSpot, At("2024-03-01 00"), Enumerable.Repeat<decimal?>(100m, 24 * 20));

        var error = Refusal(Request("2024-03-05 00", "2024-03-12 00", [BinanceBtc], [Eigen, Pool]));

        Assert.Equal(("DPR-001", "DATA-014"), (error.Code, error.SubCode));
        Assert.Equal("Reward/etherfi/EIGEN is paid on 2024-03-11 00:00, and Spot/uniswap/EIGENWETH has no price yet.", error.Message);
        Assert.NotNull(CsvMarketData.Load(Request("2024-03-11 01", "2024-03-12 00", [BinanceBtc], [Eigen, Pool]))); // paid before the run
    }

    [Fact]
    public void A_late_series_without_a_file_is_an_error()
    {
        _data.Bars(BinanceSpot, At("2024-03-01 00"), Enumerable.Repeat<decimal?>(100m, 24 * 20));

        Assert.Equal("DATA-001", Refusal(Request("2024-03-05 00", "2024-03-12 00", [BinanceBtc], [Eigen])).SubCode);
    }

    [Fact]
    public void The_real_tables_are_paid_when_their_pools_trade()
    {
        if (RealData.Find(output) is not { } root)
            return;

        var market = CsvMarketData.Load(new MarketDataRequest(root, At("2024-06-01 00"), At("2025-05-31 00"), [BinanceBtc], [], Rules) { Late = [.. RewardTokens.Needed] });

        // the first period of 52 days, 1.23 EIGEN, and not the 0.205 that its row calls weekly
        Assert.Equal(2_478_088m / (1_480_684m + 532_110m), market.Read(Eigen, "2024-10-07 00").Value);
        Assert.Equal(34, Enumerable.Range(0, 24 * 364).Count(h => market.Table.At(At("2024-06-01 00").AddHours(h))[market.Table.Find(Eigen)].IsNew));
        Assert.Equal(new Observation(0.248m, 0), market.Read(Ethfi, "2024-10-18 00"));
    }

    public void Dispose() => _data.Dispose();

    private MarketDataRequest Request(string from, string to, SeriesKey[] required, SeriesKey[] late) => _data.Request(from, to, required) with { Late = [.. late] };
}

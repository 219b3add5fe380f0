using BasisActors.Data.Reading;
using BasisActors.Data.Timeline;
using BasisActors.Domain.Market;

namespace BasisActors.Data.Catalogue;

/// <summary>What a series is made of, given its files.</summary>
internal static class SeriesAssembly
{
    /// <summary>
    /// Cap on the priority fee of a gas quote, gwei: its 99 % quantile. The quoted median tip of a single block reaches hundreds of gwei
    /// when somebody overpays for a place in it; an ordinary transaction gets into the next block for a normal tip.
    /// </summary>
    private const decimal MaxTipGwei = 3m;

    public static int IntervalSeconds(SeriesKind kind) => kind switch
    {
        SeriesKind.Spot or SeriesKind.Perp or SeriesKind.LstMarket or SeriesKind.Gas => 3600,
        SeriesKind.Funding => 8 * 3600,
        SeriesKind.Reward or SeriesKind.RewardFirstDay or SeriesKind.RewardLastDay => 7 * 86400,
        _ => 86400,
    };

    /// <summary>False for what comes when it comes: nothing is due, so nothing is missing.</summary>
    public static bool IsRegular(SeriesKind kind) => kind is not (SeriesKind.Reward or SeriesKind.RewardFirstDay or SeriesKind.RewardLastDay);

    public static Observations Assemble(SeriesKey series, FileContent[] files) => series.Kind switch
    {
        SeriesKind.Spot or SeriesKind.Perp or SeriesKind.Funding or SeriesKind.LstMarket => files[0].Only(),
        SeriesKind.LiquidityIndex => files[0].Column("liquidityIndex"),
        SeriesKind.BorrowIndex => files[0].Column("variableBorrowIndex"),
        SeriesKind.SupplyRate => files[0].Column("currentLiquidityRate"),
        SeriesKind.BorrowRate => files[0].Column("currentVariableBorrowRate"),
        SeriesKind.OraclePrice => files[0].Column("price"),
        SeriesKind.TotalSupplied => files[0].Column("totalAToken"),
        SeriesKind.TotalBorrowed => files[0].Column("totalVariableDebt"),
        SeriesKind.Reward when series.Symbol == "EIGEN" => EigenForOneEEth(files[0]),
        SeriesKind.Reward => files[0].Column("ethfi_per_eeth_distributed"),
        SeriesKind.RewardFirstDay => files[0].Column("staking_period_start"),
        SeriesKind.RewardLastDay => files[0].Column("staking_period_end"),
        SeriesKind.LstRate => files[0].Column("price").Combine(files[1].Column("price"), (token, ether) => token / ether),
        SeriesKind.Gas => files[0].Column("base_fee_gwei").Combine(files[0].Column("priority_fee_p50_gwei"), (fee, tip) => fee + Math.Min(tip, MaxTipGwei)),
        SeriesKind.Yield => files[0].Only().Combine(files[0].Only(), (percent, _) => percent / 100),
        _ => throw new ArgumentOutOfRangeException(nameof(series), series, null),
    };

    /// <summary>All EIGEN of a period over all eETH of it. The file's own column is this in three decimals, except where a period is longer than a week.</summary>
    private static Observations EigenForOneEEth(FileContent file) => file.Column("eigen_earned").Combine(
        file.Column("eth_restaked").Combine(file.Column("eth_not_restaked"), (restaked, other) => restaked + other), (eigen, ether) => eigen / ether);
}

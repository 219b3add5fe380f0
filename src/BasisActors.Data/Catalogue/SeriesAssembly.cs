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
        _ => 86400,
    };

    public static Observations Assemble(SeriesKey series, FileContent[] files) => series.Kind switch
    {
        SeriesKind.Spot or SeriesKind.Perp or SeriesKind.Funding or SeriesKind.LstMarket => files[0].Only(),
        SeriesKind.LiquidityIndex => files[0].Column("liquidityIndex"),
        SeriesKind.BorrowIndex => files[0].Column("variableBorrowIndex"),
        SeriesKind.SupplyRate => files[0].Column("currentLiquidityRate"),
        SeriesKind.BorrowRate => files[0].Column("currentVariableBorrowRate"),
        SeriesKind.OraclePrice => files[0].Column("price"),
        SeriesKind.LstRate => files[0].Column("price").Combine(files[1].Column("price"), (token, ether) => token / ether),
        SeriesKind.Gas => files[0].Column("base_fee_gwei").Combine(files[0].Column("priority_fee_p50_gwei"), (fee, tip) => fee + Math.Min(tip, MaxTipGwei)),
        SeriesKind.Yield => files[0].Only().Combine(files[0].Only(), (percent, _) => percent / 100),
        _ => throw new ArgumentOutOfRangeException(nameof(series), series, null),
    };
}

using BasisActors.Data.Timeline;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Market;

namespace BasisActors.Data;

/// <summary>Refuses a period in which a reward is paid in a token that nobody trades yet: it would have to be booked at an invented price (ADR 0010).</summary>
internal static class RewardPrices
{
    /// <exception cref="BasisException">DPR-001/DATA-014 when a reward is paid inside the period before its pool has a price.</exception>
    public static void Check(IReadOnlyList<SeriesColumn> columns, ClockGrid grid, Period period)
    {
        foreach (var reward in columns.Where(c => c.Key.Kind == SeriesKind.Reward))
        {
            if (ReferenceSeries.RewardPool(reward.Key.Symbol) is not { } pool)
                continue;
            var price = columns.FirstOrDefault(c => c.Key == pool);
            for (var row = 0; row < grid.Rows; row++)
            {
                if (reward.AgeSeconds[row] == 0 && period.Settles(grid.TimeOf(row)) && (price is null || price.AgeSeconds[row] < 0))
                    throw Refuse(reward.Key, pool, grid.TimeOf(row));
            }
        }
    }

    private static BasisException Refuse(SeriesKey reward, SeriesKey pool, long paid) => new(
        "DPR-001",
        $"{reward} is paid on {Epoch.Text(paid)}, and {pool} has no price yet.",
        reward.ToString(),
        "Begin the run on or after that day, provide the price, or set rewards_mode to base_only.",
        "DATA-014");
}

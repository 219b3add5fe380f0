using BasisActors.Data.Timeline;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Market;

namespace BasisActors.Data;

/// <summary>
/// Refuses an LST market series that is not one (D-07): some data sets carry a placeholder that starts at 1.0000 while the token
/// is worth 1.038. The market has stayed within 40 bp of the protocol's rate; 5 % off is another thing, not a discount.
/// </summary>
internal static class LstPlausibility
{
    private const decimal MaxDeviation = 0.05m;

    /// <exception cref="BasisException">DPR-002/DATA-012 when a market rate is more than 5 % off the oracle rate held at that hour.</exception>
    public static void Check(IReadOnlyList<SeriesColumn> columns, ClockGrid grid)
    {
        foreach (var market in columns.Where(c => c.Key.Kind == SeriesKind.LstMarket))
        {
            var oracle = columns.FirstOrDefault(c => c.Key.Kind == SeriesKind.LstRate && c.Key.Symbol == market.Key.Symbol);
            if (oracle is null)
                continue;
            for (var row = 0; row < grid.Rows; row++)
            {
                if (market.AgeSeconds[row] < 0 || oracle.AgeSeconds[row] < 0)
                    continue;
                var ratio = market.Values[row] / oracle.Values[row];
                if (Math.Abs(ratio - 1) > MaxDeviation)
                    throw Refuse(market, oracle, row, grid);
            }
        }
    }

    private static BasisException Refuse(SeriesColumn market, SeriesColumn oracle, int row, ClockGrid grid)
    {
        var at = Epoch.Text(grid.TimeOf(row));
        return new BasisException(
            "DPR-002",
            $"{market.Key} is {market.Values[row]} at {at} and {oracle.Key} is {oracle.Values[row]}; they must agree within {MaxDeviation:P0}.",
            $"{market.Key} at {at}",
            subCode: "DATA-012");
    }
}
